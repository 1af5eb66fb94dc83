"""A patched file reads as its fixes promise, or the fix is not made: shown on a toy format.

The toy has paragraphs apart by blank lines, entities, `<b>` tags and `{0}` placeholders.
"""

import re
from dataclasses import dataclass

from hypothesis import example, given
from hypothesis import strategies as st

from mtqa.engine.project import Unprojectable, project
from mtqa.errors import UnreadableFile
from mtqa.fixing.choose import Choice, splice
from mtqa.fixing.patch import make
from mtqa.model.finding import Edit, Finding, Fix, Repair, Safety, Severity
from mtqa.model.mapped import OPAQUE_CHARACTER, MappedText, Piece, PieceKind
from mtqa.model.result import Patch
from mtqa.model.segment import Segment
from mtqa.model.span import Span

ENTITIES = {"&amp;": "&", "&lt;": "<", "&#123;": "{"}
TOKEN = re.compile(r"(?P<e>&amp;|&lt;|&#123;)|(?P<tag></?b>)|(?P<hole>\{\d\})")
PARAGRAPH = re.compile(r"[^\r\n]+")


def pieces(text: str, start: int) -> list[Piece]:
    found, last = [], 0
    for match in TOKEN.finditer(text):
        found.append(verbatim(text[last : match.start()], start + last))
        source = Span(start + match.start(), start + match.end())
        if match["e"]:
            found.append(Piece(PieceKind.ENCODED, ENTITIES[match["e"]], source))
        elif match["tag"]:
            found.append(Piece(PieceKind.SEAM, "", source))
        else:
            found.append(Piece(PieceKind.OPAQUE, OPAQUE_CHARACTER, source))
        last = match.end()
    return [*found, verbatim(text[last:], start + last)]


def verbatim(text: str, start: int) -> Piece:
    return Piece(PieceKind.VERBATIM, text, Span(start, start + len(text)))


def read(text: str) -> tuple[Segment, ...]:
    if "\x00" in text:
        raise UnreadableFile("holds NUL.")
    found = []
    for match in PARAGRAPH.finditer(text):
        mapped = MappedText(tuple(pieces(match.group(), match.start())))
        if mapped.text.strip():
            removal = Span(match.start(), match.end())
            found.append(Segment(f"s{len(found)}", mapped, removal=removal))
    return tuple(found)


def encode(replacement: str, segment: Segment) -> str:
    return replacement.replace("&", "&amp;").replace("<", "&lt;").replace("{", "&#123;")


@dataclass(frozen=True, slots=True)
class Toy:
    text: str
    segments: tuple[Segment, ...]

    def choice(self, *edits: Edit, remove: tuple[int, ...] = (), safe: bool = False) -> Choice:
        safety = Safety.SAFE if safe else Safety.SUGGESTED
        repair = Repair("A title", safety, edits, remove)
        fix = Fix("A title", safety, project(repair, self.segments, encode), repair)
        start = fix.edits[0].start if fix.edits else 0
        return (
            Finding(
                f"f{start}", "a-rule", "rules", Severity.MINOR, "fluency", "A message.",
                start, start, 1, 1, "", "s0", (fix,),
            ),
            fix,
        )  # fmt: skip

    def make(self, *choices: Choice, fits=lambda text: True) -> Patch:
        return make(self.text, self.segments, choices, read, fits)


def toy(text: str) -> Toy:
    return Toy(text, read(text))


def promised(document: Toy, applied: tuple[Choice, ...]) -> list[str]:
    removed = {number for _, fix in applied for number in fix.repair.remove}
    texts = [segment.text for segment in document.segments]
    edits = [edit for _, fix in applied for edit in fix.repair.edits]
    for edit in sorted(edits, key=lambda edit: (edit.segment, edit.span), reverse=True):
        text = texts[edit.segment]
        texts[edit.segment] = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return [text for number, text in enumerate(texts) if number not in removed]


sources = st.lists(
    st.sampled_from(["&", "a", "m", "p", ";", "amp;", "&amp;", "&lt;", "<", "b>", "<b>", "</b>",
                     "{", "0", "}", "{0}", "the ", " ", "\r\n\r\n", "\n\n", "é", "😀"]),
    max_size=25,
).map("".join)  # fmt: skip


