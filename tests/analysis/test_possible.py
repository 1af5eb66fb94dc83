from mtqa.analysis.possible import LEAST, learn, possible
from mtqa.analysis.tagger import Tagger


def test_a_word_seen_often_has_the_tags_that_it_was_seen_with() -> None:
    seen = [("Walks", "VBZ"), ("walks", "NNS")] * LEAST + [("rare", "JJ")]
    assert learn(seen) == {"NNS VBZ": "walks"}


def test_a_slip_of_the_tagger_makes_no_tag_possible() -> None:
    assert learn([("the", "DT")] * 999 + [("the", "NN")]) == {"DT": "the"}


def test_the_tagger_gives_common_words_tags_that_are_possible() -> None:
    sentences = [
        "The ministers said that they had been told to leave the city by the end of the week .",
        "He and threatened to call the police , but the court was not the of this view .",
        "Was a new law the president also that it would not be in their interest .",
    ]
    words = [sentence.split() for sentence in sentences]
    for sentence, tags in zip(words, Tagger.load().tag(words), strict=True):
        for word, tagged in zip(sentence, tags, strict=True):
            known = possible(word)
            assert known is None or tagged.tag in known, word
