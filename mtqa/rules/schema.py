"""The JSON Schema of packs, made from their types."""

from __future__ import annotations

import inspect
import json
from typing import Any

import msgspec

from mtqa.rules.spec import Pack


def pack_schema() -> str:
    """The schema as text; what mtqa fills in itself (a rule's `pack`) is left out."""
    schema = msgspec.json.schema(Pack)
    for definition in schema.get("$defs", {}).values():
        if "examples" in definition.get("properties", {}):
            definition["properties"].pop("pack", None)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    _clean(schema)
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _clean(node: Any) -> None:
    """Takes the indentation of docstrings out of all descriptions."""
    if isinstance(node, dict):
        if isinstance(node.get("description"), str):
            node["description"] = inspect.cleandoc(node["description"])
        for value in node.values():
            _clean(value)
    elif isinstance(node, list):
        for value in node:
            _clean(value)
