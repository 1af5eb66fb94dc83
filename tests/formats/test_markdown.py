from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.formats.markdown import Markdown
from mtqa.model.segment import Role, Segment

MARKDOWN = Markdown()


def read(text: str) -> tuple[Segment, ...]:
    return MARKDOWN.segments(text, "en")


def texts(text: str) -> list[str]:
    return [segment.text for segment in read(text)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("One **bold *and* word** `code` here", ["One bold and word \ufffc here"]),
        ("snake_case 2 * 3 * 4 ** a", ["snake_case 2 * 3 * 4 ** a"]),
        ("\\*x\\* &amp; &copy; &nosuch; &amp x", ["*x* & © &nosuch; &amp x"]),
        ("One\ntwo  \nthree\\\nfour", ["One two\nthree\nfour"]),
        ("A [link *a*](http://x 'the the') b", ["A link a b"]),
        ("A [ref][x], [x] and [y]\n\n[x]: http://x", ["A ref, x and [y]"]),
        ("See <http://x.y> and https://x.y/a_b_c, now", ["See \ufffc and \ufffc, now"]),
        ("a <b>b</b> <kbd>x</kbd> c<br>d", ["a b \ufffc c\nd"]),
        ("{{ x }} text {% y %}", ["\ufffc text \ufffc"]),
        ("word[^1] word\n\n[^1]: The *note*", ["word word", "The note"]),
        ("~~gone~~ ~a~ a ~ b", ["gone a a ~ b"]),
        ("# One #\n## Two\nThree\n===", ["One", "Two", "Three"]),
        ("> One\n> two\nlazy\n\nThree", ["One two lazy", "Three"]),
        ("- One\n  two\n- Three\n\n  Four", ["One two", "Three", "Four"]),
        ("3) One\n- [ ] Two", ["One", "Two"]),
        ("a|b\n-|-\nc\\|d|`e`\n\nx", ["a", "b", "c|d", "x"]),
        ("```\nthe the\n```\nx\n\n    the the\n", ["x"]),
        ("<div>\nthe the\n</div>\n\nx", ["x"]),
        ("<!-- the\n\nthe -->\nx", ["x"]),
        ("***\n---\n___", []),
        ("", []),
    ],
)
def test_text_is_what_a_reader_sees(source: str, expected: list[str]) -> None:
    assert texts(source) == expected


def test_roles() -> None:
    parts = ["# Head", "*Stand*", "Body", "## Sub", "- item", "![alt](x)", "|a|\n|-|", "Text[^n]"]
    source = "\n\n".join([*parts, "[^n]: Note\n"])
    assert [(s.text, s.role) for s in read(source)] == [
        ("Head", Role.HEADLINE),
        ("Stand", Role.STANDFIRST),
        ("Body", Role.BODY),
        ("Sub", Role.HEADING),
        ("item", Role.LIST),
        ("alt", Role.ALT),
        ("a", Role.CELL),
        ("Text", Role.BODY),
        ("Note", Role.OTHER),
    ]


def test_front_matter_that_readers_see_is_read() -> None:
    source = (
        "---\ntitle: A b\ndescription: 'It''s'\nsubtitle: \"A \\\"b\\\" \\u00e9\"\n"
        "lang: de-DE\nsummary: >\n  folded\nlead: 2024\nslug: the the\nabstract: a: b\n"
        "caption: x # y\nalt: [a]\n"
        "intro: plain\n  goes on\n---\nBody\n"
    )
    assert [(s.text, s.role, s.language) for s in read(source)] == [
        ("A b", Role.HEADLINE, "de"),
        ("It's", Role.SUMMARY, "de"),
        ('A "b" é', Role.STANDFIRST, "de"),
        ("Body", Role.BODY, "de"),
    ]


@pytest.mark.parametrize(
    "source", ["---\ntitle: x\n", "+++\ntitle = 'x'\n+++\n", "---\n---\n", "--- \ntitle: x\n...\n"]
)
def test_front_matter_ends_or_is_none(source: str) -> None:
    assert len(texts(source)) == (1 if "x" in source and "+++" not in source else 0)


