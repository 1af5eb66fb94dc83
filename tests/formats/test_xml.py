"""RSS, Atom, NITF and NewsML-G2, and what XML is refused for."""

from __future__ import annotations

import pytest

from mtqa.errors import UnreadableFile
from mtqa.formats.reading import read
from mtqa.formats.registry import by_content, load
from mtqa.model.reading import Limits
from mtqa.model.segment import Role, Segment
from tests.hostile import read_hostile


def segments(name: str, text: str) -> tuple[Segment, ...]:
    return load(name).segments(text, "en")


def rss(inside: str) -> str:
    return (
        '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<item>{inside}</item></channel></rss>"
    )


def atom(inside: str) -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{inside}</entry></feed>'


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("rss", rss("<title>A &amp; B &#8217;s</title>"), ["A & B ’s"]),
        ("rss", rss("<title><![CDATA[A & B]]></title>"), ["A & B"]),
        ("rss", rss("<title>A &amp;amp; B &amp;#8217;s</title>"), ["A & B ’s"]),
        ("rss", rss("<description>&lt;p&gt;A&lt;p&gt;B</description>"), ["A", "B"]),
        ("rss", rss("<description>5 &lt; 6 AT&amp;T</description>"), ["5 < 6 AT&T"]),
        ("rss", rss("<description>A <b>bare</b> tag</description>"), ["A bare tag"]),
        ("rss", rss("<title>Caf&eacute;&nbsp;x &nosuch;</title>"), ["Café\u00a0x \ufffc"]),
        (
            "rss",
            rss("<content:encoded><![CDATA[<p>A</p>]]><![CDATA[<p>B]]></content:encoded>"),
            ["A", "B"],
        ),
        ("rss", rss("<link>the the</link><guid>the the</guid><title/>"), []),
        ("atom", atom("<title>A &lt;b&gt; c</title>"), ["A <b> c"]),
        ("atom", atom('<title type="html">A &lt;b&gt; c</title>'), ["A c"]),
        ("atom", atom('<title type="xhtml"><div>A <b>b</b><br/>c</div></title>'), ["A b\nc"]),
        ("atom", atom('<content type="image/png">dGhl</content>'), []),
        ("atom", atom('<content type="xhtml"><p><![CDATA[<b>&amp;]]></p></content>'), ["<b>&amp;"]),
        ("nitf", "<nitf><body><p>A <person>b</person>&amp;<virtloc>c</virtloc></p></body></nitf>",
         ["A b&\ufffc"]),
    ],
)  # fmt: skip
def test_text_is_read_through_its_escapes(name: str, text: str, expected: list[str]) -> None:
    assert [segment.text for segment in segments(name, text)] == expected


@pytest.mark.parametrize(
    ("text", "said", "spelled"),
    [
        (rss("<title>A</title>"), "a & <b>\u00a0", "a &amp; &lt;b&gt;&#160;"),
        (rss("<title><![CDATA[A]]></title>"), "a & <b>", "a & <b>"),
        (rss("<description>&lt;p>A</description>"), "a & b\u00a0", "a &amp;amp; b&amp;nbsp;"),
        (rss("<description><![CDATA[<p>A]]></description>"), "a & <b", "a &amp; &lt;b"),
        (rss("<description>&lt;img alt='A'></description>"), "it's", "it&amp;#39;s"),
    ],
)
def test_replacements_get_every_escape_that_stands_around_them(
    text: str, said: str, spelled: str
) -> None:
    (segment,) = segments("rss", text)
    assert load("rss").encode(said, segment) == spelled


def test_roles_paths_and_languages_of_a_feed() -> None:
    text = (
        "<rss><channel><title>Feed</title><language>en-gb</language>"
        "<item><title>T</title><description>D</description></item>"
        "<item xml:lang='fr'><title>U</title></item></channel></rss>"
    )
    assert [(s.path, s.role, s.language) for s in segments("rss", text)] == [
        ("channel/title", Role.OTHER, "en"),
        ("item[1]/title", Role.HEADLINE, "en"),
        ("item[1]/description", Role.SUMMARY, "en"),
        ("item[2]/title", Role.HEADLINE, "fr"),
    ]


def newsml(inside: str) -> str:
    return f"<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'>{inside}</newsItem>"


def meta(inside: str) -> str:
    return f"<contentMeta>{inside}</contentMeta>"


def data(inside: str, kind: str = "contenttype='text/plain'") -> str:
    return f"<contentSet><inlineData {kind}>{inside}</inlineData></contentSet>"


