"""What is too large or too deep: refused with the limit's name, quickly, and nothing is opened."""

from __future__ import annotations

import pytest

from mtqa.config.keys import LIMITS
from mtqa.errors import UnreadableFile
from mtqa.formats.reading import read
from mtqa.formats.registry import FORMATS, load
from mtqa.model.reading import Limits, Reading
from tests.hostile import read_hostile
from tests.strategies import fixtures, text_of

DEEP = "<div><div><div><p>x y</p></div></div></div>"


def test_every_limit_can_be_set() -> None:
    assert set(LIMITS) == set(Limits.__dataclass_fields__)


@pytest.mark.parametrize("name", list(FORMATS))
def test_a_document_has_so_many_characters_and_no_more(name: str) -> None:
    path = fixtures(name)[0]
    raw = path.read_bytes()
    text = read(path.name, raw, input_format=name)[0].text
    for limit in (len(text), len(text) - 1):
        reading = Reading(limits=Limits(characters=limit))
        if limit == len(text):
            document, form = read(path.name, raw, input_format=name, reading=reading)
            assert form.segments(document.text, "en")
        else:
            with pytest.raises(UnreadableFile, match=rf"{limit:,} characters.*limits\.characters"):
                read(path.name, raw, input_format=name, reading=reading)


@pytest.mark.parametrize(
    ("name", "text", "limit"),
    [
        ("rss", "<rss><a><b><c/></b></a></rss>", "depth"),
        ("rss", "<rss><a/><a/><a/></rss>", "elements"),
        ("rss", "<rss><a b='cdefg'/></rss>", "tag"),
        ("rss", f"<rss><item><title><![CDATA[{DEEP}]]></title></item></rss>", "blocks"),
        ("atom", f"<entry><title type='xhtml'>{DEEP}</title></entry>", "depth"),
        ("nitf", f"<nitf>{DEEP}</nitf>", "depth"),
        ("newsml", f"<newsItem><contentSet>{DEEP}</contentSet></newsItem>", "depth"),
        ("html", DEEP, "blocks"),
        ("html", "<b>a</b><b>c</b><b>d</b><b>e</b>", "elements"),
        ("json", '{"a": [[[1]]]}', "depth"),
        ("json", '{"text": 1, "b": 2, "c": 3}', "elements"),
        ("json", f'{{"text": "{DEEP}"}}', "blocks"),
        ("jsonl", '{"text": 1, "b": 2, "c": 3}', "elements"),
        ("jsonfeed", f'{{"items": [{{"content_html": "{DEEP}"}}]}}', "blocks"),
        ("ninjs", f'{{"body_html": "{DEEP}"}}', "blocks"),
        ("csv", "a,b,c,d\n", "elements"),
        ("markdown", "A *b* and *c*.\n", "elements"),
        ("srt", "1\n00:00:01,000 --> 00:00:02,000\nA\nb\n", "elements"),
        ("vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nA\n", "elements"),
        ("csv", f"text,b\n{DEEP},c\n", "blocks"),
        ("tsv", f"text\tb\n{DEEP}\tc\n", "blocks"),
    ],
)
def test_a_limit_is_named_and_can_be_raised(name: str, text: str, limit: str) -> None:
    low = {"depth": 3, "elements": 3, "tag": 10, "blocks": 2}[limit]
    form = load(name, Reading(limits=Limits(**{limit: low})))
    with pytest.raises(UnreadableFile, match=rf"{low} .*refused.*‘limits\.{limit}’"):
        form.segments(text, "en")
    load(name, Reading(limits=Limits(**{limit: 100}))).segments(text, "en")


_HOSTILE = {
    "rss": {
        "field": "'<rss><item><title><![CDATA[' + '<div>' * 500_000 + ']]></title></item></rss>'"
    },
    "html": {
        "blocks": "'<div>' * 3_000_000",
        "bold": "'<b>' * 5_000_000",
        "paragraphs": "'<p>x' * 4_000_000",
    },
    "jsonfeed": {"field": "'{\"items\":[{\"content_html\":\"' + '<div>' * 3_000_000 + '\"}]}'"},
    "csv": {"cell": "'text,b\\n\"' + '<i>' * 4_000_000 + '\",c'"},
}


@pytest.mark.parametrize("name", list(_HOSTILE))
def test_html_in_whatever_field_is_refused_at_once_and_opens_nothing(name: str) -> None:
    errors = read_hostile(name, text_of(name, fixtures(name)[0]), _HOSTILE[name])
    assert all(error and "‘limits." in error for error in errors.values()), errors
