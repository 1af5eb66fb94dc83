import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.bench import detect, probes, scores
from mtqa.bench.damage import joined, plant
from mtqa.bench.found import Found, apply, as_prediction
from mtqa.bench.printed import curled, printed
from mtqa.bench.records import read, sample
from mtqa.bench.stories import find_in_story, stories
from mtqa.errors import UsageError
from mtqa.model.finding import SourceEdit
from mtqa.model.settings import Settings
from mtqa.pipeline import open_desk
from mtqa.rules.library import library

TEXT = "The mayor opened the the bridge on Monday."
WHOLE = Found("repeated-word", "fluency/grammar", 17, 24, (SourceEdit(20, 24, ""),), safe=True)


def marked(start: int, end: int, category: str) -> dict[str, object]:
    errors = [{"start": start, "end": end, "cat": category}]
    return {"id": "1", "target": TEXT, "errors": errors, "n_raters": 1}


def test_a_finding_is_right_if_it_touches_a_marked_span() -> None:
    score = scores.spans([(marked(20, 25, "Fluency/Grammar"), [WHOLE])])
    assert scores.precision(score.tallies) == (1.0, 1.0)
    assert score.tallies[""].reached == {"Fluency/Grammar": 1}
    elsewhere = scores.spans([(marked(32, 41, "Accuracy/Addition"), [WHOLE])])
    assert scores.precision(elsewhere.tallies) == (0.0, 0.0)


def test_a_bilingual_category_is_no_monolingual_hit() -> None:
    score = scores.spans([(marked(17, 24, "Accuracy/Addition"), [WHOLE])])
    assert scores.precision(score.tallies) == (1.0, 0.0)


def test_an_edit_agrees_hurts_or_leaves_the_distance() -> None:
    wanted = {"id": "1", "target": TEXT, "pe": "The mayor opened the bridge on Monday."}
    assert scores.edits([(wanted, [WHOLE])]).counts == {"agree": 1}
    as_it_was = {"id": "1", "target": TEXT, "pe": TEXT}
    assert scores.edits([(as_it_was, [WHOLE])]).counts == {"hurt": 1}


def test_ter_falls_when_edits_agree() -> None:
    pytest.importorskip("sacrebleu")
    wanted = {"id": "1", "target": TEXT, "pe": "The mayor opened the bridge on Monday."}
    score = scores.edits([(wanted, [WHOLE])])
    assert score.ter_before is not None
    assert score.ter_after is not None
    assert score.ter_after < score.ter_before


def test_planted_faults_are_caught_and_restored() -> None:
    record = {
        "id": "1",
        "pert": "repeat",
        "target": TEXT,
        "clean": "The mayor opened the bridge on Monday.",
        "errors": [{"start": 21, "end": 24}],
    }
    kind = scores.planted([(record, [WHOLE])])["repeat"]
    assert (kind.caught, kind.restored, kind.stray) == (1, 1, 0)


def test_overlapping_edits_are_made_once() -> None:
    other = Found("other", "fluency/grammar", 17, 20, (SourceEdit(17, 21, ""),), safe=True)
    assert apply(TEXT, [WHOLE, other]) in {
        "The mayor opened the bridge on Monday.",
        "The mayor opened  bridge on Monday.",
    }


def test_a_prediction_is_one_replacement() -> None:
    made = as_prediction(TEXT, WHOLE)
    assert (made["start"], made["end"], made["replacement"]) == (17, 24, "the")


def test_a_sample_is_the_same_for_the_same_seed() -> None:
    records = [{"id": str(n), "lp": "ro-en", "pe": "", "target": ""} for n in range(50)]
    drawn = sample(records, {"*": 5}, 20)
    assert drawn == sample(list(reversed(records)), {"*": 5}, 20)
    assert len(drawn) == 5


def test_a_file_of_unknown_form_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"some": "thing"}\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"of no known form[\s\S]*mqm"):
        read(path)


def test_damage_lands_where_the_tree_says() -> None:
    sentence = {
        "words": ["She", "said", "the", "mayor", "was", "ready", "to", "go", "."],
        "xpos": ["PRP", "VBD", "DT", "NN", "VBD", "JJ", "TO", "VB", "."],
        "heads": [1, -1, 3, 5, 5, 1, 7, 5, 1],
        "deprels": ["nsubj", "root", "det", "nsubj", "cop", "ccomp", "mark", "advcl", "punct"],
        "lemmas": ["she", "say", "the", "mayor", "be", "ready", "to", "go", "."],
    }
    walked = {**sentence, "words": ["He", "went", "."], "xpos": ["PRP", "VBD", "."]}
    walked |= {"heads": [1, -1, 1], "deprels": ["nsubj", "root", "punct"]}
    walked |= {"lemmas": ["he", "go", "."]}
    made = {record["pert"]: record for record in plant([walked, sentence])}
    assert made["past-after-to"]["target"] == "She said the mayor was ready to went."
    assert made["lost-noun-after-article"]["target"] == "She said the was ready to go."
    assert made["disagreement-next-to-verb"]["target"] == "She said the mayor were ready to go."
    for record in made.values():
        (error,) = record["errors"]
        assert 0 <= error["start"] < error["end"] <= len(record["target"])


