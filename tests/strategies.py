"""Documents for properties: grammar-made ones for each format, and damaged fixtures."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from mtqa.formats.reading import read

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "formats"

_TEXT = "the ferry came back on Monday , “quoted” it’s 9 % — and a\u00a0b the the Ærø \U0001f6a2"
_ENDS = ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", " ", "  ", "\t", " \n "]
_words = st.lists(st.sampled_from(_TEXT.split(" ")), min_size=1, max_size=6).map(" ".join)
_anything = st.text(max_size=5)
_white = st.sampled_from(_ENDS)


def _soup(words: str, *others: str) -> st.SearchStrategy[str]:
    """Words of mark-up and other parts in any order, between text, white space and anything."""
    parts = words.split() + list(others)
    piece = st.one_of(st.sampled_from(parts), st.sampled_from(parts), _words, _white, _anything)
    return st.lists(piece, max_size=25).map("".join)


_HTML = _soup(
    "<p> </p> <p/> <div> </div> <ul> <li> </li> </ul> <h1> </h1> <b> </b> <i> </i> <br> <br/> <hr>"
    " <td> <table> </table> <tr> <title> </title> <script> </script> <pre> </pre> <code> </code>"
    " <svg> </svg> <![CDATA[ ]]> <!-- --> <!doctype> <?pi?> </ <> < > & &amp; &lt; &nbsp; &#32;"
    " &#10; &copy &notit; &#x201C; &#0; <img> <blockquote> </blockquote> <button> </body>",
    '<img alt="a b">',
    "<img alt='c &amp; d' title=e>",
    "<a href=x title='the the'>",
    "</a>",
    '<span lang="fr">',
    "</span>",
    '<p class="lead">',
    '<p translate="no">',
    "<p data-mtqa-ignore>",
    '<b title="',
    "<a b='",
)
_MARKDOWN = _soup(
    "* ** *** _ __ ~~ ` `` [ ] ![ ]( ) ]: < > & &amp; &copy; \\ \\* # ## === --- - + 1. 2) > |"
    " || |-|-| ``` ~~~ <b> </b> <br> <code> </code> <div> <!-- --> <http://a.b> https://a.b/c_d_"
    " [^1] [^1]: [a] [a]: {{ }} {% %} : \\| a|b -|-",
    "    ",
    "\n- ",
    "\n1. ",
    "\n> ",
    "\n# ",
    "\n---\n",
    "\n===\n",
    "\n```\n",
    "  \n",
    "\\\n",
    "\n[a]: b\n",
    "[a](b)",
    "![c](d 'e')",
    "a|b\n-|-\nc|d\n",
    "---\ntitle: A b\n---\n",
    "title: 'it''s'\n",
    'title: "a \\" b"\n',
    "<div>\n",
    "\n\n",
)
_PLAIN = _soup(
    ". ? :",
    ".\n",
    "\n\n",
    "a line that is long enough to be taken for one that was wrapped hard\n",
    "\x0b",
)

GRAMMARS: dict[str, st.SearchStrategy[str]] = {
    "html": _HTML,
    "markdown": _MARKDOWN,
    "text": _PLAIN,
}
"""Documents of a format by its grammar; formats that are not here have their fixtures damaged."""


def fixtures(name: str) -> list[Path]:
    """The fixture files of a format, in order."""
    return sorted(path for path in (FIXTURES / name).glob("*") if path.is_file())


def text_of(name: str, path: Path) -> str:
    """The decoded text of a fixture."""
    return read(path.name, path.read_bytes(), input_format=name)[0].text


def documents(name: str) -> st.SearchStrategy[str]:
    """Texts that claim to be of a format: sound, odd and damaged ones."""
    texts = [text_of(name, path) for path in fixtures(name)]
    damaged = st.sampled_from(texts).flatmap(_damaged)
    return st.one_of(GRAMMARS[name], GRAMMARS[name], damaged) if name in GRAMMARS else damaged


def _damaged(text: str) -> st.SearchStrategy[str]:
    """The text with a part cut out, doubled, moved or replaced."""
    place = st.integers(0, len(text))

    def damage(places: list[int], put: str, way: int) -> str:
        start, end, there = sorted(places)
        part = text[start:end]
        return (
            text,
            text[:start] + put + text[end:],
            text[:end] + part[:200] + text[end:],
            text[:start] + text[end:there] + part + text[there:],
            text[: start + 200],
        )[way]

    put = st.one_of(_anything, st.sampled_from(["<", ">", "&", '"', "'", "\\", "]]>", "\r", "\n"]))
    return st.builds(damage, st.lists(place, min_size=3, max_size=3), put, st.integers(0, 4))
