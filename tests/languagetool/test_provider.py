"""What is made of LanguageTool's answers, without a server."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from mtqa.analysis.story import Story
from mtqa.cli.app import app
from mtqa.engine.order import distinct
from mtqa.model.finding import Hit, Severity
from mtqa.model.mapped import MappedText
from mtqa.model.segment import Segment
from mtqa.model.span import Span
from mtqa.providers.languagetool.answers import Match, code_points
from mtqa.providers.languagetool.cache import Cache
from mtqa.providers.languagetool.mapping import CATEGORIES, ISSUES, RULES, mqm
from mtqa.providers.languagetool.profile import (
    JUDGED,
    LEAST,
    LEFT_OUT,
    SHARE,
    Profile,
    curated,
    measurements,
    table,
)
from mtqa.providers.languagetool.provider import LONGEST, LanguageTool
from mtqa.providers.languagetool.status import page


def told(
    text: str, *found: tuple[str, str, str], tmp_path: Path, fake: Any, play: Any
) -> list[Hit]:
    """The hits in a text of which a server says that rule, word and replacement."""

    def matches(asked: str) -> list[dict[str, Any]]:
        return [
            play.match(
                asked,
                word,
                replacements=[{"value": put}],
                rule={"id": rule, "issueType": "grammar", "category": {"id": "GRAMMAR"}},
            )
            for rule, word, put in found
            if word in asked
        ]

    fake.found = matches
    everything = Profile(frozenset(), everything=True)
    provider = LanguageTool(everything, url=fake.url, cache=Cache(tmp_path / "a.sqlite"))
    segments = [
        Segment(str(n), MappedText.verbatim(p, 0)) for n, p in enumerate(text.split("\n\n"))
    ]
    hits, gaps = provider.check(Story(segments))
    assert gaps == ()
    return hits


SPELLER = "MORFOLOGIK_RULE_EN_US"


@pytest.mark.parametrize(
    ("text", "rule", "word", "put", "kept"),
    [
        ("The minister Kravchuk spoke.", SPELLER, "Kravchuk", "Kravchenko", False),
        ("Kravchuk spoke.", SPELLER, "Kravchuk", "Kraków", False),
        ("The adalet party won.", SPELLER, "adalet", "valet", False),
        ("It rains in february here.", SPELLER, "february", "February", True),
        ("Write to info@february.example now.", SPELLER, "february", "February", False),
        ("He met Wang Jishan there.", "SOME_RULE", "Wang Jishan", "Wang Jianan", False),
        ("He met Fang Fang there.", "ENGLISH_WORD_REPEAT_RULE", "Fang Fang", "Fang", False),
        ("Then Fang they came.", "SOME_RULE", "Fang they", "Fang, they", True),
        ("This are houses.", "SOME_RULE", "This", "These", True),
        ("In Oslo This are houses.", "SOME_RULE", "This", "These", False),
    ],
)
def test_names_are_left_alone(
    text: str, rule: str, word: str, put: str, kept: bool, tmp_path: Path, fake: Any, play: Any
) -> None:
    hits = told(text, (rule, word, put), tmp_path=tmp_path, fake=fake, play=play)
    assert [hit.span.of(text) for hit in hits] == ([word] if kept else [])


def test_a_long_paragraph_goes_by_sentences(tmp_path: Path, fake: Any, play: Any) -> None:
    many = "".join(f"This is sentence number {n} of many. " for n in range(400))
    text = f"{many}That is wrong. All is said."
    hits = told(text, ("SOME_RULE", "wrong", "right"), tmp_path=tmp_path, fake=fake, play=play)
    assert [hit.span.of(text) for hit in hits] == ["wrong"]
    assert len(fake.texts) > 1
    assert max(map(len, fake.texts)) <= LONGEST
    assert "".join(fake.texts).replace(" ", "") == text.replace(" ", "")


def test_what_is_not_english_is_not_asked_about(tmp_path: Path, fake: Any) -> None:
    everything = Profile(frozenset(), everything=True)
    provider = LanguageTool(everything, url=fake.url, cache=Cache(tmp_path / "a.sqlite"))
    provider.check(
        Story(
            [
                Segment("0", MappedText.verbatim("Das ist falsch.", 0), language="de"),
                Segment("1", MappedText.verbatim("12.03. – 14.03.", 0)),
            ]
        )
    )
    assert fake.texts == []


@given(st.text(st.characters(codec="utf-16", exclude_categories=["Cs"])))
def test_every_utf_16_offset_has_its_code_point(text: str) -> None:
    places = list(code_points(text))
    assert len(places) == len(text.encode("utf-16-le")) // 2 + 1
    for number in range(len(text) + 1):
        assert places[len(text[:number].encode("utf-16-le")) // 2] == number


def hit(provider: str, start: int, end: int, category: str = "fluency/grammar") -> Hit:
    return Hit(f"{provider}-rule", provider, Severity.MINOR, category, "", 0, Span(start, end))


@pytest.mark.parametrize(
    ("theirs", "stays"),
    [
        (hit("languagetool", 4, 7), False),
        (hit("languagetool", 6, 12), False),
        (hit("languagetool", 4, 7, "fluency/punctuation"), False),
        (hit("languagetool", 6, 12, "fluency/punctuation"), True),
        (hit("languagetool", 7, 9), True),
    ],
)
def test_ours_wins_where_both_say_the_same(theirs: Hit, stays: bool) -> None:
    segments = [Segment("0", MappedText.verbatim("The the mayor spoke.", 0))]
    kept = distinct([theirs, hit("rules", 4, 7)], segments)
    assert [one.provider for one in kept] == (["rules", "languagetool"] if stays else ["rules"])


def test_every_rule_is_mapped_to_a_category_of_mqm() -> None:
    tops = {"accuracy", "fluency", "style", "terminology", "locale-convention", "design"}
    for path in (*CATEGORIES.values(), *ISSUES.values(), *RULES.values()):
        assert path.split("/")[0] in tops
    new = Match("NEW", "NOBODY_KNOWS", "nobody-knows", "", 0, 1)
    assert mqm(new) == "fluency/grammar"


def test_the_profile_holds_what_was_measured() -> None:
    for name, rule in table().items():
        marked = rule.fired.fires >= LEAST and rule.fired.mono >= SHARE * rule.fired.fires
        if name in curated():
            assert marked or rule.judged >= JUDGED, name
            assert name not in LEFT_OUT
            assert not rule.judged or rule.good >= SHARE * rule.judged, name
    clean = sum(table()[name].fired.clean for name in curated())
    assert 1000 * clean / measurements().clean_words <= 1


def test_a_rule_of_its_can_be_explained() -> None:
    done = CliRunner().invoke(app, ["explain", "EN_A_VS_AN", "--isolated"])
    assert "A rule of LanguageTool, asked for" in done.output
    assert "judged by hand were right" in done.output


def test_a_check_without_it_loads_nothing_of_it() -> None:
    code = (
        "import sys, mtqa\nmtqa.check('The mayor opened the the bridge.')\n"
        "print([m for m in sys.modules if 'languagetool' in m or m in ('requests', 'psutil')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_page_of_the_rules_is_fresh(root: Path) -> None:
    kept = (root / "mtqa" / "providers" / "languagetool" / "README.md").read_text("utf-8")
    assert kept == page(), "write it again: mtqa engine rules --all"
