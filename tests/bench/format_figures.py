"""How quickly each format is read: `python tests/bench/format_figures.py STORY… [--feed MB]`.

The stories are put into a document of each format again and again, until it has 1 MB; what is
measured is to decode it and to find its segments, in CPU seconds. With --feed, `mtqa check` reads
JSON Lines of so many MB, with the limits raised, and its peak memory is told.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from pathlib import Path
from xml.sax.saxutils import escape

from mtqa.bench.process import measure
from mtqa.formats.reading import read
from mtqa.formats.registry import FORMATS

SIZE = 1_000_000
"""Characters of a document, about."""
RUNS = 3

Story = tuple[str, list[str]]
"""A headline and paragraphs."""


def html(paragraphs: Sequence[str]) -> str:
    return "".join(f"<p>{escape(one)}</p>\n" for one in paragraphs)


def record(story: Story) -> dict[str, str]:
    return {"title": story[0], "body": "\n\n".join(story[1])}


def table(stories: Sequence[Story], delimiter: str) -> str:
    out = io.StringIO()
    rows = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    rows.writerow(["title", "body"])
    rows.writerows([title, " ".join(paragraphs)] for title, paragraphs in stories)
    return out.getvalue()


def cues(stories: Sequence[Story], comma: str) -> str:
    lines = [one for _, paragraphs in stories for one in paragraphs]
    return "\n".join(
        f"{n}\n00:00:01{comma}000 --> 00:00:02{comma}000\n{text}\n"
        for n, text in enumerate(lines, 1)
    )


def item(story: Story) -> str:
    return f"<title>{escape(story[0])}</title><description>{escape(html(story[1]))}</description>"


def entry(story: Story) -> str:
    return (
        f'<title>{escape(story[0])}</title><content type="html">{escape(html(story[1]))}</content>'
    )


def ninjs(story: Story) -> dict[str, str]:
    return {"uri": "a", "headline": story[0], "body_html": html(story[1])}


def whole(stories: Sequence[Story]) -> str:
    return "".join(f"<h2>{escape(title)}</h2>\n{html(paragraphs)}" for title, paragraphs in stories)


def feed(items: list[dict[str, str]]) -> str:
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items})


MAKERS: dict[str, Callable[[Sequence[Story]], str]] = {
    "text": lambda s: "\n\n".join("\n\n".join([title, *paras]) for title, paras in s),
    "markdown": lambda s: "\n\n".join("\n\n".join([f"# {title}", *paras]) for title, paras in s),
    "html": lambda s: f"<html><body>{whole(s)}</body></html>",
    "rss": lambda s: (
        f'<rss version="2.0"><channel>{"".join(f"<item>{item(one)}</item>" for one in s)}'
        "</channel></rss>"
    ),
    "atom": lambda s: (
        f'<feed xmlns="http://www.w3.org/2005/Atom">'
        f"{''.join(f'<entry>{entry(one)}</entry>' for one in s)}</feed>"
    ),
    "newsml": lambda s: (
        "<newsItem><contentSet><inlineXML><html><body>"
        f"{whole(s)}</body></html></inlineXML></contentSet></newsItem>"
    ),
    "nitf": lambda s: f"<nitf><body><body.content>{whole(s)}</body.content></body></nitf>",
    "jsonfeed": lambda s: feed([{"title": t, "content_html": html(p)} for t, p in s]),
    "ninjs": lambda s: json.dumps(list(map(ninjs, s))),
    "json": lambda s: json.dumps(list(map(record, s))),
    "jsonl": lambda s: "".join(json.dumps(record(one)) + "\n" for one in s),
    "csv": lambda s: table(s, ","),
    "tsv": lambda s: table(s, "\t"),
    "srt": lambda s: cues(s, ","),
    "vtt": lambda s: "WEBVTT\n\n" + cues(s, "."),
}


def stories(paths: Sequence[Path], size: int) -> Iterator[Story]:
    """The stories of these files, again and again, until they have so many characters."""
    read_once = []
    for path in paths:
        title, *paragraphs = filter(None, path.read_text("utf-8").split("\n\n"))
        read_once.append((title.strip(), [" ".join(one.split()) for one in paragraphs]))
    taken = 0
    for story in cycle(read_once):
        if taken >= size:
            return
        taken += sum(map(len, story[1]))
        yield story


def row(name: str, text: str) -> str:
    raw = text.encode()
    best = float("inf")
    for _ in range(RUNS):
        began = time.process_time()
        document, form = read("a", raw, input_format=name)
        segments = form.segments(document.text, "en")
        best = min(best, time.process_time() - began)
    megabytes = len(raw) / 1_000_000
    return f"| {name} | {megabytes:.2f} | {len(segments):,} | {megabytes / best:.1f} |"


def feed_row(paths: Sequence[Path], megabytes: int, rules: Sequence[str] = ()) -> str:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "feed.jsonl")
        with place.open("w", encoding="utf-8") as out:
            out.writelines(
                json.dumps(record(one)) + "\n" for one in stories(paths, megabytes * 1_000_000)
            )
        command = [sys.executable, "-m", "mtqa", "check", str(place), "--isolated"]
        told = measure("feed", 0, [*command, "--quiet", "--exit-zero", *rules])
        size = place.stat().st_size / 1_000_000
    return f"JSON Lines of {size:.0f} MB: {told.cpu:.0f} CPU s, {told.megabytes:,.0f} MB at most"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("stories", nargs="+", type=Path)
    parser.add_argument("--feed", type=int, default=0, metavar="MB")
    parser.add_argument("--select", default="")
    args = parser.parse_args()
    if args.feed:
        rules = ["--select", args.select] if args.select else []
        print(feed_row(args.stories, args.feed, rules))
        return
    assert MAKERS.keys() == FORMATS.keys()
    print("| format | MB | segments | MB per CPU second |\n|---|---|---|---|")
    taken = list(stories(args.stories, SIZE))
    for name in FORMATS:
        print(row(name, MAKERS[name](taken)))


if __name__ == "__main__":
    main()
