"""The rule authors' kit: examples as tests, rules tried on a corpus, silence explained."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from mtqa._version import __version__
from mtqa.analysis.ledger import Ledger
from mtqa.config.lists import in_memory
from mtqa.formats.registry import SUFFIXES, load
from mtqa.model.house import House
from mtqa.model.result import FileResult
from mtqa.model.segment import Segment
from mtqa.model.settings import Settings
from mtqa.pipeline import Desk, check, fix, open_desk
from mtqa.rules.cache import cache_folder, store
from mtqa.rules.examples import marked
from mtqa.rules.lint import slowness
from mtqa.rules.patterns import patterns
from mtqa.rules.spec import AnySpec, Example

_AROUND = 50


def failures(spec: AnySpec, packs: Sequence[str] = ()) -> Iterator[str]:
    """What is wrong with the rule's examples, a line each; nothing if all hold.

    `bad` must be found at the marks and nowhere else, its first fixes must make `good` of it, and
    `good` and `ok` must be silent. A rule has at least one `bad` and one `ok`.
    """
    kinds = {bool(example.bad): True for example in spec.examples}
    for kind, name in ((True, "bad"), (False, "ok")):
        if kind not in kinds:
            yield f"{spec.id}: there is no ‘{name}’ example"
    yield from too_slow(spec)
    for number, example in enumerate(spec.examples):
        for fault in check_example(spec, example, packs):
            yield f"{spec.id}, example {number}: {fault}"


def too_slow(spec: AnySpec) -> Iterator[str]:
    """The patterns of a rule that take too long on hostile text, with what they take it on."""
    texts = [marked(example.bad or example.ok or "")[0] for example in spec.examples]
    for pattern in patterns(spec):
        slow = slowness(pattern, texts)
        if slow:
            yield f"{spec.id}: the pattern {pattern[:60]} takes {slow}"


def check_example(spec: AnySpec, example: Example, packs: Sequence[str] = ()) -> Iterator[str]:
    """What is wrong with one example of a rule."""
    desk = _desk(spec, example, packs)
    if example.ok is not None:
        yield from _loud(_checked(desk, example, example.ok), "ok")
    if example.bad is None:
        return
    text, wanted = marked(example.bad)
    result = _checked(desk, example, text)
    found = [(finding.start, finding.end) for finding in result.findings]
    if found != wanted:
        told = [text[start:end] for start, end in found]
        yield f"found {told or 'nothing'}, wanted {[text[start:end] for start, end in wanted]}"
    elif example.good is not None:
        yield from _fixed(desk, example, result)


def _fixed(desk: Desk, example: Example, result: FileResult) -> Iterator[str]:
    fixed = fix(desk, result, unsafe=True)
    assert fixed.after.document is not None
    made = fixed.after.document.text
    if made != example.good:
        refused = "; ".join(one.reason for one in fixed.refused)
        yield f"the fix made {made!r}, wanted {example.good!r} {refused}".rstrip()
    elif example.good is not None:
        yield from _loud(_checked(desk, example, example.good), "good")


def _loud(result: FileResult, kind: str) -> Iterator[str]:
    if result.findings:
        yield f"‘{kind}’ is not silent: {[finding.text for finding in result.findings]}"


def safety(spec: AnySpec, packs: Sequence[str] = ()) -> str:
    """How safe the rule's first fixes are, by what it proposes for its examples; `none` if none."""
    found = {
        str(finding.fixes[0].safety)
        for example in spec.examples
        if example.bad is not None
        for finding in _checked(
            _desk(spec, example, packs), example, marked(example.bad)[0]
        ).findings
        if finding.fixes
    }
    return " or ".join(sorted(found)) or "none"


def safeties(specs: Sequence[AnySpec], packs: Sequence[str] = ()) -> dict[str, str]:
    """The `safety` of each rule by its id."""
    return {spec.id: safety(spec, packs) for spec in specs}


