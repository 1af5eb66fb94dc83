from __future__ import annotations

import hashlib
import importlib.util
import json
import random
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from mtqa.analysis.lemma import learn
from mtqa.analysis.tagger import WINDOW, Tagged, Tagger
from mtqa.analysis.train import load_sentences, measure
from mtqa.text.tokens import tokenise

TREEBANKS = Path(__file__).parents[2].parent / "shared" / "ud"
WEIGHTS = files("mtqa.analysis") / "weights"


def words_of(text: str) -> list[str]:
    return [token.text for token in tokenise(text)]


def tag(text: str) -> list[Tagged]:
    return Tagger.load().tag([words_of(text)])[0]


def tags(text: str) -> str:
    return " ".join(tagged.tag for tagged in tag(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister resigned on Monday.", "DT NN VBD IN NNP ."),
        ("She has not answered the question.", "PRP VBZ RB VBN DT NN ."),
        ("Prices are rising, he said.", "NNS VBP VBG , PRP VBD ."),
        ("He wants to leave.", "PRP VBZ TO VB ."),
        ("The army’s forces were attacked.", "DT NN POS NNS VBD VBN ."),
        ("They didn’t sign it.", "PRP VBD RB VB PRP ."),
        ("Two men and a woman were killed.", "CD NNS CC DT NN VBD VBN ."),
        ("It is the largest city in Europe.", "PRP VBZ DT JJS NN IN NNP ."),
    ],
)
def test_tags_of_plain_sentences(text: str, expected: str) -> None:
    assert tags(text) == expected


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("It and threatened to retaliate against military targets.", "PRP CC VBD TO VB"),
        ("She and has rejected the proposal.", "PRP CC VBZ VBN"),
        ("They and will vote on the bill next week.", "PRP CC MD VB"),
        ("The a new law was adopted.", "DT DT JJ NN VBD VBN"),
        ("The minister of the said on Friday.", "DT NN IN DT VBD IN NNP"),
    ],
)
def test_tags_of_damaged_sentences(text: str, start: str) -> None:
    assert tags(text).startswith(start)


def test_pronoun_and_noun_phrase_is_no_verb() -> None:
    assert tags("He and his wife left.").startswith("PRP CC PRP$ NN VBD")
    assert tags("They and the rebels rejected it.").startswith("PRP CC DT NNS VBD")


def test_lemmas_and_universal_tags() -> None:
    found = tag("The ministers were discussing better policies.")
    assert [t.lemma for t in found] == ["the", "minister", "be", "discuss", "good", "policy", "."]
    assert [t.pos for t in found] == ["DET", "NOUN", "AUX", "VERB", "ADJ", "NOUN", "PUNCT"]


def test_curly_and_straight_marks_get_the_same_tags() -> None:
    curly = "“It isn’t Iran’s fault,” he said."
    straight = "\"It isn't Iran's fault,\" he said."
    assert tag(curly) == tag(straight)


def test_capitals_keep_function_words_and_verbs() -> None:
    found = tag("THE PRESIDENT SAID THAT HE WOULD SIGN THE DEAL")
    assert [t.tag for t in found][2:] == ["VBD", "IN", "PRP", "MD", "VB", "DT", "NN"]


def test_no_words_give_no_tags() -> None:
    assert Tagger.load().tag([]) == []
    assert Tagger.load().tag([[], ["Yes"], []])[0::2] == [[], []]


def test_strange_words_are_tagged() -> None:
    odd = ["", "\x00", "日本", "😀", "a" * 5000, "﷽", "'", "\ud800"]
    assert len(Tagger.load().tag([odd])[0]) == len(odd)


def test_tags_do_not_depend_on_company() -> None:
    pool = words_of("the of minister said and he was killed in Kyiv new 12 , signed laws to")
    chance = random.Random(4)
    sentences = [chance.choices(pool, k=chance.randrange(1, 40)) for _ in range(200)]
    tagger = Tagger.load()
    together = tagger.tag(sentences)
    assert together == [tagger.tag([sentence])[0] for sentence in sentences]
    assert together == tagger.tag(sentences)
    assert [len(found) for found in together] == [len(sentence) for sentence in sentences]


def test_long_sentences_are_tagged_as_in_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    words = words_of("The minister said that the army had and killed two men, but he denied it.")
    long = words * (3 * WINDOW // len(words))
    in_windows = Tagger.load().tag([long])[0]
    monkeypatch.setattr("mtqa.analysis.tagger.WINDOW", 10**6)
    assert in_windows == Tagger.load().tag([long])[0]


def test_caches_start_anew_when_full(monkeypatch: pytest.MonkeyPatch) -> None:
    before = tag("The minister said so.")
    monkeypatch.setattr("mtqa.analysis.tagger._MAX_KNOWN", 2)
    tag("Other words altogether fill it.")
    assert tag("The minister said so.") == before


def test_weights_are_those_that_were_measured() -> None:
    metrics = json.loads((WEIGHTS / "metrics.json").read_text(encoding="utf-8"))
    for name, digest in metrics["sha256"].items():
        assert hashlib.sha256((WEIGHTS / name).read_bytes()).hexdigest() == digest
    assert sum(metrics["bytes"].values()) <= 3_100_000
    for name in ("LICENSE", "NOTICE"):
        assert "UD_English" in (WEIGHTS / "NOTICE").read_text(encoding="utf-8")
        assert (WEIGHTS / name).is_file()


def test_tagging_needs_neither_torch_nor_onnxruntime() -> None:
    code = (
        "import sys; from mtqa.analysis.tagger import Tagger; Tagger.load().tag([['Yes']]);"
        "sys.exit(any(name in sys.modules for name in ('torch', 'onnxruntime', 'spacy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_lemma_rules_are_learnt_from_examples() -> None:
    pairs = [
        ("cities", "city"),
        ("laws", "law"),
        ("armies", "army"),
        ("men", "man"),
        ("cars", "car"),
    ]
    lemmatiser = learn((word, "NNS", lemma) for word, lemma in pairs)
    assert all(lemmatiser.lemma(word, "NNS") == lemma for word, lemma in pairs)
    assert lemmatiser.lemma("Parties", "NNS") == "party"
    assert lemmatiser.lemma("co-men", "NNS") == "co-man"
    assert lemmatiser.lemma("Word", "XX") == "word"


@pytest.mark.skipif(not TREEBANKS.is_dir(), reason="the treebank sentences are not at hand")
def test_accuracy_on_news_and_wikipedia() -> None:
    score = measure(Tagger.load(), load_sentences(TREEBANKS / "test_pud.jsonl.gz"))
    assert score.upos >= 0.954
    assert score.xpos >= 0.950
    assert score.lemma_of_gold_tag >= 0.99


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="needs the extra mtqa[train]")
@pytest.mark.skipif(not TREEBANKS.is_dir(), reason="the treebank sentences are not at hand")
def test_training_with_one_seed_gives_one_result(tmp_path: Path) -> None:
    import gzip

    from mtqa.analysis.train import Recipe, train

    data = tmp_path / "ud"
    data.mkdir()
    for name in ("train", "dev"):
        with gzip.open(TREEBANKS / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            head = [line for _, line in zip(range(60), lines, strict=False)]
        with gzip.open(data / f"{name}.jsonl.gz", "wt", encoding="utf-8") as out:
            out.writelines(head)
    for out in ("a", "b"):
        train(data, tmp_path / out, Recipe(epochs=1))
    digests = [json.loads((tmp_path / out / "metrics.json").read_text())["sha256"] for out in "ab"]
    assert digests[0] == digests[1]
