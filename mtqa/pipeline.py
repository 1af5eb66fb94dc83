"""The program on one page: bytes → document → segments → findings → fixes → bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from textwrap import shorten

from mtqa._version import __version__
from mtqa.analysis.language import name as language_name
from mtqa.analysis.language import primary
from mtqa.analysis.ledger import Ledger
from mtqa.engine.project import project
from mtqa.engine.run import check as run_check
from mtqa.errors import FightingRules, UnknownName, UnreadableFile
from mtqa.formats.base import Format
from mtqa.formats.reading import read
from mtqa.model.document import Document
from mtqa.model.finding import Edit, Finding, Fix, Hit, Repair, Safety, Severity
from mtqa.model.lists import ListFiles
from mtqa.model.result import FileResult, Patch, RefusedFix, Run
from mtqa.model.segment import Segment
from mtqa.model.settings import Settings
from mtqa.providers.base import Provider
from mtqa.providers.native import Native
from mtqa.providers.registry import RULES, Tell, load, theirs
from mtqa.rules.base import compile_rule
from mtqa.rules.codes import prepare
from mtqa.rules.library import library
from mtqa.rules.patterns import patterns, shapes
from mtqa.rules.prefilter import prefilter
from mtqa.rules.profiles import profile
from mtqa.rules.select import ALL, select, unknown
from mtqa.rules.spec import AnySpec
from mtqa.text.encoding import fits
from mtqa.text.words import count_words

_SHOWN = 6
"""Guesses that are told one by one."""
_ELEMENT = re.compile(r"\[\d+\]")
MAX_ROUNDS = 10
"""Rounds of fixing after which rules are held to fight (ruff's and sqlfluff's way)."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a run sets up once: providers, lists, and what settings make of the findings."""

    settings: Settings
    providers: tuple[Provider, ...]
    digest: str
    ledger: Ledger = field(default_factory=Ledger)

    def severity(self, hit: Hit) -> Severity:
        """The rule's severity, or the desk's own."""
        return self.settings.severity.get(hit.rule, hit.severity)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file after fixing: what was made and refused, and its new bytes (None if unchanged)."""

    before: FileResult
    after: FileResult
    applied: tuple[tuple[Finding, Fix], ...] = ()
    refused: tuple[RefusedFix, ...] = ()
    raw: bytes | None = None


def open_desk(settings: Settings, tell: Tell = lambda _: None) -> Desk:
    """The desk that these settings describe, which says by `tell` what takes it long.

    Raises `UsageError` if they cannot be followed.
    """
    digest = library(settings.packs)[1]
    providers = [
        _native(settings, digest) if name == RULES else load(name, settings, tell)
        for name in dict.fromkeys(settings.engines)
    ]
    return Desk(settings, tuple(providers), digest, _ledger(settings))


def _ledger(settings: Settings) -> Ledger:
    if settings.lists == ListFiles():
        return Ledger()
    from mtqa.config.lists import read_lists

    return Ledger(read_lists(settings.lists))


def _native(settings: Settings, digest: str) -> Provider:
    specs = library(settings.packs)[0]
    prepare((p for spec in specs for p in (*patterns(spec), *shapes(spec))), digest)
    rules = [compile_rule(spec) for spec in chosen(settings)]
    return Native(rules, prefilter(rules, digest))


def chosen(settings: Settings) -> tuple[AnySpec, ...]:
    """Our rules that the settings switch on. Raises `UsageError` for a name that no engine has."""
    specs, _ = library(settings.packs)
    known = {spec.id for spec in specs}
    lists = settings.select, settings.extend_select, settings.ignore
    packs = {spec.pack for spec in specs}
    others = theirs({*settings.severity, *chain(*lists)} - known - packs - {ALL})
    for name in settings.severity:
        if name not in known | others:
            raise UnknownName(unknown(name, specs), name)
    wanted, added, ignored = ([n for n in names if n not in others] for names in lists)
    if settings.select and not wanted:
        return ()
    return select(
        specs, chosen=wanted, added=added, ignored=ignored, profile=profile(settings.profile)
    )


def check(
    desk: Desk,
    path: str,
    raw: bytes,
    *,
    input_format: str | None = None,
    encoding: str | None = None,
    originals: Sequence[str] | None = None,
    adapt: Callable[[Segment], Segment] | None = None,
) -> FileResult:
    """The findings of one file; a file that cannot be read is a result with errors.

    `originals` are the texts of the segments before translation, if there are as many; `adapt`
    changes each segment before it is checked (its role, say).
    """
    try:
        document, form = read(
            path,
            raw,
            input_format=input_format,
            encoding=encoding,
            language=desk.settings.language or "en",
            reading=desk.settings.reading,
        )
        segments = _with_originals(form.segments(document.text, document.language), originals)
        segments = tuple(map(adapt, segments)) if adapt else segments
        if desk.settings.language:
            segments = tuple(one._replace(language=desk.settings.language) for one in segments)
    except UnreadableFile as error:
        return FileResult(path, input_format or "", errors=(str(error),))
    findings, gaps = run_check(
        document,
        segments,
        desk.providers,
        desk.settings.house,
        desk.ledger,
        desk.severity,
        form.encode,
    )
    words = count_words("\n".join([segment.text for segment in segments]))
    notes = _notes(document, segments)
    return FileResult(path, form.name, document, segments, findings, words, gaps, notes)


def fix(desk: Desk, result: FileResult, *, unsafe: bool = False) -> Fixed:
    """The file with its fixes made, round after round until nothing is left to fix.

    Raises `FightingRules` if that takes more than `MAX_ROUNDS`, `UnwritableFile` if the bytes
    around the fixes could not be left as they are.
    """
    from mtqa.fixing.choose import candidates
    from mtqa.fixing.raw import spliced

    now = result
    applied: list[tuple[Finding, Fix]] = []
    refused: tuple[RefusedFix, ...] = ()
    seen: set[str] = set()
    for _ in range(MAX_ROUNDS):
        patch = patch_of(now, candidates(now.findings, unsafe=unsafe))
        refused = patch.refused
        document = now.document
        if not patch.applied or document is None:
            break
        applied += patch.applied
        if patch.text in seen:
            raise FightingRules(_fight(result.path, patch))
        seen.add(patch.text)
        now = check(
            desk,
            result.path,
            spliced(document, [edit for _, made in patch.applied for edit in made.edits]),
            input_format=result.format,
            encoding=_codec(document),
            originals=[segment.original or "" for segment in now.segments],
        )
        if now.document is None or now.document.text != patch.text:
            raise UnreadableFile(f"{result.path}: the fixed file would read otherwise.")
    else:
        raise FightingRules(_fight(result.path, patch))
    raw = now.document.raw if now.document and applied else None
    return Fixed(result, now, tuple(applied), refused, raw)


def fix_only(result: FileResult, choices: Sequence[tuple[Finding, Fix]]) -> Fixed:
    """The file with these fixes made, once, because a person chose them; no safety is asked for.

    `after` has no findings: they are those of a new check. Raises `UnwritableFile`.
    """
    from mtqa.fixing.raw import spliced

    document = result.document
    asked = [(one, replace(made, safety=Safety.SUGGESTED)) for one, made in choices]
    patch = patch_of(result, asked)
    if document is None or not patch.applied:
        return Fixed(result, result, refused=patch.refused)
    raw = spliced(document, [edit for _, made in patch.applied for edit in made.edits])
    fixed = replace(document, text=patch.text, raw=raw)
    after = replace(result, document=fixed, segments=(), findings=())
    return Fixed(result, after, patch.applied, patch.refused, raw)


def reworded(result: FileResult, finding: Finding, wording: str) -> Fix:
    """The fix that puts a person's own wording in the place of the finding's text.

    Raises `Unprojectable` if mark-up stands in the way.
    """
    assert finding.hit
    edit = Edit(finding.hit.segment, finding.hit.span, wording)
    repair = Repair(f"Replace by ‘{wording}’", Safety.SUGGESTED, (edit,))
    edits = project(repair, result.segments, _format(result).encode)
    return Fix(repair.title, repair.safety, edits, repair)


def patch_of(result: FileResult, choices: Sequence[tuple[Finding, Fix]]) -> Patch:
    """One round of fixing: the choices made in the file's text, those that cannot be refused."""
    from mtqa.fixing.patch import make

    document = result.document
    if document is None:
        return Patch("")
    form = _format(result)
    return make(
        document.text,
        result.segments,
        choices,
        lambda text: form.segments(text, document.language),
        lambda text: fits(text, document.encoding),
    )