@st.composite
def documents_with_edits(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, int, str]]]:
    source = draw(sources)
    segments = read(source)
    wanted = []
    if segments:
        for _ in range(draw(st.integers(1, 5))):
            number = draw(st.integers(0, len(segments) - 1))
            start = draw(st.integers(0, len(segments[number].text)))
            end = draw(st.integers(start, min(len(segments[number].text), start + 4)))
            wanted.append((number, start, end, draw(st.text("&amp;<b>{0} ", max_size=3))))
    return source, wanted


@given(documents_with_edits())
@example(("&aamp;", [(0, 1, 2, "")]))
@example(("the <b>the</b> end", [(0, 4, 8, "")]))
@example(("a&lt;b", [(0, 1, 2, "&"), (0, 2, 3, "amp;")]))
def test_the_patched_file_reads_as_promised(case) -> None:
    source, wanted = case
    document = toy(source)
    choices = []
    for number, start, end, put in wanted:
        try:
            choices.append(document.choice(Edit(number, Span(start, end), put)))
        except Unprojectable:
            continue
    patch = document.make(*choices)
    assert [segment.text for segment in read(patch.text)] == promised(document, patch.applied)
    assert len(patch.applied) + len(patch.refused) == len(choices)
    edits = [edit for _, fix in patch.applied for edit in fix.edits]
    assert patch.text == splice(source, edits)
    if not patch.applied:
        assert patch.text == source


def test_a_deletion_that_makes_an_entity_is_refused_and_the_file_left_identical() -> None:
    document = toy("&aamp;")
    patch = document.make(document.choice(Edit(0, Span(1, 2), "")))
    assert patch.text == "&aamp;"
    assert not patch.applied
    assert [one.reason for one in patch.refused] == ["The patched file would read otherwise."]


def test_the_others_are_made_all_the_same() -> None:
    document = toy("the the &aamp; of of it")
    patch = document.make(
        document.choice(Edit(0, Span(0, 4), "")),
        document.choice(Edit(0, Span(9, 10), "")),
        document.choice(Edit(0, Span(15, 18), "")),
    )
    assert patch.text == "the &aamp; of it"
    assert len(patch.applied) == 2


def test_a_fix_that_would_read_otherwise_does_not_bar_its_rival() -> None:
    document = toy("&aamp;")
    bad = document.choice(Edit(0, Span(1, 2), ""))
    good = document.choice(Edit(0, Span(1, 3), "xx"))
    patch = document.make(bad, good)
    assert patch.text == "&xxmp;"
    assert len(patch.refused) == 1


def test_a_fix_that_the_format_cannot_read_again_is_refused() -> None:
    document = toy("the end")
    patch = document.make(document.choice(Edit(0, Span(0, 3), "\x00")))
    assert patch.text == "the end"


def test_a_fix_that_changes_nothing_is_refused() -> None:
    document = toy("the end")
    (refused,) = document.make(document.choice(Edit(0, Span(0, 3), "the"))).refused
    assert refused.reason == "It changes nothing."


def test_a_character_without_a_place_in_the_encoding_is_refused() -> None:
    document = toy("the end")
    choice = document.choice(Edit(0, Span(0, 3), "“"))
    (refused,) = document.make(choice, fits=str.isascii).refused
    assert refused.reason == "The file's encoding has no place for a character of it."


def test_a_safe_fix_that_changes_a_fact_is_refused_and_a_suggested_one_is_made() -> None:
    document = toy("They will not go.")
    edit = Edit(0, Span(9, 13), "")
    (refused,) = document.make(document.choice(edit, safe=True)).refused
    assert refused.reason == "Not safe here: the negation ‘not’ goes."
    assert document.make(document.choice(edit)).text == "They will go."


def test_a_safe_removal_of_a_paragraph_with_a_fact_is_refused() -> None:
    document = toy("Here it is:\n\nSome 15 men left.\n")
    assert document.make(document.choice(remove=(0,), safe=True)).text == "\n\nSome 15 men left.\n"
    assert document.make(document.choice(remove=(1,), safe=True)).text == document.text


def test_an_edit_over_a_tag_leaves_the_tag() -> None:
    document = toy("of <b>the</b> of the end")
    patch = document.make(document.choice(Edit(0, Span(3, 10), "")))
    assert patch.text == "of <b>the</b> end"