def kept_safeties(specs: Sequence[AnySpec], digest: str, packs: Sequence[str]) -> dict[str, str]:
    """The same, kept in the user's cache under the digest of the rules."""
    path = cache_folder() / f"safeties-{__version__}-{digest}.json"
    with contextlib.suppress(OSError, ValueError):
        kept: dict[str, str] = json.loads(path.read_bytes())
        return kept
    made = safeties(specs, packs)
    store(path, json.dumps(made).encode("utf-8"))
    return made


def _desk(spec: AnySpec, example: Example, packs: Sequence[str]) -> Desk:
    house: Any = example.house
    desk = open_desk(Settings(select=(spec.id,), packs=tuple(packs), house=House(**house)))
    return replace(desk, ledger=Ledger(in_memory(example.lists))) if example.lists else desk


def _checked(desk: Desk, example: Example, text: str) -> FileResult:
    roles = (lambda segment: segment._replace(role=example.role)) if example.role else None
    return check(
        desk,
        "example",
        text.encode("utf-8"),
        input_format=example.format,
        originals=[example.original] if example.original else None,
        adapt=roles,
    )


def tried(desk: Desk, paths: Sequence[str]) -> Iterator[str]:
    """A line a finding: the words around it, and what its first fix makes of them."""
    for name, text in _corpus(paths):
        result = check(desk, name, text.encode("utf-8", "replace"))
        for finding in result.findings:
            before = " ".join(text[max(0, finding.start - _AROUND) : finding.start].split(" "))
            after = text[finding.end : finding.end + _AROUND]
            line = f"{before}⟦{text[finding.start : finding.end]}⟧{after}".replace("\n", "¶")
            yield line + (f"  → {finding.fixes[0].title}" if finding.fixes else "")


def _corpus(paths: Sequence[str]) -> Iterator[tuple[str, str]]:
    for given in paths:
        path = Path(given)
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.name.endswith((".jsonl", ".jsonl.gz")):
                from mtqa.bench.records import rows

                for record in rows(file):
                    yield str(record.get("id")), str(record.get("target") or record.get("text"))
            elif file.is_file() and (file.suffix in SUFFIXES or not path.is_dir()):
                yield str(file), file.read_text("utf-8", "replace")


def segments_of(text: str) -> tuple[Segment, ...]:
    """The segments of a plain text."""
    return load("text").segments(text, "en")


def template(rule: str, kind: str) -> str:
    """A pack with one rule of that kind, with all that a rule must say."""
    return f"""\
# yaml-language-server: $schema=pack.schema.json
pack: desk/own
title: Rules of the desk
language: en
rules:
  - id: {rule}
    kind: {kind}
{_BODIES[kind]}
    message: "‘{{found}}’: say in one sentence what is wrong."
    why: Say in one sentence why this is a trace of translation.
    mqm: style/unidiomatic
    severity: minor
    examples:
{_EXAMPLES[kind]}
"""


_BODIES = {
    "regex": (
        "    pattern: '\\bin the same time\\b'\n    fixes:\n      - {replace: 'at the same time'}"
    ),
    "substitution": "    swaps:\n      - {find: 'in the same time', put: ['at the same time']}",
    "variants": "    sets:\n      - [adviser, advisor]",
    "token": (
        "    triggers: ['\\bin the same\\b']\n    patterns:\n"
        "      - [{LOWER: in}, {LOWER: the}, {LOWER: same}, {LEMMA: time}]\n"
        "    fixes:\n      - {replace: 'at the same time'}"
    ),
}
_PHRASE = """\
      - {bad: 'They spoke [[in the same time]].', good: 'They spoke at the same time.'}
      - {ok: 'They spoke at the same time.'}"""
_EXAMPLES = {
    "regex": _PHRASE,
    "substitution": _PHRASE,
    "token": _PHRASE,
    "variants": """\
      - bad: 'One adviser, another adviser and an [[advisor]].'
        good: 'One adviser, another adviser and an adviser.'
      - {ok: 'One adviser and another adviser.'}""",
}