def _format(result: FileResult) -> Format:
    from mtqa.formats.registry import load

    return load(result.format, result.document.reading) if result.document else load(result.format)


def _codec(document: Document) -> str | None:
    return None if document.encoding.bom else document.encoding.codec


def _fight(path: str, patch: Patch) -> str:
    rules = ", ".join(sorted({finding.rule for finding, _ in patch.applied}))
    return (
        f"{path}: the fixes of {rules} undo one another; nothing was written. "
        "Leave one of these rules out with --ignore."
    )


def _with_originals(
    segments: tuple[Segment, ...], originals: Sequence[str] | None
) -> tuple[Segment, ...]:
    """The segments with the texts they were translated from, if there are as many."""
    if not originals or len(originals) != len(segments):
        return segments
    return tuple(
        segment._replace(original=original)
        for segment, original in zip(segments, originals, strict=True)
    )


def _notes(document: Document, segments: Sequence[Segment]) -> tuple[str, ...]:
    notes = []
    if document.encoding.chosen == "fallback":
        notes.append(f"read as {document.encoding.codec}: not UTF-8, and no encoding is declared")
    tags = {primary(language) for language in {one.language for one in segments}}
    others = {language_name(tag) for tag in tags if tag != "en"}
    if others:
        notes.append(f"tagged as {' and '.join(sorted(others))} and not checked, in part or whole")
    return tuple(notes + _guesses(document, segments))


