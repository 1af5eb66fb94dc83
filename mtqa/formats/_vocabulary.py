"""What the elements of HTML and NITF mean for the text in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mtqa.formats._markup import words
from mtqa.model.segment import Role


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Element names by what they do; a name in none of the sets is inline mark-up.

    `roles` also knows `parent/name`.
    """

    block: frozenset[str]
    """Elements that begin and end a run of text."""
    void: frozenset[str]
    """Elements without content."""
    hidden: frozenset[str]
    """Blocks whose text is left alone."""
    code: frozenset[str]
    """Inline elements that are no running text; a block's beginning or end ends them."""
    solid: frozenset[str]
    """Elements that stand for something that is no text, blocks in them included."""
    unseen: frozenset[str]
    """Elements that readers never see."""
    removable: frozenset[str]
    """Elements that may go with the only segment they hold."""
    wrappers: frozenset[str]
    """Elements that go with the only element they hold."""
    roles: Mapping[str, Role]
    attributes: Mapping[str, Role]
    """Attributes with text for readers."""
    languages: tuple[str, ...]
    """Attributes that tell the language."""
    classes: Mapping[str, Role] = field(default_factory=dict)
    """Words in an element's class that tell its role."""
    classed: frozenset[str] = frozenset()
    """Elements whose class may tell their role."""
    phrases: frozenset[str] = frozenset()
    """Blocks that a paragraph may hold."""
    closes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Which open elements a start tag ends."""
    scopes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Elements out of which a start tag does not reach; those of `p` hold for all blocks."""


HTML = Vocabulary(
    block=words(
        "address article aside blockquote body button caption center colgroup dd details dialog "
        "dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head "
        "header hgroup html label legend li main menu nav ol optgroup option p pre search section "
        "summary table tbody td template tfoot th thead tr ul"
    ),
    void=words(
        "area base basefont bgsound br col embed frame hr img input keygen link meta param source "
        "track wbr"
    ),
    hidden=words("pre template"),
    code=words("code kbd samp var tt del s strike rp rt"),
    solid=words("applet audio canvas math meter object progress select svg video"),
    unseen=words("iframe noembed noframes noscript script style textarea xmp plaintext"),
    removable=words("aside blockquote div figcaption h1 h2 h3 h4 h5 h6 li p section"),
    wrappers=words("blockquote li"),
    roles={
        **dict.fromkeys(("h1", "title"), Role.HEADLINE),
        **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), Role.HEADING),
        **dict.fromkeys(("figcaption", "caption"), Role.CAPTION),
        **dict.fromkeys(("li", "dt", "dd"), Role.LIST),
        **dict.fromkeys(("td", "th"), Role.CELL),
        **dict.fromkeys(
            ("address", "button", "footer", "label", "legend", "nav", "option", "summary"),
            Role.OTHER,
        ),
    },
    attributes={"alt": Role.ALT, "title": Role.OTHER},
    languages=("lang", "xml:lang"),
    classes={
        **dict.fromkeys(
            words("standfirst intro lead lede deck dek subhead subheadline subtitle"),
            Role.STANDFIRST,
        ),
        "caption": Role.CAPTION,
        **dict.fromkeys(words("author byline copyright credit dateline timestamp"), Role.OTHER),
    },
    classed=words("div h2 h3 header p"),
    phrases=words("button label option legend summary"),
    closes={
        "li": ("li",),
        "dd": ("dd", "dt"),
        "dt": ("dd", "dt"),
        "td": ("td", "th"),
        "th": ("td", "th"),
        "tr": ("tr",),
        "tbody": ("tbody", "thead", "tfoot"),
        "tfoot": ("tbody", "thead", "tfoot"),
        "option": ("option",),
        "body": ("head",),
    },
    scopes={
        "li": ("ul", "ol", "menu", "dir"),
        **dict.fromkeys(("dd", "dt"), ("dl",)),
        **dict.fromkeys(("td", "th", "tr", "tbody", "tfoot"), ("table",)),
        "p": ("table", "td", "th", "caption", "button", "template"),
    },
)

NITF = Vocabulary(
    block=words(
        "abstract bibliography block body body.content body.end body.head bq byline byttl caption "
        "col colgroup content credit datasource dateline dd distributor dl docdata dt fn fs head "
        "hedline hl1 hl2 li media media-caption media-metadata media-object media-producer "
        "media-reference nitf nitf-table nitf-table-metadata note ol p pre pubdata "
        "revision-history rights series story.date table tagline tbody td tfoot th thead title "
        "tobject tr ul"
    ),
    void=words("alt-code br hr"),
    hidden=words(
        "docdata media-metadata media-object nitf-table-metadata pre pubdata revision-history "
        "story.date tobject"
    ),
    code=words("frac pronounce virtloc"),
    solid=frozenset(),
    unseen=frozenset(),
    removable=words("bq li media-caption p"),
    wrappers=words("bq li"),
    roles={
        **dict.fromkeys(("title", "hl1"), Role.HEADLINE),
        "hedline/hl2": Role.STANDFIRST,
        "hl2": Role.HEADING,
        "abstract": Role.SUMMARY,
        **dict.fromkeys(("media-caption", "caption"), Role.CAPTION),
        **dict.fromkeys(("li", "dt", "dd"), Role.LIST),
        **dict.fromkeys(("td", "th"), Role.CELL),
        **dict.fromkeys(
            words(
                "bibliography byline credit datasource dateline distributor media-producer note "
                "rights series tagline"
            ),
            Role.OTHER,
        ),
    },
    attributes={"alternate-text": Role.ALT},
    languages=("xml:lang", "iso"),
)
