"""Documents for properties: grammar-made ones for each format, and damaged fixtures."""

from __future__ import annotations

import json
import re
from itertools import zip_longest
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

_XML_UNFIT = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _escaped(text: str) -> str:
    """The text as character data, some of its greater-than signs left as they are."""
    plain = _XML_UNFIT.sub("", text).replace("&", "&amp;").replace("<", "&lt;")
    return plain.replace("]]>", "]]&gt;").replace("\u00a0", "&#xA0;").replace("—", "&#8212;")


def _section(text: str) -> str:
    """The text in CDATA sections, cut in two where there is room."""
    plain = _XML_UNFIT.sub("", text).replace("]]>", "")
    half = len(plain) // 2
    return f"<![CDATA[{plain[:half]}]]><!-- c --><![CDATA[{plain[half:]}]]>"


_escapes = st.sampled_from([_escaped, _section])


def _filled(*templates: str, fields: st.SearchStrategy[str], around: str) -> st.SearchStrategy[str]:
    """Documents of the templates in any order, a field of text or HTML in each."""
    part = st.builds(
        lambda template, escape, text: template.format(escape(text)),
        st.sampled_from(templates),
        _escapes,
        fields,
    )
    return st.lists(part, max_size=6).map(lambda parts: around.format("".join(parts)))


_RSS = _filled(
    "<item><title>{}</title></item>",
    "<item><description>{}</description></item>\n",
    "<item>\r\n<c:encoded>\r\n{}</c:encoded></item>",
    "<item xml:lang='fr'><description> {} </description></item>",
    "<item><m:content><m:title>x</m:title><m:text>{}</m:text></m:content></item>",
    "<title>{}</title><?pi x?>",
    fields=st.one_of(_HTML, _words),
    around="<rss xmlns:c='http://purl.org/rss/1.0/modules/content/'"
    " xmlns:m='http://search.yahoo.com/mrss/'><channel>{}</channel></rss>",
)
_ATOM = _filled(
    "<entry><title>{}</title></entry>",
    "<entry>\n<content type='html'>{}</content></entry>",
    "<entry><summary type='xhtml'><p>{}</p><p title='a &amp; b'>c <b>d</b></p></summary></entry>",
    "<entry><content type='xhtml'><x:div xmlns:x='x'>{}<x:pre>e</x:pre></x:div></content></entry>",
    fields=st.one_of(_HTML, _words),
    around="<?xml version='1.0'?>\n<feed xmlns='http://www.w3.org/2005/Atom'>{}</feed>\n",
)
_NITF = _filled(
    "<p>{}</p>\n",
    "<p>a <person>b</person> {} <em>c</em></p>",
    "<p/><bq><block>{}</block></bq>\r\n",
    "<ul><li>{}</li><li>a<br/>b</li></ul>",
    "<media><media-reference alternate-text='a &lt; b'/><media-caption>{}</media-caption></media>",
    "<virtloc>{}</virtloc>",
    fields=_words,
    around="<!DOCTYPE nitf SYSTEM 'x'><nitf><body><body.content>{}</body.content></body></nitf>",
)
_NEWSML = _filled(
    "<contentMeta><headline>{}</headline></contentMeta>",
    "<contentSet><inlineData contenttype='text/plain'>{}</inlineData></contentSet>",
    "<contentSet><inlineData contenttype='text/html'>{}</inlineData></contentSet>",
    "<contentSet><inlineXML><html><title>a</title><body><p>{}</p></body></html></inlineXML></contentSet>",
    fields=st.one_of(_PLAIN, _HTML, _words),
    around="<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'>{}</newsItem>",
)


def _string(ascii_only: bool, slashes: bool, text: str) -> str:
    """The text as a string of JSON."""
    made = json.dumps(text, ensure_ascii=ascii_only)
    return made.replace("/", "\\/") if slashes else made


_STRINGS = st.builds(
    _string, st.booleans(), st.booleans(), st.one_of(_PLAIN, _HTML, _words, st.text(max_size=9))
)
_BROKEN_STRINGS = st.sampled_from(
    [
        '"a \\ud800 b"',
        '"\\ude00"',
        '"\\uD83D\\uDEA2 c"',
        '"<b>\\u003c\\/b>"',
        '"\\b\\f d"',
        '"\ufffc"',
        '""',
    ]
)


