"""Packs, read: every fault is told with its file, line and key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2s
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from mtqa._resources import bundled
from mtqa.errors import PackError, UsageError
from mtqa.rules.patterns import patterns
from mtqa.rules.spec import AnySpec, Pack

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_PATH = re.compile(r" - at `\$(?P<path>[^`]*)`$")
_STEP = re.compile(r"\.(?P<key>\w+)|\[(?P<index>\d+|\.\.\.)\]")
_LIST = re.compile(r"\{\{(?P<name>[a-z-]+)\}\}")
_NOT_PACKS = {"profiles", "lists", "judgements"}


def sources(extra: tuple[str, ...] = ()) -> list[tuple[str, bytes]]:
    """The name and the bytes of every bundled pack, then of the packs at the paths given.

    A file that is a bundled pack, or is given twice, is there once.
    """
    packs = list(_walk(bundled("rules"), "rules"))
    found = [(name, item.read_bytes()) for name, item in packs]
    known = {item.resolve() for _, item in packs if isinstance(item, Path)} if extra else set()
    for path in _files(extra):
        if path.resolve() not in known:
            known.add(path.resolve())
            found.append((str(path), path.read_bytes()))
    return found


def at(extra: Iterable[str]) -> list[tuple[str, bytes]]:
    """The name and the bytes of the packs at these paths alone."""
    return [(str(path), path.read_bytes()) for path in dict.fromkeys(_files(extra))]


def _files(extra: Iterable[str]) -> Iterator[Path]:
    for given in extra:
        path = Path(given)
        if not path.exists():
            raise UsageError(
                f"The rule pack {given} is not there: check `packs` in the configuration."
            )
        yield from sorted(path.rglob("*.yaml")) if path.is_dir() else [path]


def digest(found: list[tuple[str, bytes]]) -> str:
    """A fingerprint of these packs and of the word lists that they may use."""
    total = blake2s(digest_size=16)
    for name, raw in [*found, *sorted(_lists())]:
        total.update(name.encode("utf-8") + b"\0" + raw + b"\0")
    return total.hexdigest()


def read(found: list[tuple[str, bytes]]) -> tuple[AnySpec, ...]:
    """The rules of these packs, in order, word lists filled in.

    Raises `PackError` for a fault in a pack, and for an id that two rules share.
    """
    words = {name: _alternation(raw) for name, raw in _lists()}
    specs: list[AnySpec] = []
    owners: dict[str, str] = {}
    for name, raw in found:
        for spec in _read_pack(name, raw, words):
            if spec.id in owners:
                raise PackError(f"{name}: the rule id ‘{spec.id}’ is taken by {owners[spec.id]}.")
            owners[spec.id] = name
            specs.append(spec)
    return tuple(specs)


def _read_pack(name: str, raw: bytes, words: dict[str, str]) -> Iterator[AnySpec]:
    from mtqa.rules.lint import objection

    tree = _yaml(name, raw)
    try:
        pack = msgspec.convert(_fill(tree, words, name), Pack)
    except msgspec.ValidationError as error:
        raise PackError(_explain(name, tree, str(error))) from error
    for number, spec in enumerate(pack.rules):
        for pattern in patterns(spec):
            refused = objection(pattern)
            if refused:
                line = tree["rules"].lc.item(number)[0] + 1
                raise PackError(f"{name}:{line}: rule ‘{spec.id}’: {refused}, in {pattern[:80]}")
        yield msgspec.structs.replace(spec, pack=pack.pack, language=pack.language)


def _yaml(name: str, raw: bytes) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    try:
        return YAML(typ="rt").load(raw.decode("utf-8"))
    except (MarkedYAMLError, UnicodeDecodeError) as error:
        raise PackError(f"{name}: not readable as YAML: {error}") from error


def _fill(tree: Any, words: dict[str, str], name: str) -> Any:
    """The same tree as plain values, `{{list}}` replaced by the list's words."""
    if isinstance(tree, dict):
        return {str(key): _fill(value, words, name) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_fill(value, words, name) for value in tree]
    if isinstance(tree, str):
        return _LIST.sub(lambda match: _list_named(match["name"], words, name), str(tree))
    return tree


def _list_named(wanted: str, words: dict[str, str], name: str) -> str:
    if wanted not in words:
        raise PackError(f"{name}: there is no word list ‘{wanted}’; there are {', '.join(words)}.")
    return words[wanted]


def _explain(name: str, tree: Any, error: str) -> str:
    """The validator's words with the line at which the fault stands, and the rule's id."""
    match = _PATH.search(error)
    path = match["path"] if match else ""
    node: Any = tree
    line, rule = getattr(getattr(tree, "lc", None), "line", 0), ""
    for step in _STEP.finditer(path):
        key: Any = step["key"] or (int(step["index"]) if step["index"] != "..." else 0)
        try:
            place = node.lc.key(key) if step["key"] else node.lc.item(key)
            line, node = place[0], node[key]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
        if isinstance(node, dict) and "id" in node:
            rule = f" (rule ‘{node['id']}’)"
    said = _PATH.sub("", error)
    return f"{name}:{line + 1}: {said} at {path.lstrip('.') or 'the top'}{rule}."


def _alternation(raw: bytes) -> str:
    lines = (line.partition("#")[0].strip() for line in raw.decode("utf-8").splitlines())
    ordered = sorted(filter(None, lines), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", " ") for word in ordered) + ")"


def _lists() -> list[tuple[str, bytes]]:
    folder = bundled("rules") / "lists"
    if not folder.is_dir():
        return []
    items = (item for item in folder.iterdir() if item.name.endswith(".txt"))
    return sorted((item.name.removesuffix(".txt"), item.read_bytes()) for item in items)


def _walk(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    for item in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{name}/{item.name}"
        if item.is_dir() and item.name not in _NOT_PACKS:
            yield from _walk(item, path)
        elif item.name.endswith(".yaml"):
            yield path, item
