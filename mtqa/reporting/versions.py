"""The page that shows what became of a story between two versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mtqa.model.result import FileResult
from mtqa.model.segment import Segment
from mtqa.reporting.changes import Part
from mtqa.reporting.comparison import BREAK, Passage, compare, words_changed
from mtqa.reporting.page import template
from mtqa.reporting.readability import LIMITS, Readability, readability, running_text, unavailable

KINDS = ("changed", "split", "joined", "moved", "removed", "added")


@dataclass(frozen=True, slots=True)
class Line:
    """A passage as the page draws it; `paragraphs` are its parts, cut where one became two.

    `segment` gives its look, `near` says that it differs or stands beside one that does. A moved
    paragraph has two lines, where it was (`away`) and where it is: `other` is the anchor of the
    other one, `where` says up or down, `to` is its number in the newer version, from 1.
    """

    anchor: str
    passage: Passage
    paragraphs: tuple[tuple[Part, ...], ...]
    segment: Segment
    near: bool
    other: str = ""
    where: str = ""
    to: int = 0

    @property
    def away(self) -> bool:
        """Whether this is where a moved paragraph was."""
        return self.passage.moved is not None and not self.passage.after

    @property
    def here(self) -> bool:
        """Whether this is where a moved paragraph is now."""
        return self.passage.moved is not None and not self.away

    @property
    def only_moved(self) -> bool:
        """Whether the paragraph was moved here without a change."""
        return self.here and all(part.kind == "same" for part in self.passage.parts)


@dataclass(frozen=True, slots=True)
class Versions:
    """Two versions of a story, compared."""

    old: FileResult
    file: FileResult
    lines: tuple[Line, ...]
    counts: dict[str, int]
    words: tuple[int, int]
    before: Readability | None
    after: Readability | None

    @property
    def differing(self) -> int:
        """How many passages differ; a moved one counts once."""
        return sum(self.counts.values())


def render_versions(story: Versions, *, version: str) -> str:
    """The page that shows how one version became the other; `version` is that of mtqa.

    The page makes no request, and runs and looks like nothing but its own script and style.
    """
    page: str = template("diff.html.j2", ("report.css", "diff.css"), ("script/diff.js",)).render(
        story=story,
        version=version,
        readability_gap=unavailable(),
        readability_limits=LIMITS,
    )
    return page


def versions(before: FileResult, after: FileResult) -> Versions:
    """How `before` became `after`, both as they were read, paragraph by paragraph."""
    old, new = _texts(before.segments), _texts(after.segments)
    passages = compare(old, new)
    counts = Counter(
        passage.kind
        for passage in passages
        if passage.kind != "same" and not (passage.kind == "moved" and passage.before)
    )
    return Versions(
        before,
        after,
        tuple(_lines(passages, before.segments, after.segments)),
        {kind: counts[kind] for kind in KINDS if counts[kind]},
        words_changed(passages),
        _readability(before, old),
        _readability(after, new),
    )


def _lines(
    passages: Sequence[Passage], old: Sequence[Segment], new: Sequence[Segment]
) -> Iterator[Line]:
    for index, passage in enumerate(passages):
        around = passages[max(0, index - 1) : index + 2]
        line = Line(
            f"p{index + 1}",
            passage,
            tuple(_paragraphs(passage.parts)),
            new[passage.after[0]] if passage.after else old[passage.before[0]],
            any(one.kind != "same" for one in around),
        )
        if passage.moved is not None:
            end = passages[passage.moved]
            line = replace(
                line,
                other=f"p{passage.moved + 1}",
                where="down" if passage.moved > index else "up",
                to=end.after[0] + 1 if end.after else 0,
            )
        yield line


def _paragraphs(parts: Sequence[Part]) -> Iterator[tuple[Part, ...]]:
    """The parts, cut behind each break that was put in."""
    line: list[Part] = []
    for part in parts:
        first, *others = part.text.split(BREAK) if part.kind == "inserted" else [part.text]
        line.append(Part(part.kind, first + BREAK if others else first))
        for text in others:
            yield tuple(line)
            line = [Part(part.kind, text)] if text else []
    yield tuple(line)


def _texts(segments: Sequence[Segment]) -> list[str]:
    return [segment.text for segment in segments]


def _readability(file: FileResult, texts: Sequence[str]) -> Readability | None:
    if file.document is None or not file.document.language.startswith("en"):
        return None
    return readability(running_text(file.segments, texts))
