"""From LanguageTool's categories to MQM: the one table."""

from __future__ import annotations

from mtqa.providers.languagetool.answers import Match

CATEGORIES: dict[str, str] = {
    "CASING": "fluency/spelling",
    "COMPOUNDING": "fluency/spelling",
    "PROPER_NOUNS": "fluency/spelling",
    "TYPOS": "fluency/spelling",
    "CONFUSED_WORDS": "fluency/grammar",
    "FALSE_FRIENDS": "accuracy/mistranslation",
    "GRAMMAR": "fluency/grammar",
    "REPETITIONS": "fluency/grammar",
    "SEMANTICS": "accuracy/mistranslation",
    "PUNCTUATION": "fluency/punctuation",
    "TYPOGRAPHY": "fluency/punctuation",
    "AMERICAN_ENGLISH": "style/inconsistent-style",
    "AMERICAN_ENGLISH_STYLE": "style/inconsistent-style",
    "BRITISH_ENGLISH": "style/inconsistent-style",
    "COLLOCATIONS": "style/unidiomatic",
    "NONSTANDARD_PHRASES": "style/unidiomatic",
    "PLAIN_ENGLISH": "style/awkward",
    "REDUNDANCY": "style/awkward",
    "REPETITIONS_STYLE": "style/awkward",
    "STYLE": "style/awkward",
}
"""Its category to MQM's."""

ISSUES: dict[str, str] = {
    "characters": "fluency/character-encoding",
    "duplication": "fluency/grammar",
    "grammar": "fluency/grammar",
    "inconsistency": "style/inconsistent-style",
    "locale-violation": "style/inconsistent-style",
    "misspelling": "fluency/spelling",
    "numbers": "locale-convention/number-format",
    "register": "style/register",
    "style": "style/awkward",
    "terminology": "terminology/wrong-term",
    "typographical": "fluency/punctuation",
    "whitespace": "fluency/punctuation",
}
"""The ITS type of the issue to MQM, where the category says nothing (MISC and new ones)."""

RULES: dict[str, str] = {
    "EN_A_VS_AN": "fluency/grammar",
    "ENGLISH_WORD_REPEAT_RULE": "fluency/grammar",
}
"""Rules that LanguageTool has in a category of another kind."""

OTHER = "fluency/grammar"


def mqm(match: Match) -> str:
    """The MQM category of what LanguageTool found."""
    return RULES.get(match.rule) or CATEGORIES.get(match.category) or ISSUES.get(match.issue, OTHER)
