"""The JSON Schema of packs, made from their types."""

from __future__ import annotations

import json

import msgspec

from mtqa.rules.spec import Pack


def pack_schema() -> str:
    """The schema as text; what mtqa fills in itself (a rule's `pack`) is left out."""
    schema = msgspec.json.schema(Pack)
    for definition in schema.get("$defs", {}).values():
        if "examples" in definition.get("properties", {}):
            definition["properties"].pop("pack", None)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