def test_words_join_as_print_has_them() -> None:
    text, places = joined(["``", "No", ",", "''", "he", "did", "n't", "(", "say", ")", "."])
    assert text == "“No,” he didn't (say)."
    assert [text[start:end] for start, end in places[:3]] == ["“", "No", ","]


def test_the_report_names_every_rule_that_fired(tmp_path: Path) -> None:
    path = tmp_path / "clean.jsonl"
    path.write_text(json.dumps({"id": "1", "kind": "native", "text": TEXT}), encoding="utf-8")
    desk = open_desk(Settings(select=("repeated-word",)))
    results = detect.run(desk, [read(path)], None, 20, lambda things, _: things)
    said = "\n".join(detect.report(results))
    assert "native" in said
    assert detect.as_data(detect.evidence(results)) == {
        "repeated-word": {"clean": 1, "clean_words": 8}
    }


def test_planted_faults_are_shown_beside_their_clean_twins(tmp_path: Path) -> None:
    clean = "The mayor opened the bridge , he said."
    record = {"id": "1", "pert": "repeat", "target": TEXT, "clean": clean, "errors": []}
    path = tmp_path / "planted.jsonl"
    path.write_text("\n".join([json.dumps(record)] * 2), encoding="utf-8")
    desk = open_desk(Settings(select=("space-before-punctuation",)))
    results = detect.run(desk, [read(path)], None, 20, lambda things, _: things)
    said = "\n".join(detect.report(results))
    assert "clean twins: 1 texts, 7 words, 1 findings, 142.86 per 1,000 words" in said
    assert "space-before-punctuation 1" in said


def test_clean_texts_are_told_apart_by_their_spelling() -> None:
    british = {"kind": "native", "domain": "news", "text": "The harbour of the centre, the the."}
    plain = {**british, "text": "Rain fell."}
    score = scores.clean_by_variety([(british, [WHOLE]), (plain, [])])
    assert score == {"native/news, en-GB": (7, {"repeated-word": 1})}


def test_segments_of_a_document_are_checked_as_one_story() -> None:
    first = "Officials in Kyiv said so, and Kyiv was quiet."
    second = "Trains to Kiev ran, the the mayor said."
    story = [
        {"id": "1", "dataset": "a", "doc": "d", "system": "s", "target": first},
        {"id": "2", "dataset": "a", "doc": "d", "system": "s", "target": second},
        {"id": "3", "dataset": "a", "doc": "d", "system": "t", "target": second},
    ]
    desk = open_desk(Settings(select=("nationality-variant", "repeated-word")))
    found = {
        record["id"]: {one.rule: second[one.start : one.end] for one in hits}
        for records in stories(story)
        for record, hits in find_in_story(desk, records)
    }
    assert found == {
        "1": {},
        "2": {"nationality-variant": "Kiev", "repeated-word": "the the"},
        "3": {"repeated-word": "the the"},
    }


def test_a_probe_caught_by_a_rule_for_another_class_is_not_meant() -> None:
    record = {
        "id": "p",
        "class": "doubled word",
        "text": TEXT,
        "corrected": "The mayor opened the bridge on Monday.",
        "spans": "17-24",
        "repairable": "yes",
    }
    said = list(probes.report([(record, [WHOLE])], []))
    assert "caught by a rule meant for the class 1 of 1 (100 %)" in said
    assert "repaired 1 of 1 (100 %)" in said
    other = Found("calque", "style/awkward", 17, 20, None, safe=False)
    said = list(probes.report([(record, [other])], [(record, [WHOLE])]))
    assert said[:2] == [
        "caught 1 of 1 (100 %)",
        "caught by a rule meant for the class 0 of 1 (0 %)",
    ]
    assert "findings on the corrected texts 1" in said
    assert "  p doubled word: caught by chance, not repaired (calque)" in said


def test_rules_meant_for_probes_are_there() -> None:
    specs, _ = library()
    known = {spec.id for spec in specs} | {spec.mqm for spec in specs}
    assert {name for names in probes.MEANT.values() for name in names} <= known


def test_clean_stories_are_also_read_as_printed() -> None:
    text = "A headline\n\"We go.\nNow,\" he said.\nIt's late.\nThe '90s are over."
    assert printed(text) == "A headline\n\n“We go. Now,” he said. It’s late.\n\nThe ’90s are over."


@given(st.text(alphabet="ab '\".\n1"))
def test_print_keeps_every_character_but_marks_and_gaps(text: str) -> None:
    marks = str.maketrans("“”‘’", "\"\"''")
    assert "".join(printed(text).translate(marks).split()) == "".join(text.split())


def test_apostrophes_and_measures_are_no_quotation_marks() -> None:
    assert curled("It's the '90s; a 6'2\" man's 'yes'.") == "It’s the ’90s; a 6'2\" man’s ‘yes’."
