"""Rules that are one pattern."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from mtqa.analysis.story import Story
from mtqa.model.finding import Edit, Repair
from mtqa.model.place import Place
from mtqa.model.span import Span
from mtqa.rules.base import Fired, fill
from mtqa.rules.patterns import inside, matches, spared
from mtqa.rules.spec import FixSpec, RegexSpec


@dataclass(frozen=True, slots=True)
class RegexRule:
    """A pattern, its exceptions and its fixes."""

    spec: RegexSpec

    @property
    def triggers(self) -> tuple[str, ...]:
        """Those that the spec names, else the pattern itself."""
        return self.spec.triggers or (self.spec.pattern,)

    def find(
        self,
        story: Story,
        where: Sequence[int],
        fired: Fired = None,  # noqa: ARG002
    ) -> Iterator[Place]:
        """Each match that no exception covers."""
        for number in where:
            text = story.texts[number]
            exceptions: list[Span] | None = None
            for match in matches(self.spec.pattern, text):
                if exceptions is None:
                    exceptions = spared(self.spec.unless, text)
                    if self.spec.quoted == "spare":
                        exceptions += story.speech(number)
                span = Span(*match.span(self.spec.mark or 0))
                if not inside(Span(*match.span()), exceptions):
                    yield self._place(number, span, match)

    def _place(self, number: int, span: Span, match: regex.Match[str]) -> Place:
        fields = {name: value or "" for name, value in match.groupdict().items()}
        fields["found"] = match.group(self.spec.mark or 0)
        repairs = tuple(
            repair(number, Span(*match.span(fix.at)) if fix.at else span, fix, fields)
            for fix in self.spec.fixes
            if not fix.at or match[fix.at] is not None
        )
        return Place(number, span, fields, repairs)


def repair(number: int, span: Span, fix: FixSpec, fields: dict[str, str]) -> Repair:
    """The repair that a spec describes, its groups filled in."""
    replacement = fill(fix.replace, fields)
    title = fill(fix.title, fields) or title_of(fields[fix.at or "found"], replacement)
    return Repair(title, fix.safety, (Edit(number, span, replacement),))


def title_of(found: str, replacement: str) -> str:
    """What a fix does, in a few words."""
    if not replacement.strip():
        return f"Delete ‘{found.strip()}’" if found.strip() else "Delete the space"
    return f"Replace by ‘{replacement.strip()}’"
