"""What a checker is, and the table of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from mtqa.analysis.story import Story
from mtqa.errors import PackError
from mtqa.model.place import Place

Function = Callable[[Story, Sequence[int], Mapping[str, Any]], Iterator[Place]]


@dataclass(frozen=True, slots=True)
class Checker:
    """A function from a story to places, and the patterns that say where it must look.

    `triggers`: a segment that none of them matches need not be looked at; none means all.
    """

    find: Function
    triggers: tuple[str, ...]


def checker(*triggers: str) -> Callable[[Function], Checker]:
    """Makes a function a checker with these triggers."""
    return lambda function: Checker(function, triggers)


CHECKERS: dict[str, str] = {
    "bracket-spacing": "mtqa.checkers.brackets:bracket_spacing",
    "bracket-unpaired": "mtqa.checkers.brackets:bracket_unpaired",
    "cased-two-ways": "mtqa.checkers.forms:cased_two_ways",
    "currency-order": "mtqa.checkers.numbers:currency_order",
    "cut-sentence": "mtqa.checkers.endings:cut_sentence",
    "dotted-two-ways": "mtqa.checkers.forms:dotted_two_ways",
    "dotted-date": "mtqa.checkers.numbers:dotted_date",
    "double-for-apostrophe": "mtqa.checkers.apostrophes:double_for_apostrophe",
    "forbidden-term": "mtqa.checkers.desk:forbidden_term",
    "echoed-noun": "mtqa.checkers.echoes:echoed_noun",
    "foreign-punctuation": "mtqa.checkers.foreign:foreign_punctuation",
    "foreign-quotes": "mtqa.checkers.foreign:foreign_quotes",
    "full-width": "mtqa.checkers.encoding:full_width",
    "grouped-two-ways": "mtqa.checkers.grouping:grouped_two_ways",
    "headline-name": "mtqa.checkers.headline:headline_name",
    "headline-number": "mtqa.checkers.headline:headline_number",
    "html-entity": "mtqa.checkers.encoding:html_entity",
    "invisible-character": "mtqa.checkers.encoding:invisible_character",
    "iso-date": "mtqa.checkers.numbers:iso_date",
    "lookalike-letter": "mtqa.checkers.encoding:lookalike_letter",
    "lower-case-after-stop": "mtqa.checkers.openings:lower_case_after_stop",
    "lower-case-start": "mtqa.checkers.openings:lower_case_start",
    "lower-case-abbreviation": "mtqa.checkers.abbreviations:lower_case_abbreviation",
    "machine-remark": "mtqa.checkers.notices:machine_remark",
    "misspelt-brand": "mtqa.checkers.desk:misspelt_brand",
    "missing-full-stop": "mtqa.checkers.endings:missing_full_stop",
    "mixed-apostrophes": "mtqa.checkers.apostrophes:mixed_apostrophes",
    "mixed-pair": "mtqa.checkers.quotes:mixed_pair",
    "mixed-styles": "mtqa.checkers.quotes:mixed_styles",
    "mojibake": "mtqa.checkers.encoding:mojibake",
    "name-spellings": "mtqa.checkers.names:name_spellings",
    "other-language": "mtqa.checkers.language:other_language",
    "ordinal": "mtqa.checkers.numbers:ordinal",
    "pronoun-gender": "mtqa.checkers.gender:pronoun_gender",
    "quote-spacing": "mtqa.checkers.spacing:quote_spacing",
    "rejected-name": "mtqa.checkers.desk:rejected_name",
    "repeated-paragraph": "mtqa.checkers.twins:repeated_paragraph",
    "repeated-phrase": "mtqa.checkers.repetition:repeated_phrase",
    "repeated-sentence": "mtqa.checkers.twins:repeated_sentence",
    "repeated-standfirst": "mtqa.checkers.twins:repeated_standfirst",
    "repeated-word": "mtqa.checkers.repetition:repeated_word",
    "spaced-single-quotes": "mtqa.checkers.joints:spaced_single_quotes",
    "spelling-variety": "mtqa.checkers.variety:spelling_variety",
    "standfirst-stop-missing": "mtqa.checkers.endings:standfirst_stop_missing",
    "stop-placement": "mtqa.checkers.stops:stop_placement",
    "subword-mark": "mtqa.checkers.decoder:subword_mark",
    "term-cased-two-ways": "mtqa.checkers.forms:term_cased_two_ways",
    "thousands": "mtqa.checkers.numbers:thousands",
    "tokeniser-quotes": "mtqa.checkers.quotes:tokeniser_quotes",
    "torn-compound": "mtqa.checkers.joints:torn_compound",
    "torn-address": "mtqa.checkers.encoding:torn_address",
    "translation-notice": "mtqa.checkers.notices:translation_notice",
    "turned-pair": "mtqa.checkers.quotes:turned_pair",
    "unpaired-quote": "mtqa.checkers.quotes:unpaired",
    "weekday": "mtqa.checkers.numbers:weekday",
}
"""Name to where it lives; imported when needed."""


def matching(story: Story, where: Sequence[int], *patterns: str) -> list[int]:
    """The segments of `where` that one of the patterns matches, read by Python's own engine."""
    searches = _searches(patterns)
    return [n for n in where if any(search(story.texts[n]) for search in searches)]


@cache
def _searches(patterns: tuple[str, ...]) -> list[Callable[[str], object]]:
    return [re.compile(pattern).search for pattern in patterns]


@cache
def load(name: str) -> Checker:
    """The checker of that name. Raises `PackError` if there is none."""
    if name not in CHECKERS:
        raise PackError(f"There is no checker ‘{name}’; there are {', '.join(CHECKERS)}.")
    module, _, attribute = CHECKERS[name].partition(":")
    loaded: Checker = getattr(import_module(module), attribute)
    return loaded
