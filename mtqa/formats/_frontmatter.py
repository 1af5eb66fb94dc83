"""Front matter: the values in a document's head that readers get to see."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mtqa.formats._flow import Flow
from mtqa.model.mapped import MappedText
from mtqa.model.segment import Role, Segment

_ROLES = {
    **dict.fromkeys(("title", "headline"), Role.HEADLINE),
    **dict.fromkeys(
        ("standfirst", "subtitle", "subheading", "dek", "deck", "lead", "lede", "intro"),
        Role.STANDFIRST,
    ),
    **dict.fromkeys(("description", "summary", "abstract", "excerpt"), Role.SUMMARY),
    "caption": Role.CAPTION,
    "alt": Role.ALT,
}
_BEGIN = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)")
_LINE = re.compile(r"([^\r\n]*+)(?:\r\n|\r|\n|\Z)")
_ENTRY = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:[ \t]+(?=\S)")
_DOUBLE = re.compile(r'"((?:\\.|[^"\\])*+)"[ \t]*\Z')
_SINGLE = re.compile(r"'((?:''|[^'])*+)'[ \t]*\Z")
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`](?:(?!:(?:\s|\Z)|\s#).)*+\Z")
_WORDS = re.compile(r"(?:~|null|true|false|yes|no|on|off|[-+.\d][\d._eE:+-]*)\Z", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:([\"\\/ ])|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4}))")
_UNKNOWN_ESCAPE = re.compile(r"\\(?![\"\\/ ]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4})")


@dataclass(frozen=True, slots=True)
class Matter:
    """What a document's head says, and where it ends (0 if there is none)."""

    end: int = 0
    segments: tuple[Segment, ...] = ()
    language: str = ""


def front_matter(text: str) -> Matter:
    """The head between `---` lines (YAML) or `+++` lines (TOML, left alone).

    Only scalars on one line are read, and of those only what means the same to every reader
    of YAML; all else is left alone.
    """
    begin = _BEGIN.match(text)
    if begin is None:
        return Matter()
    ends = ("---", "...") if begin[1] == "---" else ("+++",)
    segments: list[Segment] = []
    language = ""
    for line in _LINE.finditer(text, begin.end()):
        if line[1].rstrip(" \t") in ends:
            return Matter(line.end(), tuple(segments), language)
        if line.end() == len(text):
            break
        entry = _ENTRY.match(line[1]) if begin[1] == "---" else None
        if entry is None:
            continue
        key = entry[1].lower()
        if key in ("lang", "language", "locale"):
            language = line[1][entry.end() :].strip(" \t'\"").lower().partition("-")[0]
        elif key in _ROLES and not _goes_on(text, line.end()):
            mapped, spelling = _value(text, line.start() + entry.end(), line.end(1))
            if mapped:
                segments.append(Segment("", mapped, _ROLES[key], path=key, spelling=spelling))
    return Matter()


def quoted(replacement: str, spelling: str) -> str:
    """`replacement` as it is spelled in a scalar of that style."""
    if spelling == "yaml-double":
        return replacement.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return replacement.replace("'", "''") if spelling == "yaml-single" else replacement


def _goes_on(text: str, place: int) -> bool:
    """Whether the line at `place` belongs to the value before it."""
    return text.startswith((" ", "\t"), place)


def _value(text: str, start: int, end: int) -> tuple[MappedText | None, str]:
    """The scalar's text and its style."""
    body = text[start:end]
    double = _DOUBLE.match(body)
    if double and not _UNKNOWN_ESCAPE.search(double[1]):
        return _escaped(text, start + 1, start + 1 + len(double[1]), _ESCAPE), "yaml-double"
    single = _SINGLE.match(body)
    if single:
        pattern = re.compile("''")
        return _escaped(text, start + 1, start + 1 + len(single[1]), pattern), "yaml-single"
    plain = body.rstrip(" \t")
    if _PLAIN.match(plain) and not _WORDS.match(plain):
        return MappedText.verbatim(plain, start), "yaml-plain"
    return None, ""


def _escaped(text: str, start: int, end: int, pattern: re.Pattern[str]) -> MappedText | None:
    flow = Flow(text, lambda _text, _place: None)
    for match in pattern.finditer(text, start, end):
        flow.characters(start, match.start())
        flow.encoded(_decoded(match), match.start(), match.end())
        start = match.end()
    flow.characters(start, end)
    return flow.finish()


def _decoded(match: re.Match[str]) -> str:
    found = match.group()
    if found == "''":
        return "'"
    return chr(int(match[2] or match[3], 16)) if found[1] in "xu" else found[1]
