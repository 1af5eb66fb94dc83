"""What a pack may say: the schema of rules, as types."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from mtqa.model.finding import Safety, Severity
from mtqa.model.segment import Role

RuleId = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
Sentence = Annotated[str, Meta(min_length=10, max_length=400)]
MqmPath = Annotated[str, Meta(pattern=r"^[a-z-]+(/[a-z-]+)?$")]


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mapping without unknown keys."""


class Example(_Strict, frozen=True, kw_only=True, omit_defaults=True):
    """A test of its rule.

    `bad` marks each fault by `[[…]]`, `good` is the text after the first fix of each finding
    (left out where there is none), `ok` is a text that must stay silent.

    `format`, `role` and `house` say how the text is to be read, `lists` what the desk's lists hold;
    `original` is its source.
    """

    bad: str | None = None
    good: str | None = None
    ok: str | None = None
    format: str = "text"
    role: Role | None = None
    house: dict[str, str] = {}
    lists: dict[str, list[Any]] = {}
    original: str | None = None


class FixSpec(_Strict, frozen=True, kw_only=True, omit_defaults=True):
    """A repair: `replace` is put where the marked words stand; `{name}` is a group of the match.

    `{name:form}` is that group in another form: `upper`, `lower`, `title`; of verbs `plain`,
    `participle`, `agreed` (the other number); of pronouns `case` (the other one). With `at`, the
    repair stands at that group alone. A token rule's fix may also name `{name_lower}`, the tokens
    of that name in small letters, and `{antecedent}`, the subject of the sentence before; where
    there is none, the fix is left out.
    """

    replace: str
    safety: Safety = Safety.SUGGESTED
    title: str = ""
    at: str = ""


class RuleSpec(_Strict, frozen=True, kw_only=True, tag_field="kind"):
    """What every rule says, whatever its kind.

    `message` and `why` are one sentence each; `message` may hold `{fields}`. `roles` narrows the
    segments it looks at (all of them if empty). `default` is whether the default profile has it.
    `first_person` says what happens in a text that its author tells as “I”, with a diary's
    freedoms: `check` it, or `spare` it.
    """

    id: RuleId
    message: Sentence
    why: Sentence
    mqm: MqmPath
    severity: Severity
    roles: tuple[Role, ...] = ()
    default: bool = True
    first_person: Literal["check", "spare"] = "check"
    language: str = "en"
    examples: Annotated[tuple[Example, ...], Meta(min_length=1)]
    pack: str = ""


class RegexSpec(RuleSpec, frozen=True, kw_only=True, tag="regex"):
    """A pattern; the finding is the group `mark`, or the whole match.

    A match that overlaps a match of an `unless` pattern is none. `quoted` says what happens in
    direct speech: `check` it, or `spare` it. `triggers` are cheaper patterns one of which must
    match first; without them the pattern is its own trigger.
    """

    pattern: str
    unless: tuple[str, ...] = ()
    mark: str = ""
    quoted: Literal["check", "spare"] = "check"
    fixes: tuple[FixSpec, ...] = ()
    triggers: tuple[str, ...] = ()


class CheckerSpec(RuleSpec, frozen=True, kw_only=True, tag="checker"):
    """A function of `mtqa.checkers`, with its options."""

    checker: str
    options: dict[str, Any] = {}


class Swap(_Strict, frozen=True, kw_only=True, omit_defaults=True):
    """A phrase and what is put in its place; `find` is a pattern of whole words.

    `put` holds proposals, best first, and may name groups of `find` as `{name}`. `origin` are
    the languages whose translations have it, `evidence` says why it is wrong.
    """

    find: str
    put: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    evidence: str = ""
    unless: tuple[str, ...] = ()


class SubstitutionSpec(RuleSpec, frozen=True, kw_only=True, tag="substitution"):
    """Phrases to be replaced; case is carried over.

    `{found}` and `{put}` may stand in `message`.
    """

    swaps: Annotated[tuple[Swap, ...], Meta(min_length=1)]
    unless: tuple[str, ...] = ()
    safety: Safety = Safety.SUGGESTED
    quoted: Literal["check", "spare"] = "check"


class VariantsSpec(RuleSpec, frozen=True, kw_only=True, tag="variants"):
    """Sets of forms that mean the same; a document should keep to one of each set.

    The form used most is kept, on a tie the one used first. Each form is a pattern of whole words,
    or with `exact` the very letters and stops (`U.S.`), which are put as they are.
    """

    sets: Annotated[tuple[tuple[str, ...], ...], Meta(min_length=1)]
    exact: bool = False
    unless: tuple[str, ...] = ()
    safety: Safety = Safety.SUGGESTED


class Condition(_Strict, frozen=True, kw_only=True, omit_defaults=True):
    """What an attribute of a token must be: one of `IN`, none of `NOT_IN`, matched by `REGEX`."""

    IN: tuple[str, ...] | None = None
    NOT_IN: tuple[str, ...] | None = None
    REGEX: str | None = None


class TokenPattern(_Strict, frozen=True, kw_only=True, omit_defaults=True):
    """One token of a pattern, in the vocabulary of spaCy's Matcher.

    `OP` is `?`, `*`, `+`, or `!` (no such token stands here; nothing is taken). Two keys are
    mtqa's own: `AS` names the token for `mark`, messages and fixes; `PREV` is a pattern for the
    token in front, which holds at the start of a sentence if it only forbids.
    """

    TEXT: str | Condition | None = None
    LOWER: str | Condition | None = None
    LEMMA: str | Condition | None = None
    POS: str | Condition | None = None
    TAG: str | Condition | None = None
    IS_SENT_START: bool | None = None
    IS_SENT_END: bool | None = None
    IS_TITLE: bool | None = None
    IS_PUNCT: bool | None = None
    OP: Literal["?", "*", "+", "!"] | None = None
    AS: str = ""
    PREV: TokenPattern | None = None


Tokens = Annotated[tuple[TokenPattern, ...], Meta(min_length=1)]


class TokenSpec(RuleSpec, frozen=True, kw_only=True, tag="token"):
    """Patterns over the tagged tokens of the sentences that a trigger names.

    `triggers` are searched in every text at once and should be plain; where they name too much,
    one of `narrow` must match in the sentence alone before it is tagged.
    `mark` is the name of a token, or two names `first..last`; without it the whole match. A match
    that overlaps a match of an `unless` pattern is none. `notes` says what happens in a text of
    notes, one of which, without a verb, stands close by: `check` it, or `spare` it.
    """

    triggers: Annotated[tuple[str, ...], Meta(min_length=1)]
    narrow: tuple[str, ...] = ()
    patterns: Annotated[tuple[Tokens, ...], Meta(min_length=1)]
    unless: tuple[Tokens, ...] = ()
    mark: str = ""
    quoted: Literal["check", "spare"] = "check"
    notes: Literal["check", "spare"] = "check"
    fixes: tuple[FixSpec, ...] = ()


AnySpec = RegexSpec | CheckerSpec | SubstitutionSpec | VariantsSpec | TokenSpec


class Pack(_Strict, frozen=True, kw_only=True):
    """A file of rules on one theme. `language` is that of the text that it is for, or `any`."""

    pack: Annotated[str, Meta(pattern=r"^[a-z-]+/[a-z-]+$")]
    title: str
    language: str = "en"
    rules: tuple[AnySpec, ...]
