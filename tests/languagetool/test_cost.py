"""What a server costs, measured by asking it."""

import os
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("psutil")

from mtqa.bench.languagetool import asked


def test_each_document_is_asked_once_after_a_first_that_warms(fake: Any, tmp_path: Path) -> None:
    texts = ["All is well here.", "This is wrong here.", "All is well again."]
    documents = [tmp_path / f"{number}.txt" for number in range(3)]
    for path, text in zip(documents, texts, strict=True):
        path.write_text(text)
    row = asked(fake.url, os.getpid(), "LanguageTool", documents)
    assert fake.texts == [texts[0], *texts]
    assert row.words == 12
    assert row.cpu >= 0
    assert row.first is not None
    assert 0 < row.first < row.wall
    assert not any("enabledRules" in one for one in fake.asked)
