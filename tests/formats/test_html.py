from __future__ import annotations

import time

import pytest

from mtqa.errors import UnreadableFile
from mtqa.formats._markup import TokenKind, scan
from mtqa.formats.html import Html
from mtqa.formats.registry import by_content
from mtqa.model.segment import Role, Segment
from mtqa.model.span import Span

HTML = Html()


def read(text: str) -> tuple[Segment, ...]:
    return HTML.segments(text, "en")


def texts(text: str) -> list[str]:
    return [segment.text for segment in read(text)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>One <b>bold</b> word</p>", ["One bold word"]),
        ("<p>One\n   line</p>", ["One line"]),
        ("<p> One <b> two</b> </p>", ["One two"]),
        ("<p>One&nbsp; two&#160;&#xA0;three</p>", ["One\u00a0 two\u00a0\u00a0three"]),
        ("<p>One&#32;&#10; two</p>", ["One two"]),
        (
            "<p>AT&T &amp; R&D &unknown; &notit; &copy 2024</p>",
            ["AT&T & R&D &unknown; ¬it; © 2024"],
        ),
        ("<p>&#x201C;Yes&#8221; &#150; &#0;</p>", ["“Yes” – �"]),
        ("<p>5 < 6 > 4</p>", ["5 < 6 > 4"]),
        ("<p>One<p>Two<div>Three</div>four", ["One", "Two", "Three", "four"]),
        ("<ul><li>One<li>Two</ul>", ["One", "Two"]),
        ("<p>One<br>two <br/> three</p>", ["One\ntwo\nthree"]),
        ("<p>One<br> <br>two</p>", ["One", "two"]),
        ("<p>Use <code>x <b>y</b></code> or <kbd>z</kbd>.</p>", ["Use \ufffc or \ufffc."]),
        ("<p><code>x</code></p>", []),
        ("<p>&nbsp;</p><p>\ufeff</p>", []),
        ("<p>a<svg><title>no</title><p>no</p></svg>b</p>", ["a\ufffcb"]),
        ("<p>a<svg><title/><![CDATA[ <p>no]]></svg>b</p>", ["a\ufffcb"]),
        ("<pre>the the</pre><p>One</p>", ["One"]),
        ("<p>a<script>'</p>' the the</script >b</p>", ["ab"]),
        ("<style>p</style><textarea><p>x</textarea><noscript>y</noscript>", []),
        ("<p translate=no>x</p><p>a <i translate='no'>b</i> c</p>", ["a \ufffc c"]),
        ("<div data-mtqa-ignore><p>x</p></div><p>y</p>", ["y"]),
        ("<p>a<!-- <p> -- > -->b<!---->c<!-->d<? e ?>f</p>", ["abcdf"]),
        ("<p>a</p <b>c", ["a", "c"]),
        ("<p>a<b title='x", ["a"]),
        ("<p>The <i lang=fr>mot juste</i> is <i lang=en-US>this</i></p>", ["The \ufffc is this"]),
        ("<title>A &amp; <b></title>", ["A & <b>"]),
        ("<p>2004<wbr>2005<sup>2</sup></p>", ["200420052"]),
        ("<?xml version='1.0'?><script src='x'/><p>One<p/>two</p>", ["One", "two"]),
        ("<script src='x'/><p>One</p>", []),
        ("plain", ["plain"]),
        ("", []),
    ],
)
def test_text_is_what_a_browser_shows(source: str, expected: list[str]) -> None:
    assert texts(source) == expected


def test_attributes_with_text_are_segments_of_their_own() -> None:
    link = """<a href="?a=1&copy=2" title='It&apos;s a "link"'>this</a>"""
    source = f'<p>See {link} <img alt="A&amp;B &copy=">.</p>'
    segments = read(source)
    assert [(s.text, s.role, s.spelling) for s in segments] == [
        ("See this \ufffc.", Role.BODY, "flow"),
        ('It\'s a "link"', Role.OTHER, "single"),
        ("A&B &copy=", Role.ALT, "double"),
    ]


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("<title>x</title>", Role.HEADLINE),
        ("<h1>x</h1>", Role.HEADLINE),
        ("<h3>x</h3>", Role.HEADING),
        ('<p class="article__standfirst big">x</p>', Role.STANDFIRST),
        ('<div class="lead"><p>x</p></div>', Role.STANDFIRST),
        ('<p class="leading-6">x</p>', Role.BODY),
        ("<p>x</p>", Role.BODY),
        ("<figure><figcaption>x</figcaption></figure>", Role.CAPTION),
        ("<ul><li><p>x</p></li></ul>", Role.LIST),
        ("<table><tr><td>x</table>", Role.CELL),
        ("<nav><ul><li>x</li></ul></nav>", Role.OTHER),
        ('<p class="byline">x</p>', Role.OTHER),
        ("<footer><p>x</p></footer>", Role.OTHER),
        ("<blockquote><p>x</p></blockquote>", Role.BODY),
    ],
)
def test_elements_tell_the_role(source: str, role: Role) -> None:
    assert [segment.role for segment in read(source)] == [role]


def test_only_the_first_standfirst_is_one() -> None:
    segments = read("<div class=intro><p>One</p><p>Two</p></div><p class=lead>Three</p>")
    assert [s.role for s in segments] == [Role.STANDFIRST, Role.BODY, Role.BODY]


