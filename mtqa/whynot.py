"""What kept a rule silent on a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mtqa.analysis.story import Story
from mtqa.kit import segments_of
from mtqa.model.segment import Segment
from mtqa.model.settings import Settings
from mtqa.model.span import Span
from mtqa.pipeline import check, chosen, open_desk
from mtqa.rules.base import Rule, compile_rule
from mtqa.rules.matching import Matcher
from mtqa.rules.patterns import matches
from mtqa.rules.spec import AnySpec, RegexSpec, SubstitutionSpec, TokenSpec, VariantsSpec


def why_not(spec: AnySpec, text: str, settings: Settings) -> Iterator[str]:
    """What each stage says of the rule on this text: selection, role, trigger, pattern, guard."""
    if spec.id not in {one.id for one in chosen(settings)}:
        yield f"not selected: profile {settings.profile} and the settings leave it out"
    desk = open_desk(replace(settings, select=(spec.id,), extend_select=(), ignore=()))
    found = check(desk, "-", text.encode("utf-8"), input_format="text").findings
    for finding in found:
        yield f"it fires: ‘{finding.text}’ at {finding.start}–{finding.end}"
    if not found:
        rule = compile_rule(spec)
        story = Story(segments_of(text), settings.house)
        for number, segment in enumerate(story.segments):
            because = _silence(rule, story, number)
            yield f"paragraph {number + 1}, ‘{_short(segment.text)}’: {because}"


def _silence(rule: Rule, story: Story, number: int) -> str:
    spec, segment = rule.spec, story.segments[number]
    if spec.roles and segment.role not in spec.roles:
        return f"it is a {segment.role}; the rule looks at {', '.join(spec.roles)}"
    if rule.triggers and not _triggered(rule, segment):
        return "no trigger matches: " + " | ".join(rule.triggers[:4])
    match spec:
        case RegexSpec():
            return _regex_silence(spec, story, number)
        case TokenSpec():
            return _token_silence(spec, story, number)
        case SubstitutionSpec():
            return _covered(spec.unless, segment.text) or _quoted(spec, story, number)
        case VariantsSpec():
            return _covered(spec.unless, segment.text) or "the story keeps to one of its forms"
    return "a trigger matches, but the checker finds its conditions not met"


def _triggered(rule: Rule, segment: Segment) -> bool:
    return any(next(matches(trigger, segment.text), None) for trigger in rule.triggers)


def _regex_silence(spec: RegexSpec, story: Story, number: int) -> str:
    text = story.segments[number].text
    if next(matches(spec.pattern, text), None) is None:
        return "a trigger matches, the pattern itself does not"
    return _covered(spec.unless, text) or _quoted(spec, story, number)


def _token_silence(spec: TokenSpec, story: Story, number: int) -> str:
    lines = []
    for sentence in story.sentences(number):
        words = story.tagged(number, sentence)
        hit = any(next(Matcher(p).search(words), None) for p in spec.patterns)
        guard = any(next(Matcher(p).search(words), None) for p in spec.unless)
        tags = " ".join(f"{word.text}/{word.tag}" for word in words)
        if hit and guard:
            lines.append(f"an `unless` pattern covers it: {tags}")
        elif hit:
            lines.append(_quoted(spec, story, number))
        else:
            lines.append(f"no pattern fits the tags: {tags}")
    return "; ".join(lines)


def _covered(unless: tuple[str, ...], text: str) -> str:
    """Which `unless` pattern matches, and what."""
    for pattern in unless:
        found = next(matches(pattern, text), None)
        if found:
            return f"‘{found.group()}’ is spared by the `unless` pattern {pattern}"
    return ""


def _quoted(spec: RegexSpec | TokenSpec | SubstitutionSpec, story: Story, number: int) -> str:
    speech: tuple[Span, ...] = story.speech(number)
    if spec.quoted == "spare" and speech:
        return "it stands in direct speech, which the rule spares"
    return "the pattern matches, but an exception of the phrase itself holds"


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
