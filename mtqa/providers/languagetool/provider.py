"""LanguageTool's findings in a story, as ours are: by segment, in code points, none on a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from mtqa.analysis.story import Story
from mtqa.errors import EngineError
from mtqa.model.finding import Edit, Hit, Repair, Safety, Severity
from mtqa.model.span import Span
from mtqa.providers.languagetool.answers import Match, Unanswered
from mtqa.providers.languagetool.asking import Asking, Tell
from mtqa.providers.languagetool.breaker import Breaker
from mtqa.providers.languagetool.cache import Cache, key
from mtqa.providers.languagetool.mapping import mqm
from mtqa.providers.languagetool.names import Names
from mtqa.providers.languagetool.places import VERSION
from mtqa.providers.languagetool.profile import Profile

LONGEST = 4_000
"""Characters that are asked about at once; a longer paragraph goes by sentences."""
FIXES = 3
"""Replacements that are proposed at most."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a segment that is asked about at once."""

    number: int
    start: int
    text: str


class LanguageTool:
    """The provider. It asks when it first has to; a story that it knows costs no server."""

    name = "languagetool"

    def __init__(
        self,
        profile: Profile,
        *,
        url: str = "",
        seconds: float = 10.0,
        tell: Tell = lambda _: None,
        cache: Cache | None = None,
        breaker: Breaker | None = None,
    ) -> None:
        self._profile = profile
        self._cache = cache or Cache()
        self._scope = url or f"LanguageTool {VERSION}"
        self._asking = Asking(url, profile.rules, seconds, tell, breaker)

    def check(self, story: Story) -> tuple[list[Hit], tuple[str, ...]]:
        """Its hits, and how many paragraphs it left unchecked, for which reasons."""
        if not (self._profile.rules or self._profile.everything):
            return [], ()
        found: list[Hit] = []
        paragraphs: set[int] = set()
        left: dict[int, str] = {}
        for piece in _pieces(story):
            paragraphs.add(piece.number)
            try:
                found += _hits(story, piece, self._answer(piece.text))
            except (Unanswered, EngineError) as error:
                left.setdefault(piece.number, str(error))
            except Exception as error:  # noqa: BLE001 - its fault must not cost our findings
                left.setdefault(piece.number, f"mtqa failed over it: {error!r}")
        return found, tuple(_gaps(left, len(paragraphs)))

    def _wanted(self, match: Match) -> bool:
        """Whether it was asked for, which a server may not heed."""
        return self._profile.everything or match.rule in self._profile.rules

    def _answer(self, text: str) -> tuple[Match, ...]:
        name = key(self._scope, self._profile.digest, text)
        known = self._cache.get(name)
        if known is None:
            known = tuple(filter(self._wanted, self._asking.ask(text)))
            self._cache.put(name, known)
        return known


def _pieces(story: Story) -> Iterator[_Piece]:
    for number, segment in enumerate(story.segments):
        if story.languages[number] != "en" or not any(map(str.isalpha, segment.text)):
            continue
        if len(segment.text) <= LONGEST:
            yield _Piece(number, 0, segment.text)
            continue
        start = end = 0
        for sentence in story.sentences(number):
            if sentence.end - start > LONGEST and end > start:
                yield _Piece(number, start, segment.text[start:end])
                start = sentence.start
            end = sentence.end
        yield _Piece(number, start, segment.text[start:])


def _hits(story: Story, piece: _Piece, answer: tuple[Match, ...]) -> Iterator[Hit]:
    names = Names.of(story)
    for match in answer:
        moved = Match(
            match.rule,
            match.category,
            match.issue,
            match.message,
            match.start + piece.start,
            match.end + piece.start,
            match.replacements,
        )
        if names.spared(piece.number, moved):
            continue
        fit = [put for put in moved.replacements if names.keeps_names(piece.number, moved, put)]
        if fit or not moved.replacements:
            yield _hit(story, piece.number, moved, fit)


def _hit(story: Story, number: int, match: Match, replacements: list[str]) -> Hit:
    text = match.span.of(story.segments[number].text)
    return Hit(
        rule=match.rule,
        provider=LanguageTool.name,
        severity=Severity.MINOR,
        mqm=mqm(match),
        message=match.message,
        segment=number,
        span=match.span,
        repairs=tuple(
            _repair(number, match.span, put) for put in replacements[:FIXES] if put != text
        ),
    )


def _repair(number: int, span: Span, put: str) -> Repair:
    title = f"Replace by ‘{put}’" if put else "Remove it"
    return Repair(title, Safety.SUGGESTED, (Edit(number, span, put),))


def _gaps(left: dict[int, str], paragraphs: int) -> Iterator[str]:
    for reason, count in Counter(left.values()).items():
        of = f"{count} of {paragraphs} paragraphs"
        yield f"LanguageTool left {of} unchecked: {reason.rstrip('.')}."
