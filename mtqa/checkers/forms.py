"""One word in two forms: with other capitals, with and without stops."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

from mtqa.analysis.story import Story
from mtqa.checkers.base import checker
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.segment import Role
from mtqa.model.span import Span
from mtqa.text.lazily import lazily

Use = tuple[int, Span]

_WORD = lazily(r"(?<![\w@#./’'-])[A-Za-z][a-z]*[A-Z]\w*(?![\w@/-]|\.\w)")
"""A word with a capital inside."""
_ANY_WORD = lazily(r"(?<![\w@#./’'-])[A-Za-z]\w*(?![\w@/-]|\.\w)")
_SLIP = lazily(r"[A-Z]{2}[a-z]{2,}")
"""A word whose second letter was caught by the shift key: no form to keep to."""
_PLAIN_WORD = lazily(r"\w+")
_LEAST_LETTERS = 4
_MANY = 40
"""Words from which on it pays to read the story once before it is searched for each."""
_SHOUTED = lazily(r"\b[A-Z]{2,}\b[^\w.]*$")
_SHOUTS_ON = lazily(r"[^\w.]*\b[A-Z]{2,}\b")
_DOTTED = {"U.S.": "US", "U.N.": "UN", "U.K.": "UK", "E.U.": "EU"}
_EITHER = lazily(
    r"(?<![\w.$£€’'-])(?:(?P<dotted>U\.S\.|U\.N\.|U\.K\.|E\.U\.)(?!\w)|(?P<plain>US|UN|UK|EU)\b(?![$.]\w|[$£-]))"
)
_DETERMINER = "(?:the|its|their|this|our)"
_NO_NAME = r"(?! [A-Z(]| of\b| (?:and|for|on) (?:the )?[A-Z]|[’'-])"
_TERM = rf"\b(?i:{_DETERMINER}) [A-Z][a-z]{{2,}} [A-Z][a-z]{{2,}}\b{_NO_NAME}"
_CAPITAL_TERM = lazily(
    r"[TtIiOo](?<!\w\w)(?:(?<=[Tt])(?i:he|heir|his)|(?<=[Ii])(?i:ts)|(?<=[Oo])(?i:ur)) "
    rf"(?P<term>[A-Z][a-z]{{2,}} [A-Z][a-z]{{2,}})\b{_NO_NAME}"
)
_CAPITAL = lazily(r"\b[A-Z]")
_NEAR = 40
"""Characters before a term that tell whether a title holds it."""
_TITLE_GOES_ON = lazily(r"\b[A-Z][a-z]+ (?:of|for|and|in|on|to|by) $")
_TITLED = frozenset({Role.HEADLINE, Role.HEADING, Role.CELL, Role.LIST, Role.CAPTION})
_SENTENCE_ENDS = lazily(r"[”\"’')\]]*(?:\s+[A-Z“\"‘(]|\s*$)")


@checker(r"\b[A-Za-z][a-z]*[A-Z]\w*")
def cased_two_ways(story: Story, where: Sequence[int], _: Mapping[str, Any]) -> Iterator[Place]:
    """A name whose capitals differ from those that the story gives it most, or first.

    Only words with a capital inside that the story never writes small. Capitals throughout are a
    form of their own where the story gives them to the name more often than not (NATO, and Nato
    once); otherwise they are a dateline's, a heading's or an acronym's.
    """
    seen = {form for number in where for form in _WORD.findall(story.texts[number])}
    names = {form for form in seen if len(form) >= _LEAST_LETTERS}
    if len(names) > _MANY:
        names = _written_otherwise(names, story)
    odd = _in_two_forms(names, story)
    if not odd:
        return
    uses: dict[str, dict[str, list[Use]]] = defaultdict(lambda: defaultdict(list))
    for number, text in _holding(odd, story):
        for match in _ANY_WORD.finditer(text):
            if (small := match[0].lower()) in odd and not _shouted(text, match):
                uses[small][match[0]].append((number, Span(*match.span())))
    for word, forms in uses.items():
        if word not in forms:
            yield from _others(story, _without_shouts(forms))


def _in_two_forms(forms: Set[str], story: Story) -> set[str]:
    """Those of the words or terms, in small letters, that the story may have in another form."""
    text, small = story.text, story.small
    return {form.lower() for form in forms if text.count(form) < small.count(form.lower())}


def _written_otherwise(words: Set[str], story: Story) -> set[str]:
    """Those of the words that the story has with other capitals, told by reading it once."""
    written = {word for text in story.texts for word in _PLAIN_WORD.findall(text)}
    small = Counter(map(str.lower, written))
    return {word for word in words if small[word.lower()] > 1 or word not in written}


def _holding(words: Set[str], story: Story) -> Iterator[tuple[int, str]]:
    """The segments, number and text, that have one of the words in some form."""
    for number in sorted({n for word in words for n in story.having(word, small=True)}):
        yield number, story.texts[number]


def _without_shouts(forms: Mapping[str, list[Use]]) -> Mapping[str, list[Use]]:
    """The forms, that in capitals only if it is the most common."""
    plain = {form: uses for form, uses in forms.items() if not form.isupper()}
    most = max(map(len, plain.values()), default=0)
    return plain | {
        f: uses for f, uses in forms.items() if f.isupper() and len(uses) > max(1, most)
    }


def _shouted(text: str, match: re.Match[str]) -> bool:
    """Whether the word stands among others in capitals."""
    if not match[0].isupper():
        return False
    return bool(_SHOUTED.search(text[: match.start()]) or _SHOUTS_ON.match(text, match.end()))


def _others(story: Story, forms: Mapping[str, list[Use]]) -> Iterator[Place]:
    """The uses of all forms but the one that the desk lists, or that is used most, or first.

    A form that begins with two capitals for one is kept only if there are no others.
    """
    if len(forms) < 2:
        return
    listed = story.ledger.words
    order = {f: (f not in listed, bool(_SLIP.fullmatch(f)), -len(forms[f])) for f in forms}
    kept = min(forms, key=lambda form: (order[form], forms[form][0]))
    for form, places in forms.items():
        if form == kept or form in listed:
            continue
        for number, span in places:
            title = f"Replace by ‘{kept}’, as elsewhere"
            repair = Repair(title, Safety.SUGGESTED, (Edit(number, span, kept),))
            fields = {"found": form, "put": kept}
            yield Place(number, span, fields, (repair,), tuple(forms[kept][:1]))


@checker(_TERM)
def term_cased_two_ways(
    story: Story, where: Sequence[int], _: Mapping[str, Any]
) -> Iterator[Place]:
    """A term of two words, with capitals here and without there: the form that is used less.

    What stands before a name (the Prime Minister Ana Lind), in a title or in quotation marks has no
    vote, and a form that is used once does not outvote another.
    """
    seen = {m["term"] for n in where for m in _CAPITAL_TERM.finditer(story.texts[n])}
    known = _in_two_forms(seen, story)
    if not known:
        return
    words = "|".join(map(re.escape, sorted(known)))
    pattern = re.compile(rf"(?i)\b{_DETERMINER} (?P<term>{words})\b(?-i:{_NO_NAME})")
    uses: dict[str, dict[str, list[Use]]] = defaultdict(lambda: defaultdict(list))
    for number, text in _holding(known, story):
        titled = story.segments[number].role in _TITLED
        if titled or len(_CAPITAL.findall(text)) > _prose(text):
            continue
        for match in pattern.finditer(text):
            span = Span(*match.span("term"))
            alike = match["term"].islower() or match["term"].istitle()
            if alike and not _in_title(story, number, match):
                uses[match["term"].lower()][match["term"]].append((number, span))
    for forms in uses.values():
        if max(map(len, forms.values())) > min(map(len, forms.values())):
            yield from _others(story, forms)


def _prose(text: str) -> int:
    """The most words with a capital of a text that is no title."""
    return len(text.split()) // 2


def _in_title(story: Story, number: int, match: re.Match[str]) -> bool:
    quoted = any(span.start <= match.start("term") < span.end for span in story.speech(number))
    start = match.start()
    return quoted or bool(_TITLE_GOES_ON.search(story.texts[number], max(0, start - _NEAR), start))


@checker(r"\b(?:U\.S\.|U\.N\.|U\.K\.|E\.U\.)")
def dotted_two_ways(story: Story, where: Sequence[int], _: Mapping[str, Any]) -> Iterator[Place]:
    """U.S. and US in one story: the form used less. Headlines, which are short of room, may."""
    if not where:
        return
    dotted: dict[str, list[Use]] = defaultdict(list)
    plain: dict[str, list[Use]] = defaultdict(list)
    for number, segment in enumerate(story.segments):
        if "U" not in segment.text or segment.role is Role.HEADLINE or segment.text.isupper():
            continue
        for match in _EITHER.finditer(segment.text):
            use = number, Span(*match.span())
            if match["dotted"]:
                dotted[_DOTTED[match[0]]].append(use)
            else:
                plain[match[0]].append(use)
    for name in dotted.keys() & plain.keys():
        few, many = sorted((dotted[name], plain[name]), key=lambda uses: (len(uses), -uses[0][0]))
        for number, span in few:
            yield _redotted(story, number, span, name, many[0])


def _redotted(story: Story, number: int, span: Span, name: str, twin: Use) -> Place:
    text = story.texts[number]
    found = span.of(text)
    full = next(form for form, short in _DOTTED.items() if short == name)
    put = full if found == name else name
    ends = put == name and _SENTENCE_ENDS.match(text, span.end)
    if put == full and text[span.end : span.end + 1] == ".":
        span = Span(span.start, span.end + 1)
    made = f"{put}." if ends and text[span.end :].strip("”\"’') ") == "" else put
    repair = Repair(f"Write ‘{put}’", Safety.SUGGESTED, (Edit(number, span, made),))
    return Place(number, span, {"found": found, "put": put}, (repair,), (twin,))
