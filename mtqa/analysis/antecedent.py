"""What the sentence before names first."""

from __future__ import annotations

from mtqa.analysis.story import Story
from mtqa.model.segment import Role
from mtqa.text.lazily import lazily

_NAMED = lazily(
    r"(?:(?:On \w+|Earlier|Meanwhile|In [A-Z]\w+),\s+)?"
    r"(?P<subject>(?:The\s+)?(?:(?:Mr|Mrs|Ms|Dr)\.?\s+)?[A-Z][\w’-]+(?:\s+(?:of\s+)?[A-Z][\w’-]+)*"
    r"(?:\s+(?:ministry|government|army|police|company|party|court|union|bank))?|"
    r"The\s+[a-z]+(?:\s+[a-z]+)?)\s+"
    r"(?:has|have|had|was|were|is|are|said|says|told|announced|confirmed|denied|accused|claimed|"
    r"called|warned|rejected|reported|demanded|launched|began|met|agreed|voted|closed|opened)\b"
)
_NO_NAMES = frozenset(
    {"It", "He", "She", "They", "We", "I", "This", "That", "There", "These", "You"}
)
_BODY = (Role.BODY, Role.SUMMARY, Role.OTHER)


def antecedent(story: Story, number: int, at: int) -> str | None:
    """The subject of the sentence before offset `at` of segment `number`, if it opens with one.

    A sentence opens with its subject if a name or a noun stands first and a verb of report or a
    form of ‘be’ or ‘have’ follows; None otherwise.
    """
    text = story.segments[number].text
    spans = [span for span in story.sentences(number) if span.end <= at]
    if spans:
        sentence = spans[-1].of(text)
    else:
        earlier = [n for n in range(number) if story.segments[n].role in _BODY]
        if not earlier or not story.sentences(earlier[-1]):
            return None
        sentence = story.sentences(earlier[-1])[-1].of(story.segments[earlier[-1]].text)
    match = _NAMED.match(sentence)
    return match["subject"] if match and match["subject"] not in _NO_NAMES else None
