"""What kept a rule silent on a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mtqa.analysis.grammar import Word
from mtqa.analysis.story import Story
from mtqa.kit import segments_of
from mtqa.model.segment import Segment
from mtqa.model.settings import Settings
from mtqa.model.span import Span
from mtqa.pipeline import check, chosen, open_desk
from mtqa.rules.base import Rule, compile_rule
from mtqa.rules.matching import Matcher
from mtqa.rules.patterns import inside, matches, whole_words
from mtqa.rules.spec import AnySpec, RegexSpec, SubstitutionSpec, Tokens, TokenSpec, VariantsSpec


def why_not(spec: AnySpec, text: str, settings: Settings) -> Iterator[str]:
    """What each stage says of the rule on this text: selection, role, trigger, pattern, guard."""
    if spec.id not in {one.id for one in chosen(settings)}:
        yield f"not selected: profile {settings.profile} and the settings leave it out"
    desk = open_desk(replace(settings, select=(spec.id,), extend_select=(), ignore=()))
    found = check(desk, "-", text.encode("utf-8", "replace"), input_format="text").findings
    for finding in found:
        yield f"it fires: ‘{finding.text}’ at {finding.start}–{finding.end}"
    if not found:
        rule = compile_rule(spec)
        story = Story(segments_of(text), settings.house, ledger=desk.ledger)
        for number, segment in enumerate(story.segments):
            because = _silence(rule, story, number)
            yield f"paragraph {number + 1}, ‘{_short(segment.text)}’: {because}"


def _silence(rule: Rule, story: Story, number: int) -> str:
    spec, segment = rule.spec, story.segments[number]
    if spec.roles and segment.role not in spec.roles:
        return f"it is a {segment.role}; the rule looks at {', '.join(spec.roles)}"
    if rule.triggers and not _triggered(rule, segment):
        if isinstance(spec, SubstitutionSpec | VariantsSpec):
            return f"none of its {len(rule.triggers)} phrases stands there"
        return "no trigger matches: " + "   ".join(_short(one, 90) for one in rule.triggers)
    match spec:
        case RegexSpec():
            return _regex_silence(spec, story, number)
        case TokenSpec():
            return "; ".join(_token_silence(spec, story, number))
        case SubstitutionSpec():
            return _substitution_silence(spec, story, number)
        case VariantsSpec():
            return _covered(spec.unless, segment.text) or "the story keeps to one of its forms"
    seen = "a trigger matches" if rule.triggers else "it looks at every paragraph"
    return f"{seen}, but what the checker ‘{spec.checker}’ asks for is not there"


def _triggered(rule: Rule, segment: Segment) -> bool:
    return any(next(matches(trigger, segment.text), None) for trigger in rule.triggers)


def _regex_silence(spec: RegexSpec, story: Story, number: int) -> str:
    text = story.segments[number].text
    found = [Span(*match.span()) for match in matches(spec.pattern, text)]
    if not found:
        return "a trigger matches, the pattern itself does not"
    return _kept(found, spec.unless, spec.quoted, story, number)


def _substitution_silence(spec: SubstitutionSpec, story: Story, number: int) -> str:
    text = story.segments[number].text
    said = (
        _kept([Span(*match.span())], (*spec.unless, *swap.unless), spec.quoted, story, number)
        for swap in spec.swaps
        for match in matches(whole_words(swap.find), text)
    )
    return next(said, "no phrase of its list stands there")


def _kept(
    found: Sequence[Span], unless: tuple[str, ...], quoted: str, story: Story, number: int
) -> str:
    """What keeps these matches from being findings."""
    text = story.segments[number].text
    guard = _covered(unless, text, found)
    if guard:
        return guard
    if quoted == "spare" and all(inside(span, story.speech(number)) for span in found):
        return f"‘{found[0].of(text)}’ stands in direct speech, which the rule spares"
    return f"‘{found[0].of(text)}’ matches, but the engine took it for one with another finding"


def _covered(unless: tuple[str, ...], text: str, found: Sequence[Span] = ()) -> str:
    """Which `unless` pattern matches over what was found, or anywhere if nothing was."""
    for pattern in unless:
        for match in matches(pattern, text):
            if not found or inside(Span(*match.span()), found):
                return f"‘{match.group()}’ is spared by the `unless` pattern {pattern}"
    return ""


def _token_silence(spec: TokenSpec, story: Story, number: int) -> Iterator[str]:
    for sentence in story.sentences(number):
        words = story.tagged(number, sentence)
        tags = " ".join(f"{word.text}/{word.tag}" for word in words)
        if not any(_fits(pattern, words) for pattern in spec.patterns):
            yield f"no pattern fits the tags: {tags}"
            continue
        guards = [count for count, one in enumerate(spec.unless, 1) if _fits(one, words)]
        if guards:
            yield f"`unless` pattern {guards[0]} of {len(spec.unless)} covers it: {tags}"
        elif spec.quoted == "spare" and story.speech(number):
            yield "it stands in direct speech, which the rule spares"
        else:
            yield f"a pattern fits, but no trigger or `narrow` pattern names its sentence: {tags}"


def _fits(pattern: Tokens, words: Sequence[Word]) -> bool:
    return next(iter(Matcher(pattern).search(words)), None) is not None


def _short(text: str, length: int = 40) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