_PAGE = "<html><head><title>A</title></head><body><p>B</p></body></html>"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (meta("<headline role='x:subHeadline'>A</headline>"), [("A", Role.STANDFIRST)]),
        (meta("<description role='x:caption'>A</description>"), [("A", Role.CAPTION)]),
        (meta("<slugline>the-the</slugline><subject><name>x</name></subject>"), []),
        (data("A b.\n\nC."), [("A b.", Role.BODY), ("C.", Role.BODY)]),
        (data("&lt;p>A\nb&lt;/p>"), [("A b", Role.BODY)]),
        (data("dGhl", "encoding='base64'"), []),
        (
            f"<contentSet><inlineXML>{_PAGE}</inlineXML></contentSet>",
            [("A", Role.HEADLINE), ("B", Role.BODY)],
        ),
        ("<contentSet><inlineXML><other><p>A</p></other></inlineXML></contentSet>", []),
    ],
)
def test_a_news_item_holds_text_of_many_kinds(
    inside: str, expected: list[tuple[str, Role]]
) -> None:
    assert [(s.text, s.role) for s in segments("newsml", newsml(inside))] == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<?xml version='1.0'?>\n<!-- x --><rss version='2.0'/>", "rss"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'/>", "atom"),
        ("<a:feed xmlns:a='http://www.w3.org/2005/Atom'/>", "atom"),
        ("<!DOCTYPE nitf SYSTEM 'nitf.dtd'><nitf/>", "nitf"),
        ("<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'/>", "newsml"),
        ("<newsItem/> is an element of NewsML", "text"),
    ],
)
def test_content_tells_the_format(text: str, name: str) -> None:
    assert by_content(text).name == name


def test_declared_encoding_counts_whatever_the_file_is_called() -> None:
    text = (
        "<?xml version='1.0' encoding='koi8-r'?><rss><channel><title>Привет</title></channel></rss>"
    )
    document, form = read("feed.xml", text.encode("koi8-r"))
    assert form.name == "rss"
    assert document.text == text


@pytest.mark.parametrize("text", ["<?xml version='1.0'?><other>the the</other>", "<other/>"])
def test_unknown_xml_is_not_taken_for_text(text: str) -> None:
    with pytest.raises(UnreadableFile, match="--input-format"):
        read("x.xml", text.encode())


_HOSTILE = {
    "billion laughs": "<!DOCTYPE l [<!ENTITY a 'lol'><!ENTITY b '&a;&a;'>]><rss>&b;</rss>",
    "external entity": "<!DOCTYPE l [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss>&a;</rss>",
    "parameter entity": "<!DOCTYPE l [<!ENTITY % a SYSTEM 'http://x/'>%a;]><rss/>",
    "deep": "<a>" * 500_000,
    "huge attribute": f"<rss a='{'x' * 15_000_000}'/>",
    "many attributes": "<rss " + " ".join(f"a{n}=''" for n in range(500_000)) + "/>",
    "many elements": f"<rss>{'<a/>' * 1_000_000}</rss>",
    "large": f"<rss>{' ' * (Limits().characters + 1)}</rss>",
}


@pytest.mark.parametrize("name", ["rss", "atom", "nitf", "newsml"])
@pytest.mark.parametrize("case", list(_HOSTILE))
def test_hostile_xml_is_refused(name: str, case: str) -> None:
    with pytest.raises(UnreadableFile, match=r"refused|more than"):
        segments(name, _HOSTILE[case])


_HOSTILE_PARTS = {
    "billion laughs": repr(_HOSTILE["billion laughs"]),
    "external entity": repr(_HOSTILE["external entity"]),
    "parameter entity": repr(_HOSTILE["parameter entity"]),
    "external subset": "\"<!DOCTYPE rss SYSTEM 'file:///etc/passwd'><rss>&x;</rss>\"",
    "deep": "'<a>' * 500_000",
    "long attribute": "'<rss a=\"' + 'x' * 15_000_000 + '\"/>'",
    "many attributes": "'<rss ' + ' '.join(f\"a{n}=''\" for n in range(500_000)) + '/>'",
    "many elements": "'<rss>' + '<a/>' * 1_000_000 + '</rss>'",
}


def test_hostile_xml_is_refused_at_once_and_opens_nothing() -> None:
    errors = read_hostile("rss", "<rss/>", _HOSTILE_PARTS)
    assert [case for case, error in errors.items() if error is None] == ["external subset"]


def test_what_is_wrong_is_said_with_its_place() -> None:
    with pytest.raises(UnreadableFile, match=r"line 2, column 6\): mismatched tag\. Mend it there"):
        segments("rss", "<rss>\n<b></rss>")