@pytest.mark.parametrize(
    ("source", "removed"),
    [
        ("a\n\nb\n\n\nc\n", "b\n\n\n"),
        ("a\n\nb\n", "\n\nb"),
        ("a\n\nb\n===\n\nc", "b\n===\n\n"),
        ("a\n- b\n- c\n", "- b\n"),
        ("a\n- b\n\n  c\n", None),
        ("a\n> b\n", None),
        ("a\n\n![c](d) b", None),
    ],
)
def test_a_paragraph_goes_with_its_lines(source: str, removed: str | None) -> None:
    removal = read(source)[1].removal
    assert (removal.of(source) if removal else None) == removed


@pytest.mark.parametrize(
    ("spelling", "said", "spelled"),
    [
        ("text", "a*b 2 * 3 _c_ d_e `f`", r"a\*b 2 * 3 \_c\_ d_e \`f\`"),
        ("text", "<b> a < b &amp; & \\* \\a", r"\<b> a < b \&amp; & \\\* \a"),
        ("text", "[He] [a](b) x\ny", "[He] [a\\](b) x\\\ny"),
        ("cell", "a|b", "a\\|b"),
        ("yaml-double", 'a "b" \\', 'a \\"b\\" \\\\'),
        ("yaml-single", "it's", "it''s"),
        ("yaml-plain", "it's", "it's"),
    ],
)  # fmt: skip
def test_replacements_are_escaped(spelling: str, said: str, spelled: str) -> None:
    (segment,) = read("x")
    assert MARKDOWN.encode(said, Segment("", segment.mapped, spelling=spelling)) == spelled


_SIGNS = "* ** *** _ __ ` `` [ ] ![ ]( ) < > & &amp; \\ \\* # ## === - + 1. 2) ``` ~~~ ! . [a](b)"
_PARTS = [
    *_SIGNS.split(),
    "a",
    "b",
    "é",
    "“q”",
    "    ",
    "\n- ",
    "\n1. ",
    "\n> ",
    "\n# ",
    "\n===\n",
    "\n```\n",
    "  \n",
]
_PARTS += ["\\\n", "\n\n", "![c](d 'e')", "<b>", "<br>", "\n", " ", "\t"]


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.lists(st.sampled_from(_PARTS), max_size=20).map("".join))
def test_reads_as_markdown_it_does(text: str) -> None:
    markdown_it = pytest.importorskip("markdown_it", reason="markdown-it-py is not installed")
    tokens = markdown_it.MarkdownIt("commonmark").parse(text)
    theirs = [said for t in tokens if t.type == "inline" for said in _said(t.children or [])]
    assert sorted(_even(said) for said in texts(text)) == sorted(filter(_seen, theirs))


def _said(children: list[object]) -> list[str]:
    """What markdown-it says is the text, and the alternative texts of its images."""
    parts, images = [], []
    for child in children:
        kind, content = child.type, child.content  # type: ignore[attr-defined]
        if kind == "image":
            images += _said(child.children or [])  # type: ignore[attr-defined]
        if kind in ("image", "code_inline"):
            parts.append("\ufffc")
        elif kind == "html_inline":
            parts.append("\n" if content.startswith("<br") else "")
        else:
            parts.append({"softbreak": " ", "hardbreak": "\n"}.get(kind, content))
    return [_even("".join(parts)), *images]


def _even(text: str) -> str:
    return re.sub(r"[ \t]+", " ", re.sub(r"[ \t\n]*\n[ \t\n]*", "\n", text)).strip(" \n\t")


def _seen(text: str) -> bool:
    return re.search(r"[^\s\ufffc]", text) is not None


@pytest.mark.parametrize(
    "part",
    ["*", "*a ", "a* ", "**a*", "_a", "[", "![", "]", "[a](", "[a](<b", '[a](b "', "[a]", "`",
     "a<!--", "a<?", "x <a x", '<a b="', "<code>", "{{", ">", "- ", "a\n", "\n", "# ", "|",
     "[a]: b\n", "https://", "\\", "&", "~a ", "a@", "![a](b)", "1. a\n", "\t", " "],
)  # fmt: skip
def test_time_grows_with_length_alone(part: str) -> None:
    def seconds(text: str) -> float:
        began = time.process_time()
        read(text)
        return time.process_time() - began

    small, large = seconds("x" + part * 1_000), seconds("x" + part * 8_000)
    assert large < 1.5 + 8 * 4 * small
