"""Other forms of words, as the fixes of rules name them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.analysis.forms import FORMS
from mtqa.rules.base import fill


@pytest.mark.parametrize(
    ("template", "word", "put"),
    [
        ("{w:title}", "korean", "Korean"),
        ("{w:lower}", "The", "the"),
        ("{w:agreed}", "was", "were"),
        ("{w:agreed}", "have", "has"),
        ("{w:case}", "Him", "He"),
        ("{w:case}", "me", "I"),
        ("{w:participle}", "went", "gone"),
        ("{w:participle}", "agreed", "agreed"),
        ("{w:plain}", "agreed", "agree"),
        ("{w:plain}", "went", "go"),
        ("{w:plain}", "builds", "build"),
        ("{w:plain}", "was", "be"),
    ],
)
def test_a_fix_names_another_form(template: str, word: str, put: str) -> None:
    assert fill(template, {"w": word}) == put


def test_an_unknown_name_or_form_stays_as_it_stands() -> None:
    assert fill("{x:title} {w:none} {w}", {"w": "go"}) == "{x:title} {w:none} go"


@given(st.sampled_from(sorted(set(FORMS) - {"plain"})), st.text())
def test_a_form_of_any_text_is_a_text(form: str, text: str) -> None:
    assert isinstance(FORMS[form](text), str)


@given(st.sampled_from(["is", "are", "was", "were", "has", "have", "does", "do"]))
def test_agreement_is_its_own_inverse(verb: str) -> None:
    assert FORMS["agreed"](FORMS["agreed"](verb)) == verb
