"""What every page of mtqa stands on: templates that escape, and a policy that lets nothing in."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from functools import cache
from typing import Any

from markupsafe import Markup, escape

from mtqa._resources import bundled
from mtqa.reporting.changes import Part
from mtqa.text.invisible import INVISIBLE, name

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ufffc]")

_LEFTWARDS = {"R", "AL", "RLE", "RLO", "RLI", "FSI"}


@cache
def template(page: str, styles: tuple[str, ...], scripts: tuple[str, ...]) -> Any:
    """The template of that name, with the style and the script of these files written in.

    It has `style`, `script` and their hashes for the policy, and the filters `shown`, `count`,
    `blank` and `turns`. The names in the scripts are seen by one another alone.
    """
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FunctionLoader(_source),
        finalize=_writable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = "".join(map(_asset, styles))
    script = f'"use strict";\n{{\n{"".join(map(_asset, scripts))}}}\n'
    environment.filters |= {
        "shown": shown,
        "count": counted,
        "blank": _blank,
        "turns": _turns,
    }
    environment.globals |= {
        "style": Markup(style),  # noqa: S704 - our own files
        "script": Markup(script),  # noqa: S704 - our own files
        "style_hash": _hash(style),
        "script_hash": _hash(script),
    }
    return environment.get_template(page)


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


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "story"), counted(2000, "story")
    ('1 story', '2,000 stories')
    """
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def _blank(part: Part) -> bool:
    """Whether a change is of spaces alone, which must be drawn to be seen."""
    return part.kind != "same" and part.text.isspace()


def _turns(text: str) -> bool:
    """Whether some of the text may run from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(one) in _LEFTWARDS for one in text)


def _writable(value: Any) -> Any:
    """Strings without what no page may hold; all other values as they are."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _UNWRITABLE.sub("\ufffd", value)
    return value


def _source(name: str) -> str | None:
    path = bundled("templates") / "html" / name
    return path.read_text("utf-8") if path.is_file() else None


def _asset(name: str) -> str:
    text = (bundled("templates") / "html" / name).read_text("utf-8").replace("\r\n", "\n")
    assert "</s" not in text.lower(), f"{name} would end its own element"
    return text


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