def _interleaved(between: list[str], strings: list[str]) -> str:
    pairs = zip_longest(between, strings[: len(between) - 1], fillvalue="")
    return "".join(one + other for one, other in pairs)


def _records(around: str, joint: str, *templates: str) -> st.SearchStrategy[str]:
    """Documents of the templates in any order, a string in the place of each @."""
    part = st.builds(
        _interleaved,
        st.sampled_from([template.split("@") for template in templates]),
        st.lists(st.one_of(_STRINGS, _STRINGS, _BROKEN_STRINGS), min_size=2, max_size=2),
    )
    parts = st.lists(part, max_size=5)
    return parts.map(lambda made: around.replace("@", joint.join(made)))


_JSON_PARTS = (
    '{"title": @, "text":@}',
    '{"body" : {"html": @}, "n":-0.5E+9999, "text":\r\n@}',
    '{"summary":@,"id":"the the","deep":[[{"lead":@}]]}',
    '{"title":@,"title":@,"":NaN}',
    '{"images":[{"alt":@,"title":@}]}',
)
_JSON = st.one_of(
    _records('{"items":[@]}', ", ", *_JSON_PARTS),
    _records("[@]\n", ",\n", *_JSON_PARTS, "@", "null"),
)
_JSONL = _records("@", "\n", *(one.replace("\r\n", " ") for one in _JSON_PARTS), "", " \r\n", "[@]")
_JSONFEED = _records(
    '{"version":"https://jsonfeed.org/version/1.1","items":[@],"title":"the the"}',
    ",",
    '{"title": @, "content_html": @}',
    '{"content_text":@, "summary": @, "language": "de"}',
    '{"attachments":[{"title":@},{"title":@}]}',
)
_NINJS = _records(
    '{"uri":"a","type":"text","associations":{"b":{"type":"picture","headline":"c"}},"items":[@]}',
    ",",
    '{"uri":"a","headline":@,"body_xhtml":@}',
    '{"uri":"a","headlines":[{"value":@},{"role":"x:subheadline","value":@}]}',
    '{"uri":"a","bodies":[{"contenttype":"text/html","value":@},{"contenttype":"text/plain","value":@}]}',
    '{"uri":"a","description_text":@,"keywords":[@]}',
)


def _cell(delimiter: str, quoted: bool, text: str) -> str:
    """The text as a cell; without quotation marks if it can stand so and is to."""
    if not quoted and not set(text) & {delimiter, '"', "\r", "\n"}:
        return text
    return '"' + text.replace('"', '""') + '"'


def _table(delimiters: str, *others: str) -> st.SearchStrategy[str]:
    """Tables with a title and a text in each row, in this order or the other."""

    def made(
        delimiter: str, end: str, texts: list[tuple[str, str]], quoted: bool, bare: str
    ) -> str:
        lines = [
            delimiter.join(_cell(delimiter, quoted, cell) for cell in row)
            for row in [("title", "text", "id"), *((*pair, "the the") for pair in texts)]
        ]
        return end.join([*lines, bare]) + end

    cells = st.one_of(_PLAIN, _HTML, _words, st.text(max_size=9))
    return st.builds(
        made,
        st.sampled_from(delimiters),
        st.sampled_from(["\n", "\r\n", "\r"]),
        st.lists(st.tuples(cells, cells), max_size=5),
        st.booleans(),
        st.sampled_from(["", " ", "a", *others]),
    )


_CSV = _table(",;|\t", '"a "" b",c,d', "a,b,c,d,e", '"', 'a"b,"c')
_TSV = _table("\t", '"a "" b"\tc\td', 'a"b\t"c', '"said" he\tb\tc')

GRAMMARS: dict[str, st.SearchStrategy[str]] = {
    "atom": _ATOM,
    "csv": _CSV,
    "html": _HTML,
    "json": _JSON,
    "jsonfeed": _JSONFEED,
    "jsonl": _JSONL,
    "markdown": _MARKDOWN,
    "newsml": _NEWSML,
    "ninjs": _NINJS,
    "nitf": _NITF,
    "rss": _RSS,
    "text": _PLAIN,
    "tsv": _TSV,
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