def _guesses(document: Document, segments: Sequence[Segment]) -> list[str]:
    """What was guessed of roles: from the look of the text, or from the names of fields."""
    guessed = [segment for segment in segments if segment.guessed]
    by_look = [segment.role for segment in guessed if not segment.path]
    named = dict.fromkeys(f"{_field_of(one, document)} = {one.role}" for one in guessed if one.path)
    notes = []
    if by_look:
        notes.append(f"{' and '.join(by_look)} guessed from the look of the text")
    if named:
        first, more = list(named)[:_SHOWN], len(named) - _SHOWN
        listed = ", ".join(first) + (f" and {more} more" if more > 0 else "")
        notes.append(f"guessed from names, unless [[fields]] in mtqa.toml says else: {listed}")
    return notes


def _field_of(segment: Segment, document: Document) -> str:
    """The field that a segment stands in, as a field map names it."""
    field = shorten(_ELEMENT.sub("[]", segment.path.partition("/")[0]), 60, placeholder="…")
    return field if document.format == "json" else field.removeprefix("[].")


def check_text(
    text: str, source: str | Sequence[str] | None, input_format: str, settings: Settings
) -> FileResult:
    """The findings in a text. Raises `UnreadableFile` if it is not of that format."""
    originals = _originals(source)
    try:
        raw = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UnreadableFile(
            f"The text holds half a surrogate pair at {error.start}, which no file can hold."
        ) from error
    result = check(
        _desk_for(settings),
        "-",
        raw,
        input_format=input_format,
        encoding="utf-8",
        originals=originals,
    )
    if result.document is None:
        raise UnreadableFile("; ".join(result.errors))
    return result


def fix_text(text: str, input_format: str, settings: Settings, *, unsafe: bool) -> str:
    """The text with its fixes made. Raises `UnreadableFile`, `FightingRules`."""
    result = check_text(text, None, input_format, settings)
    fixed = fix(_desk_for(settings), result, unsafe=unsafe)
    document = fixed.after.document
    return document.text if document and fixed.applied else text


def report(results: Sequence[FileResult]) -> str:
    """The HTML page for these results."""
    from mtqa.reporting.html import render

    specs, digest = library()
    run = Run(tuple(results), __version__, digest)
    return render(run, rules={spec.id: spec.why for spec in specs})


_desks: dict[str, Desk] = {}


def _desk_for(settings: Settings) -> Desk:
    """The desk for these settings, opened once a process."""
    key = repr(settings)
    if key not in _desks:
        _desks[key] = open_desk(settings)
    return _desks[key]


def _originals(source: str | Sequence[str] | None) -> Sequence[str] | None:
    """The originals of the segments: as given, or the paragraphs of one text."""
    if source is None or not isinstance(source, str):
        return source
    from mtqa.formats.registry import load

    return [segment.text for segment in load("text").segments(source, "und")]
