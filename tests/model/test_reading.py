import re

import pytest

from mtqa.model.reading import steps


def test_a_path_has_names_elements_and_any_names() -> None:
    assert steps("articles[].*.title en") == ("articles", "[]", "*", "title en")
    assert steps("[][].a") == ("[]", "[]", "a")


@pytest.mark.parametrize("path", ["", "a..b", ".a", "a.", "a[0]", "a[", "a.[]", "a**"])
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(path)}$"):
        steps(path)
