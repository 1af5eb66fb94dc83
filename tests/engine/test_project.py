from __future__ import annotations

import pytest

from mtqa.engine.project import Unprojectable, project
from mtqa.fixing.choose import splice
from mtqa.formats.html import Html
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.span import Span

HTML = Html()


def projected(source: str, old: str, new: str) -> str:
    """The source after the first `old` in its only segment was replaced by `new`."""
    (segment,) = HTML.segments(source, "en")
    start = segment.text.index(old)
    repair = Repair("", Safety.SAFE, (Edit(0, Span(start, start + len(old)), new),))
    return splice(source, project(repair, (segment,), HTML.encode))


@pytest.mark.parametrize(
    ("source", "old", "new", "expected"),
    [
        ("<p>the the cat", "the the", "the", "<p>the cat"),
        ("<p>a <b>cat</b> sat", "cat sat", "dog sat", "<p>a <b>dog</b> sat"),
        ("<p>a <b>cat</b> sat", "cat sat", "dog ran", "<p>a <b>dog</b> ran"),
        ("<p>a <b>cat</b> sat", "a cat", "the cat", "<p>the <b>cat</b> sat"),
        ("<p>R&amp;D", "R&D", "R & D", "<p>R &amp; D"),
        ("<p>a &lt; b", "<", "&", "<p>a &amp; b"),
        ("<p>the <a>the</a> cat", "the the", "the", "<p><a>the</a> cat"),
        ("<p><a>the</a> the cat", "the the", "the", "<p><a>the</a> cat"),
        ("<p>a <b>very very</b> old", "very very", "very", "<p>a <b>very</b> old"),
        ("<p>one\n  two", " ", "-", "<p>one-two"),
        ("<p>a<br>b", "a\nb", "a b", "<p>a b"),
        ("<p>“a” <i>b</i>", "“a” b", "“a b”", "<p>“a <i>b”</i>"),
        ("<p>a", "a", "a.", "<p>a."),
        ("<p><b>a</b>", "a", "a.", "<p><b>a.</b>"),
        ("<p>same", "same", "same", "<p>same"),
    ],
)
def test_edits_leave_the_mark_up(source: str, old: str, new: str, expected: str) -> None:
    assert projected(source, old, new) == expected


def test_what_stands_for_something_else_is_not_touched() -> None:
    with pytest.raises(Unprojectable, match="stands for something else"):
        projected("<p>a <code>b</code> c", "a \ufffc", "d")


def test_mark_up_is_not_left_around_nothing() -> None:
    with pytest.raises(Unprojectable, match="around nothing"):
        projected("<p>see <a>this</a> page", "this ", "")


def test_it_may_stand_in_an_edit_that_leaves_it() -> None:
    assert projected("<p>a <code>b</code> c", "\ufffc c", "\ufffc d") == "<p>a <code>b</code> d"


def test_what_the_format_cannot_spare_is_not_removed() -> None:
    (segment,) = HTML.segments("<td>a</td>", "en")
    with pytest.raises(Unprojectable, match="cannot spare"):
        project(Repair("", Safety.SAFE, remove=(0,)), (segment,), HTML.encode)
