"""What the rules say of probes: texts with one known fault each, and the same text corrected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtqa.bench.found import Found, apply
from mtqa.bench.records import Record

_OMISSION = "accuracy/omission"
MEANT: dict[str, tuple[str, ...]] = {
    "missing word": (_OMISSION, "prepositions-collide", "comma-after-determiner"),
    "stray word": ("stray-of", "prepositions-collide", "determiner-after-determiner"),
    "doubled word": ("repeated-word", "determiner-after-determiner"),
    "quote mismatch": ("mixed-quote-pair", "foreign-quotes", "reversed-quote", "unpaired-quote"),
    "bracket mismatch": ("bracket-unpaired",),
    "CJK/Arabic punctuation": ("foreign-punctuation",),
    "Cyrillic homoglyph": ("lookalike-letter",),
    "mojibake": ("mojibake",),
    "HTML entity": ("html-entity",),
    "detokenisation": (
        "split-clitic",
        "split-apostrophe",
        "split-possessive",
        "joiner-mark",
        "treebank-bracket",
        "tokeniser-quotes",
        "spaced-hyphen",
        "space-before-punctuation",
        "bracket-spacing",
        "quote-spacing",
    ),
    "model leftovers": ("unknown-token", "sentence-token", "subword-mark", "placeholder-left"),
    "looping n-grams": ("repeated-phrase", "repeated-word"),
    "untranslated fragment": ("accuracy/untranslated",),
    "boilerplate": ("translation-notice", "machine-remark"),
    "Continental number": (
        "decimal-comma",
        "decimal-comma-range",
        "dot-grouped-number",
        "dot-grouped-money",
        "many-dot-groups",
    ),
    "date format": ("locale-convention/date-format",),
    "wrong article": ("a-before-vowel-sound", "an-before-consonant-sound"),
    "agreement": ("subject-verb-disagreement", "verb-form-after-auxiliary"),
    "missing full stop": ("missing-full-stop", "standfirst-stop-missing"),
    "truncated sentence": ("cut-sentence",),
    "name inconsistency": ("name-spelled-two-ways",),
    "duplicate sentence": ("repeated-sentence", "repeated-paragraph", "repeated-standfirst"),
    "wrong-sense calque": ("calque",),
    "missing space": ("missing-space-after-punctuation", "missing-space-between-sentences"),
    "empty brackets": ("empty-brackets",),
    "URL split": ("torn-address",),
    "currency order": ("locale-convention/currency-format",),
    "ordinal": ("wrong-ordinal",),
    "pronoun gender shift": ("pronoun-gender-changes",),
}
"""By class of probe: the rules, and the MQM categories (with a `/`), that are meant for it."""


def report(
    predictions: Sequence[tuple[Record, list[Found]]],
    corrected: Sequence[tuple[Record, list[Found]]],
) -> Iterator[str]:
    """How many are caught, by a rule meant for their class, and repaired; then each that is not.

    A probe is repaired if the first fixes of its findings make the corrected text.
    """
    total = len(predictions)
    hits = [_hits(record, found) for record, found in predictions]
    meant = [
        any(_is_meant(record["class"], one) for one in near)
        for (record, _), near in zip(predictions, hits, strict=True)
    ]
    fixable = [record["repairable"] == "yes" for record, _ in predictions]
    repaired = [
        apply(record["text"], found) == record["corrected"] for record, found in predictions
    ]
    restored = sum(map(min, fixable, repaired))
    yield f"caught {_share(sum(map(bool, hits)), total)}"
    yield f"caught by a rule meant for the class {_share(sum(meant), total)}"
    yield f"repaired {_share(restored, sum(fixable))}"
    strays = [(record, one) for record, found in corrected for one in found]
    yield f"findings on the corrected texts {len(strays)}"
    for at, (record, found) in enumerate(predictions):
        if not meant[at] or (fixable[at] and not repaired[at]):
            rules = ", ".join(sorted({one.rule for one in found})) or "nothing"
            caught = "caught" if meant[at] else "caught by chance" if hits[at] else "missed"
            mended = "repaired" if repaired[at] else "not repaired"
            yield f"  {record['id']} {record['class']}: {caught}, {mended} ({rules})"
    for record, one in strays:
        yield f"  {record['id']} {record['class']}: {one.rule} on the corrected text"


def _hits(record: Record, found: Sequence[Found]) -> list[Found]:
    spans = [tuple(map(int, span.split("-"))) for span in record["spans"].split(";")]
    return [
        one
        for one in found
        if any((one.start < e and s < one.end) or one.start == s for s, e in spans)
    ]


def _is_meant(name: str, one: Found) -> bool:
    return bool({one.rule, one.mqm} & set(MEANT.get(name, ())))


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / max(1, whole):.0f} %)"
