"""Which of a record's values are text: by the names that newsrooms use, or by a field map."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from mtqa.model.reading import FieldMap, FieldType, steps
from mtqa.model.segment import Role

Path = tuple[str | int, ...]
Said = Mapping[Path, str]
"""What short values say that tell of others (`language`, `role`, `type`), by their paths."""


class Field(NamedTuple):
    """What a value with text is in its story, and how it is written."""

    role: Role
    type: FieldType = "auto"
    guessed: bool = False


Find = Callable[[Path, Said], Field | None]
"""What stands at a place, None if it is no text."""

_NAMES = {
    Role.HEADLINE: "headline title head hed hl alternativeheadline alternativetitle",
    Role.STANDFIRST: "standfirst subheadline subtitle subhead deck dek lead lede intro trailtext",
    Role.SUMMARY: "summary description abstract excerpt teaser",
    Role.BODY: "body bodytext bodyhtml content contenthtml contenttext articlebody article text "
    "story paragraph paragraphs copy translation target targettext mt hypothesis",
    Role.CAPTION: "caption captions imagecaption photocaption",
    Role.ALT: "alt alttext imagealt",
    Role.KEYWORDS: "keywords",
}
_ROLES = {name: role for role, names in _NAMES.items() for name in names.split()}
_HTML = frozenset({"bodyhtml", "contenthtml"})
_INNER_NAMES = "rendered value html text plain default t en engb enus eng"
_INNER = frozenset(_INNER_NAMES.split())
"""Names under which the text of a field may stand (`title.rendered`, `title.en`)."""
_MEDIA_NAMES = """
image images media picture pictures photo photos video videos thumbnail gallery attachments
enclosure enclosures associations leadimage featuredimage
"""
_MEDIA = frozenset(_MEDIA_NAMES.split())
"""What holds pictures: a title in it is a caption."""
_ASIDE_NAMES = """
author authors byline creator creators contributor contributors tag tags category categories
section sections subject subjects source sources publisher provider links user users editor place
places person people organisation organization organisations geo meta seo license rights
"""
_ASIDE = frozenset(_ASIDE_NAMES.split())
"""What says things of a story that are no copy."""
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]\w+)*+")
_ADDRESS = re.compile(r"[A-Za-z][\w+.-]*+:\S")
_NUMBERS = re.compile(r"[\d\s.,:/+TZ-]*+")


def by_name(path: Path, said: Said) -> Field | None:  # noqa: ARG001
    """The field that its own name tells, or the name of what it stands in."""
    return _by_names(tuple(step for step in path if isinstance(step, str)))


@lru_cache(maxsize=4096)
def _by_names(names: tuple[str, ...]) -> Field | None:
    *above, name = [_plain(one) for one in names] or [""]
    if not _ASIDE.isdisjoint(above):
        return None
    if name in _INNER and above and above[-1] in _ROLES:
        inner, name = name, above.pop()
    else:
        inner = name
    role = _ROLES.get(name)
    if role is None:
        return None
    if role not in (Role.ALT, Role.KEYWORDS) and not _MEDIA.isdisjoint(above):
        role = Role.CAPTION
    return Field(role, "html" if inner == "html" or name in _HTML else "auto", guessed=True)


def by_map(fields: Sequence[FieldMap]) -> Find:
    """The fields of a map; the first that fits holds."""
    compiled = [(steps(field.path), Field(field.role, field.type)) for field in fields]

    def find(path: Path, said: Said) -> Field | None:  # noqa: ARG001
        return next((field for wanted, field in compiled if _fits(wanted, path)), None)

    return find


def by_column(fields: Iterable[FieldMap]) -> Callable[[str], Field | None]:
    """The columns of a map by their names; `*` is any column."""
    named = {field.path: Field(field.role, field.type) for field in fields}
    return lambda name: named.get(name, named.get("*"))


def _fits(wanted: tuple[str, ...], path: Path) -> bool:
    return len(wanted) == len(path) and all(
        step == "[]" if isinstance(there, int) else step in ("*", there)
        for step, there in zip(wanted, path, strict=True)
    )


def shown(path: Path) -> str:
    """A place as people write it.

    >>> shown(("articles", 0, "title"))
    'articles[0].title'
    """
    parts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(parts).removeprefix(".")


def language_in(value: str) -> str | None:
    """The language that a value such as `en-GB` names, without region; None if it is no tag."""
    match = _TAG.fullmatch(value)
    return match[1].lower() if match else None


def is_text(value: str) -> bool:
    """Whether a value may be prose: not empty, no address, path, number or date."""
    words = value.split(None, 1)
    if not words or _NUMBERS.fullmatch(value):
        return False
    return len(words) > 1 or not (_ADDRESS.match(words[0]) or set("/_#=@\\") & set(words[0]))


def is_prose(value: str) -> bool:
    """Whether a value has words enough to be prose beyond doubt."""
    return len(value.split(None, 6)) > 6 and is_text(value)


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()
