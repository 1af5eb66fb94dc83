import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.analysis.story import Story
from mtqa.formats.plaintext import PlainText
from mtqa.model.finding import Hit
from mtqa.providers.native import Native
from mtqa.rules.base import Rule, compile_rule
from mtqa.rules.examples import marked
from mtqa.rules.library import library
from mtqa.rules.prefilter import Automaton, EveryRule, build, refusal

pytest.importorskip("hyperscan")


@cache
def rules() -> list[Rule]:
    return [compile_rule(spec) for spec in library()[0]]


@cache
def providers() -> tuple[Native, Native]:
    plan, databases = build(rules())
    return Native(rules(), Automaton(databases, plan)), Native(rules(), EveryRule(len(rules())))


@cache
def example_texts() -> list[str]:
    return [
        marked(example.bad or example.ok or "")[0]
        for spec in library()[0]
        for example in spec.examples
    ]


def found_by(provider: Native, text: str) -> list[Hit]:
    hits, gaps = provider.check(Story(PlainText().segments(text, "en")))
    assert not gaps
    return sorted(hits, key=lambda hit: (hit.segment, hit.span, hit.rule))


def assert_same(text: str) -> None:
    automaton, every = providers()
    assert found_by(automaton, text) == found_by(every, text)


def test_each_example_gives_the_same_findings_with_and_without_the_automaton() -> None:
    for text in example_texts():
        assert_same(text)


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_shuffled_examples_give_the_same_findings(data: st.DataObject) -> None:
    parts = data.draw(st.lists(st.sampled_from(example_texts()), min_size=1, max_size=3))
    words = " ".join(parts).split(" ")
    random.Random(data.draw(st.integers(0, 2**16))).shuffle(words)
    noise = data.draw(st.lists(st.text(max_size=4), max_size=4))
    for piece in noise:
        words.insert(data.draw(st.integers(0, len(words))), piece)
    assert_same(" ".join(words))


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=60))
def test_any_text_gives_the_same_findings(text: str) -> None:
    assert_same(text)


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_documents_of_many_paragraphs_give_the_same_findings(data: st.DataObject) -> None:
    pieces = st.one_of(st.sampled_from(example_texts()), st.text(max_size=12))
    assert_same("\n\n".join(data.draw(st.lists(pieces, min_size=2, max_size=6))))


ODD = "😀\u200d❤️e\u0301²½٣ſK\x1c\x1d\x85\u2028İıßﬁ\ufffd"


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_characters_that_the_engines_read_otherwise_hide_nothing(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(example_texts()))
    for character in data.draw(st.lists(st.sampled_from(ODD), min_size=1, max_size=4)):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + character + text[at:]
    assert_same(text)


def test_a_pattern_that_the_automaton_cannot_take_is_named() -> None:
    assert refusal(r"(?R)") is not None
    assert refusal(r"(?<!x)\b(\w+)\s+\1\b") is None
