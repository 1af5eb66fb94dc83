"""What is too large or too deep: refused with the limit's name, quickly, and nothing is opened."""

from __future__ import annotations

import subprocess
import sys

import pytest

from mtqa.config.keys import LIMITS
from mtqa.errors import UnreadableFile
from mtqa.formats.reading import read
from mtqa.formats.registry import FORMATS, load
from mtqa.model.reading import Limits, Reading
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
    "rss": ["'<rss>' + '<item><title><![CDATA[' + '<div>' * 500_000 + ']]></title></item></rss>'"],
    "html": ["'<div>' * 3_000_000", "'<b>' * 5_000_000", "'<p>x' * 4_000_000"],
    "jsonfeed": ["'{\"items\":[{\"content_html\":\"' + '<div>' * 3_000_000 + '\"}]}'"],
    "csv": ["'text,b\\n\"' + '<i>' * 4_000_000 + '\",c'"],
}


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read from /proc")
@pytest.mark.parametrize("name", list(_HOSTILE))
def test_html_in_whatever_field_is_refused_at_once_and_opens_nothing(name: str) -> None:
    program = f"""
import heapq, sys, time  # a counter imports heapq when it must
from mtqa.errors import UnreadableFile
from mtqa.formats.reading import read
from mtqa.formats.registry import load
load("html").segments("<p>a", "en")
load({name!r}).segments({text_of(name, fixtures(name)[0])!r}, "en")
opened = []
sys.addaudithook(lambda event, what: event in ("open", "socket.connect") and opened.append(what))
for text in ({"".join(f"lambda: {text}, " for text in _HOSTILE[name])}):
    raw = text().encode()
    began = time.process_time()
    try:
        document, form = read("a", raw, input_format={name!r})
        form.segments(document.text, "en")
        raise SystemExit("it was read")
    except UnreadableFile as error:
        assert "‘limits." in str(error), error
        assert time.process_time() - began < 1, time.process_time() - began
assert not opened, opened
peak = next(line for line in open('/proc/self/status') if line.startswith('VmHWM'))
print(peak.split()[1])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) * 1024 < 200_000_000
