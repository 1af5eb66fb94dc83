"""ninjs, the IPTC's news in JSON: 1.x, and 2.x and 3.x with arrays of headlines and bodies."""

from __future__ import annotations

import re

from mtqa.formats import _json
from mtqa.formats._fields import Field, Path, Said
from mtqa.formats._roles import numbered
from mtqa.model.reading import FieldType
from mtqa.model.segment import Role, Segment

_MARKS = re.compile(
    r'"(?:pubstatus|version[cC]reated|first[cC]reated|body_x?html|body_text|description_text|'
    r'bodies|headlines)"\s*+:'
)
_STANDARD = re.compile(r'"(?:name|version|schema)"\s*+:\s*+"[^"]*ninjs', re.IGNORECASE)
_LISTS = {"headlines": Role.HEADLINE, "descriptions": Role.SUMMARY, "bodies": Role.BODY}
"""2.x: arrays of objects with `value`, `role` and `contenttype` (3.x: `contentType`)."""
_NAMED = {"headline": Role.HEADLINE, "title": Role.HEADLINE, "byline": Role.OTHER}
_QUALIFIED = {
    "subheadline": Role.STANDFIRST, "subhead": Role.STANDFIRST, "lead": Role.STANDFIRST,
    "caption": Role.CAPTION, "creditline": Role.OTHER, "writer": Role.OTHER,
}  # fmt: skip
_TYPES: dict[str, FieldType] = {"html": "html", "plain": "text", "markdown": "markdown"}
"""What content types say, by a part of them; an empty one says nothing."""
_URIS = ("uri", "guid")
"""What identifies an item, in ninjs and in its Superdesk dialect."""
_MEDIA = ("picture", "graphic", "video", "audio")


class Ninjs(_json.JsonText):
    """Headlines, descriptions, bodies and bylines of items and of what they are associated with.

    Pictures in `associations` belong to their story; other items in it are stories of their own.
    """

    name = "ninjs"
    title = "ninjs"
    suffixes = (".ninjs", ".json")
    reads = (
        "headlines, standfirsts, bodies in text, HTML or XHTML, descriptions (summary), keywords, "
        "captions; 1.x and the arrays of 2.x and 3.x"
    )

    def segments(self, text: str, language: str) -> tuple[Segment, ...]:
        """One segment a field, and one a block of running text; an item's path begins alike.

        Raises `UnreadableFile` if it is no JSON, or too large.
        """
        return numbered(_json.read(text, self.reading, _find, language, where=_item))

    def looks_like(self, text: str) -> bool:
        """Whether it is JSON with an item that has a URI and a field of ninjs, or names ninjs."""
        if not _json.may_be_json(text) or not (_MARKS.search(text) or _STANDARD.search(text)):
            return False
        values = _json.values_of(text, self.reading.limits)
        return any(path[-1] in _URIS and _is_item(path[:-1]) for path in values if path)


def _find(path: Path, said: Said) -> Field | None:
    item, name = _split(path)
    if not _is_item(item):
        return None
    field = _listed(path, name, said) if len(path) - len(item) == 3 else _named(name)
    kind = said.get((*item, "type"), "")
    if field is None or kind not in _MEDIA or field.role is Role.OTHER:
        return field
    nested = "associations" in item
    return field._replace(
        role=Role.CAPTION if nested or field.role is not Role.HEADLINE else field.role
    )


def _split(path: Path) -> tuple[Path, str]:
    """The path of the item, and the field of it that a value belongs to."""
    match path:
        case (*item, str(name), int(), "value") if name in _LISTS:
            return tuple(item), name
        case (*item, "keywords", int()):
            return tuple(item), "keywords"
        case (*item, str(name)):
            return tuple(item), name
    return path, ""


def _is_item(path: Path) -> bool:
    """Whether an item stands there: the document, an element of an array of it, an association."""
    names = [place for place, step in enumerate(path) if isinstance(step, str)]
    return all(
        path[place] == "associations"
        or (place > 0 and path[place - 1] == "associations")
        or (place == 0 and len(path) == 2 and isinstance(path[1], int))
        for place in names
    ) and (not path or path[-1] != "associations")


def _named(name: str) -> Field | None:
    """A field of 1.x."""
    if name == "keywords":
        return Field(Role.KEYWORDS, "text")
    kind: FieldType = "html" if name.endswith("html") else "auto"
    if name.startswith("body_"):
        return Field(Role.BODY, kind)
    if name.startswith("description_"):
        return Field(Role.SUMMARY, kind)
    if name.startswith("headline_"):
        return Field(Role.HEADLINE, kind)
    return Field(_NAMED[name]) if name in _NAMED else None


def _listed(path: Path, name: str, said: Said) -> Field | None:
    """A field of 2.x; of other types than text there is none."""
    stated = (said.get((*path[:-1], key), "") for key in ("contenttype", "contentType"))
    told = next(filter(None, stated), "").lower()
    kind = next((kind for part, kind in _TYPES.items() if part in told), None)
    if kind is None and told:
        return None
    role = said.get((*path[:-1], "role"), "").rpartition(":")[2].lower()
    return Field(_QUALIFIED.get(role, _LISTS[name]), kind or "auto")


def _item(path: Path, said: Said) -> Path:
    """The story of a value: its item, of a picture in another item that one.

    Bodies behind the first one have the same copy once more, and are stories by themselves.
    """
    item, name = _split(path)
    if name == "bodies" and path[-2] != 0:
        return path[:-1]
    while "associations" in item and said.get((*item, "type")) in _MEDIA:
        item = item[: len(item) - 1 - item[::-1].index("associations")]
    return item
