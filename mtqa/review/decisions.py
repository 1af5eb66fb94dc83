"""The file of decisions that a review leaves behind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Annotated, Literal

import msgspec

from mtqa.errors import UsageError

SCHEMA: Literal["mtqa-decisions/1"] = "mtqa-decisions/1"

Verdict = Literal["accept", "edit", "reject", "undecided"]
Reason = Literal["wrong-flag", "wrong-fix", "style"]
Time = Annotated[str, msgspec.Meta(pattern=r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z)?$")]
Count = Annotated[int, msgspec.Meta(ge=0)]

_PATH = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What one person decided about one finding.

    `id` is the finding's fingerprint, `doc` the path of its document as the report has it,
    `before` the finding's text. `accept` makes the finding's fix number `fix` (from 0), whose
    title is `title` if that is given; `edit` puts `after` in the place of `before`; `reject` has a
    `reason`: the flag is wrong, only its fix is, or it is a matter of style. `at` is UTC.
    """

    id: str
    doc: str
    rule: str
    decision: Verdict
    before: str
    after: str = ""
    fix: Count = 0
    title: str = ""
    reason: Reason | None = None
    note: str = ""
    reviewer: str = ""
    at: Time = ""

    @property
    def about(self) -> tuple[str, str]:
        """The finding that this is about: its document and its fingerprint."""
        return self.doc, self.id

    @property
    def outcome(self) -> tuple[str, int, str]:
        """What is to be done; two decisions agree if theirs are equal."""
        if self.decision == "accept":
            return self.decision, self.fix, ""
        return self.decision, 0, self.after if self.decision == "edit" else ""


class Decisions(msgspec.Struct, frozen=True, kw_only=True):
    """The decisions of a review. `documents` has the SHA-256 of each document by its path.

    `rules` and `report` are the digests of the rules and of the report; both may be empty.
    """

    schema: Literal["mtqa-decisions/1"] = SCHEMA
    tool: str = ""
    report: str = ""
    rules: str = ""
    documents: dict[str, str] = {}
    decisions: tuple[Decision, ...] = ()


def digest(raw: bytes) -> str:
    """The digest of a document as a decisions file writes it."""
    return f"sha256:{sha256(raw).hexdigest()}"


def load(raw: bytes, name: str) -> Decisions:
    """The decisions in a file. Raises `UsageError`, which tells the file and the place in it."""
    try:
        found = msgspec.json.decode(raw, type=Decisions)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        place = _PATH.search(str(error))
        where = f" at {place['path']}" if place and place["path"] else ""
        said = _PATH.sub("", str(error))
        raise UsageError(
            f"{name} is no file of decisions{where}: {said}. The report exports one."
        ) from error
    for one in found.decisions:
        if one.doc not in found.documents:
            raise UsageError(f"{name} has decisions on {one.doc}, but not its digest.")
    return found


def dump(decisions: Decisions) -> bytes:
    """The file of these decisions: one spelling for one content, made to be read and compared."""
    ordered = msgspec.structs.replace(
        decisions,
        documents=dict(sorted(decisions.documents.items())),
        decisions=in_order(decisions.decisions),
    )
    return msgspec.json.format(msgspec.json.encode(ordered), indent=1) + b"\n"


def by(decisions: Decisions, reviewer: str) -> Decisions:
    """The decisions of one person alone. Raises `UsageError` if there are none."""
    mine = tuple(one for one in decisions.decisions if one.reviewer == reviewer)
    if not mine:
        people = ", ".join(sorted({one.reviewer for one in decisions.decisions} - {""}))
        raise UsageError(f"{reviewer} decided nothing; those who did: {people or 'none named'}.")
    return msgspec.structs.replace(decisions, decisions=mine)


def in_order(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions by document and fingerprint, then by reviewer and time; each once."""
    return tuple(sorted(set(decisions), key=_order))


def _order(decision: Decision) -> tuple[object, ...]:
    return (*decision.about, decision.reviewer, decision.at, msgspec.json.encode(decision))


def schema() -> bytes:
    """The JSON Schema of a file of decisions, as `decisions.schema.json` holds it."""
    made = msgspec.json.schema(Decisions)
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["title"] = SCHEMA
    return msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n"
