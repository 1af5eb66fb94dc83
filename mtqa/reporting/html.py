"""The report: one page of HTML that needs nothing but itself."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from markupsafe import Markup, escape

from mtqa._resources import bundled
from mtqa.model.result import Run
from mtqa.reporting.changes import Part
from mtqa.reporting.island import island
from mtqa.reporting.readability import LIMITS, unavailable
from mtqa.reporting.stories import stories
from mtqa.reporting.summary import summary
from mtqa.text.invisible import INVISIBLE, name

SCRIPTS = ("store", "draw", "desk", "keys")
GLYPHS = {"critical": "▲", "major": "◆", "minor": "●", "neutral": "○"}
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ufffc]")


def render(run: Run, *, rules: Mapping[str, str] | None = None) -> str:
    """The page that shows this run; `rules` says of each rule why it is there.

    The page makes no request, and runs and looks like nothing but its own script and style.
    """
    told = stories(run, rules or {})
    page: str = _template().render(
        run=run,
        stories=told,
        island=island(run, told),
        summary=summary(run),
        severities={finding.rule: str(finding.severity) for finding in run.findings},
        readability_gap=unavailable() if told else "",
        readability_limits=LIMITS,
    )
    return page


@cache
def _template() -> Any:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FunctionLoader(_source),
        finalize=_writable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = _asset("report.css"), _script()
    environment.filters |= {"shown": shown, "count": _count, "blank": _blank}
    environment.globals |= {
        "glyphs": GLYPHS,
        "style": Markup(style),  # noqa: S704 - our own file
        "script": Markup(script),  # noqa: S704 - our own file
        "style_hash": _hash(style),
        "script_hash": _hash(script),
    }
    return environment.get_template("report.html.j2")


def shown(text: str) -> Markup:
    r"""`text` with each invisible character in a labelled box; it copies as what it is.

    >>> shown("10\u00a0km <b>")
    Markup('10<span class="inv" data-name="NBSP">\xa0</span>km &lt;b&gt;')
    """
    parts = []
    at = 0
    for match in INVISIBLE.finditer(text):
        character = match.group()
        kept = _UNWRITABLE.sub("", character)
        box = Markup('<span class="inv" data-name="{}">{}</span>').format(name(character), kept)
        parts += [escape(text[at : match.start()]), box]
        at = match.end()
    return Markup("").join((*parts, escape(text[at:])))


def _blank(part: Part) -> bool:
    """Whether a change is of spaces alone, which must be drawn to be seen."""
    return part.kind != "same" and part.text.isspace()


def _count(number: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def _writable(value: Any) -> Any:
    """Strings without what no page may hold; all other values as they are."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _UNWRITABLE.sub("\ufffd", value)
    return value


def _source(template: str) -> str | None:
    path = bundled("templates") / "html" / template
    return path.read_text("utf-8") if path.is_file() else None


def _asset(name: str) -> str:
    text = (bundled("templates") / "html" / name).read_text("utf-8").replace("\r\n", "\n")
    assert "</s" not in text.lower(), f"{name} would end its own element"
    return text


def _script() -> str:
    """The script's files as one; their names are seen by one another alone."""
    files = "".join(_asset(f"script/{name}.js") for name in SCRIPTS)
    return f'"use strict";\n{{\n{files}}}\n'


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