def test_language_comes_from_the_nearest_element() -> None:
    segments = read("<html lang=en-GB><p>a</p><div lang='de'><p>b</p></div><p>c</p>")
    assert [segment.language for segment in segments] == ["en", "de", "en"]


@pytest.mark.parametrize(
    ("source", "removed"),
    [
        ("<p>a</p>\n<p>b</p>\n<p>c</p>", "\n<p>b</p>"),
        ("<p>a\n<p>b\n<p>c", "<p>b\n"),
        ("<p>a</p><ul><li><p>b</p></li></ul>", "<li><p>b</p></li>"),
        ("<p>a</p><blockquote>\n<p>b</p></blockquote>", "<blockquote>\n<p>b</p></blockquote>"),
        ("<p>a</p><p><b>b</b></p>", "<p><b>b</b></p>"),
        ("<p>a</p><p><img src=x> b</p>", None),
        ("<p>a</p><p>b<br><br>c</p>", None),
        ("<p>a</p><p><a title=t>b</a></p>", None),
        ("<p>a</p><div>b<p>c</p></div>", None),
        ("<p>a</p><table><tr><td>b</td></tr></table>", None),
        ("<p>a</p><section><div>b</div></section>", "<div>b</div>"),
        ("<p>a</p>b", None),
    ],
)
def test_an_element_goes_with_its_only_text(source: str, removed: str | None) -> None:
    removal = read(source)[1].removal
    assert (removal.of(source) if removal else None) == removed


@pytest.mark.parametrize(
    ("spelling", "said", "spelled"),
    [
        ("flow", 'a < b & "c"\u00a0\n', 'a &lt; b &amp; "c"&nbsp;<br>'),
        ("xhtml", "a\u00a0\n", "a&#160;<br/>"),
        ("plain", "a\u00a0>", "a&#160;&gt;"),
        ("double", 'it\'s "so" & <b>', "it's &quot;so&quot; &amp; &lt;b>"),
        ("single", 'it\'s "so"', 'it&#39;s "so"'),
        ("bare", "a b='c'", "a&#32;b&#61;&#39;c&#39;"),
    ],
)
def test_replacements_are_escaped(spelling: str, said: str, spelled: str) -> None:
    (segment,) = read("<p>x</p>")
    assert HTML.encode(said, Segment("", segment.mapped, spelling=spelling)) == spelled


@pytest.mark.parametrize(
    ("raw", "declared"),
    [
        (b'<meta charset="koi8-r">', "koi8-r"),
        (
            b"<META http-equiv=Content-Type content='text/html; charset=windows-1251'>",
            "windows-1251",
        ),
        (b"<?xml version='1.0' encoding='ISO-8859-5'?><html>", "ISO-8859-5"),
        (b"<p>charset=koi8-r</p>", None),
        (b" " * 1024 + b"<meta charset=koi8-r>", None),
    ],
)
def test_declared_encoding(raw: bytes, declared: str | None) -> None:
    assert HTML.declared_encoding(raw) == declared


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<!doctype html><title>x", "html"),
        ("\n<!-- x --><HTML lang=en>", "html"),
        ("<p class=x>One</p>\n<p>Two</p>\n", "html"),
        ("A stray <b>tag</b> in a story.", "text"),
        ("<b>Bold</b> words at the beginning of a story", "text"),
        ("<p>A tag that nothing closes", "text"),
    ],
)
def test_detection_is_strict(text: str, name: str) -> None:
    assert by_content(text).name == name


@pytest.mark.parametrize(
    "text", ["", "<", "<<<>>>", "a<!--", "</", "<a b='", "<svg><![CDATA[", "<!"]
)
def test_tokens_tile_the_text(text: str) -> None:
    tokens = list(scan(text))
    assert [token.start for token in tokens] == [0, *(token.end for token in tokens)][: len(tokens)]
    assert not tokens or tokens[-1].end == len(text)


def test_first_of_two_attributes_holds() -> None:
    (token,) = scan('<IMG Alt="a" ALT=b/ c>')
    assert token.kind is TokenKind.START
    assert token.name == "img"
    assert token.attributes["alt"].value == Span(10, 11)
    assert not token.closed


@pytest.mark.parametrize(
    "part",
    ["<", "<b>", "x<b>", "<p>x", "</p>", "&", "&#1", "<!--", "<a x", '<a ="', "=a",
     "<![CDATA[",
     "<svg><![CDATA[", "<script>",
     "</scrip", "<code>", "<title>", "x<br>", "<td>", "<?",
     "<li></li>",     "<svg><title/>", " <b> ", "<a title='x'>"],
)  # fmt: skip
def test_time_grows_with_length_alone(part: str) -> None:
    def seconds(text: str) -> float:
        began = time.process_time()
        read(text)
        return time.process_time() - began

    small, large = seconds("<p><a " + part * 1_000), seconds("<p><a " + part * 8_000)
    small, large = small + seconds("<p>" + part * 1_000), large + seconds("<p>" + part * 8_000)
    assert large < 0.2 + 8 * 4 * small


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"nested more than 1000 deep"):
        read("<div>" * 100_000)
    assert texts("<b>" * 100_000 + "x") == ["x"]
