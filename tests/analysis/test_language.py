import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtqa
from mtqa.analysis.language import detect, name, primary, spoken

ENGLISH = "The council met on Monday, and the mayor spoke of the pool."
GERMAN = "Die Regierung hat am Montag beschlossen, die neue Brücke nicht zu bauen."
FRENCH = "Le conseil municipal a décidé de fermer la piscine pendant les travaux."
UKRAINIAN = "Міська рада вирішила закрити басейн на час ремонту, повідомила мерка."
CHINESE = "市议会周一决定在维修期间关闭游泳池。"


@pytest.mark.parametrize(
    ("text", "code"),
    [(ENGLISH, "en"), (GERMAN, "de"), (FRENCH, "fr"), (UKRAINIAN, "uk"), (CHINESE, "zh")],
)
def test_whole_sentences_are_told(text: str, code: str) -> None:
    assert detect(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kuala Lumpur, Addis Ababa, Rio de Janeiro, Guadalajara",
        "Ana María Gutiérrez, João Tavares, Łukasz Wiśniewski, Jürgen Müller",
        "Il bacio",
        "2,3 + 4,25 = 6,55",
        "https://beispiel.example/die-neue-bruecke-wird-nicht-gebaut",
    ],
)
def test_names_and_short_texts_are_left_untold(text: str) -> None:
    assert spoken([text], ["en"]) == ["en"]


@given(st.text(max_size=300))
def test_any_text_has_a_language(text: str) -> None:
    (language,) = spoken([text], ["en"])
    assert language
    assert name(language)


@given(st.lists(st.sampled_from([ENGLISH, GERMAN, "Gemeinderat", "Zwei"]), max_size=6))
def test_a_text_that_is_beyond_doubt_english_stays_english(texts: list[str]) -> None:
    told = spoken(texts, ["en"] * len(texts))
    assert [told[n] for n, text in enumerate(texts) if text == ENGLISH] == ["en"] * texts.count(
        ENGLISH
    )


def test_short_texts_of_a_foreign_story_go_with_it() -> None:
    assert spoken(["Gemeinderat tagt", GERMAN, GERMAN], ["en"] * 3) == ["de"] * 3
    assert spoken(["Gemeinderat tagt", GERMAN, ENGLISH, ENGLISH], ["en"] * 4)[0] == "en"


def test_tags_without_a_language_mean_english() -> None:
    assert [primary(tag) for tag in ("", "und", "x-default", "english", "en_US", "FR-ca")] == [
        "en", "en", "en", "en", "en", "fr",
    ]  # fmt: skip


def test_text_in_another_language_is_reported_and_not_checked() -> None:
    text = f"{ENGLISH}\n\n{GERMAN[:-1]} zu zu bauen.\n\n{GERMAN}\n\nThe the pool reopens.\n"
    found = [(finding.rule, finding.message) for finding in mtqa.check(text).findings]
    assert found[0] == (
        "other-language",
        "This is German, not English, with the next: it was not checked.",
    )
    assert [rule for rule, _ in found] == ["other-language", "repeated-word"]


def test_what_is_tagged_as_another_language_is_not_checked_and_the_notes_say_so() -> None:
    page = f'<html lang="de"><p>{GERMAN} zu zu.</p><p>Der der Rat.</p></html>'
    result = mtqa.check(page, format="html")
    assert not result.findings
    assert result.notes == ("tagged as German and not checked, in part or whole",)


def test_a_language_given_holds_whatever_the_tags_say() -> None:
    page = f'<html lang="de"><p>{ENGLISH}</p><p>The the pool reopens.</p></html>'
    assert [one.rule for one in mtqa.check(page, format="html").findings] == ["other-language"]
    (finding,) = mtqa.check(page, format="html", language="en").findings
    assert finding.rule == "repeated-word"
