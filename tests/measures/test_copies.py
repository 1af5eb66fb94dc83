import msgspec
import pytest
import regex

from mtqa.bench.copies import copies
from mtqa.rules import packs
from mtqa.rules.base import compile_rule
from mtqa.rules.examples import marked
from mtqa.rules.library import library

SPECS = {spec.id: spec for spec in library()[0]}
COPIES = packs.read([("copies.yaml", copies(list(SPECS.values()), 1))])


def test_most_rules_with_words_are_copied() -> None:
    assert len(COPIES) > 60


@pytest.mark.parametrize("copy", COPIES, ids=lambda copy: copy.id)
def test_a_copy_has_other_words_and_does_not_fire_where_the_original_does(copy: object) -> None:
    spec = SPECS[copy.id.removesuffix("-copy1")]  # type: ignore[attr-defined]
    texts = [marked(example.bad)[0] for example in spec.examples if example.bad]
    triggers = compile_rule(copy).triggers  # type: ignore[arg-type]
    assert msgspec.to_builtins(copy) != msgspec.to_builtins(spec)
    assert not [text for text in texts for trigger in triggers if regex.search(trigger, text)]
