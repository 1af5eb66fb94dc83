"""The script that trains the tagger on treebank sentences, and that measures it.

`python -m mtqa.analysis.train UD_FOLDER --out mtqa/analysis/weights` trains on one thread; it needs
the extra `mtqa[train]`. `python -m mtqa.analysis.train UD_FOLDER --evaluate` measures the weights
in `--out`; `--tags` writes which tags words may have. Neither needs PyTorch. UD_FOLDER holds
`train`, `dev` and `test_*` as gzipped JSON lines with `words`, `upos`, `xpos`, `lemmas`, `heads`
and `deprels`.

The methods: dilated convolutions over words (Strubell et al. 2017), hashed embeddings of affixes
and shapes (as in spaCy), layer normalisation (Ba et al. 2016), AdamW (Loshchilov and Hutter 2019)
with a linear decay, label smoothing (Szegedy et al. 2016), and an exponential average of the
weights, which is what is kept. Every epoch sees the sentences with other damage: words that are
missing, stray or in the wrong form, and other case. What damage leaves keeps its labels.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import logging
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.analysis.lemma import learn
from mtqa.analysis.possible import learn as possible_tags
from mtqa.analysis.tagger import WEIGHTS, Plan, Tagger, read

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor, nn

logger = logging.getLogger(__name__)

_UNSEEN_SHARE = 0.03
"""How often any word counts as unknown in training, from 0 to 1."""

_RARE = 0.4
"""How many occurrences of a word weigh as much as its being unknown."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a treebank."""

    words: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]

    def keep(self, kept: Sequence[int]) -> Sentence:
        """The words at the indices `kept` with their labels; the tree is left as it is."""
        return replace(
            self,
            words=tuple(self.words[i] for i in kept),
            upos=tuple(self.upos[i] for i in kept),
            xpos=tuple(self.xpos[i] for i in kept),
        )


@dataclass(frozen=True, slots=True)
class Recipe:
    """The numbers that decide how training goes.

    `batch` counts words; `rate` is the highest learning rate; `average` is the share that the
    averaged weights keep at each step; `minimum` is how often a word occurs that is not unknown.
    `affixes` holds the length in characters (below zero: a prefix), the rows and the width of each
    table; `shapes` the rows and the width of the last one.
    """

    seed: int = 20
    epochs: int = 20
    batch: int = 1500
    rate: float = 3e-3
    decay: float = 0.02
    dropout: float = 0.3
    average: float = 0.998
    word_width: int = 64
    width: int = 128
    minimum: int = 2
    affixes: tuple[tuple[int, int, int], ...] = (
        (-2, 600, 12),
        (-3, 2000, 24),
        (1, 100, 8),
        (2, 700, 20),
        (3, 2500, 32),
        (4, 3500, 24),
    )
    shapes: tuple[int, int] = (300, 24)
    dilations: tuple[int, ...] = (1, 1, 1, 2, 4)


@dataclass(frozen=True, slots=True)
class Score:
    """The shares of words tagged and lemmatised right, from 0 to 1, and words per CPU second."""

    words: int
    upos: float
    xpos: float
    lemma: float
    lemma_of_gold_tag: float
    words_a_second: float


def load_sentences(path: Path) -> list[Sentence]:
    """The sentences of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Sentence(
            words=tuple(row["words"]),
            upos=tuple(row["upos"]),
            xpos=tuple(row["xpos"]),
            lemmas=tuple(row["lemmas"]),
            heads=tuple(row["heads"]),
            relations=tuple(row["deprels"]),
        )
        for row in rows
    ]


def make_plan(sentences: Sequence[Sentence], recipe: Recipe) -> Plan:
    """The plan of a network for the words and tags of `sentences`."""
    empty = Plan({}, (), 1, recipe.dilations, (), ())
    counts = Counter(empty.key(word) for s in sentences for word in s.words)
    known = sorted(word for word, count in counts.items() if count >= recipe.minimum)
    return Plan(
        vocabulary={word: row for row, word in enumerate(known, 2)},
        affixes=tuple((length, size) for length, size, _ in recipe.affixes),
        shapes=recipe.shapes[0],
        dilations=recipe.dilations,
        upos=tuple(sorted({tag for s in sentences for tag in s.upos})),
        xpos=tuple(sorted({tag for s in sentences for tag in s.xpos})),
    )


# --- variants of the sentences -----------------------------------------------------------------

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_REGULAR_PAST = re.compile(r"(?i)\b(?:it|he|she|they|we|i|you) \w+ed\b")
_NAMES = frozenset({"NNP", "NNPS"})
_SUBJECTS = ("It", "He", "She", "They", "We", "I", "You")


def without_first_verb(sentence: Sentence) -> Sentence | None:
    """“It struck back and threatened …” without what stands between the pronoun and the “and”."""
    for i, relation in enumerate(sentence.relations):
        if relation != "conj" or sentence.xpos[i] not in _FINITE:
            continue
        first = sentence.heads[i]
        links = [
            j for j in range(first + 1, i) if sentence.xpos[j] == "CC" and sentence.heads[j] == i
        ]
        subjects = [
            j
            for j in range(first)
            if sentence.xpos[j] == "PRP"
            and sentence.heads[j] == first
            and sentence.relations[j].startswith("nsubj")
        ]
        if links and subjects:
            gone = range(subjects[-1] + 1, links[-1])
            return sentence.keep([j for j in range(len(sentence.words)) if j not in gone])
    return None


def with_stray_and(sentence: Sentence, chance: random.Random) -> Sentence | None:
    """“It struck back …” as “It and struck back …”; regular past tenses come first."""
    places = [
        i
        for i in range(1, len(sentence.words))
        if sentence.xpos[i] in _FINITE and sentence.xpos[i - 1] == "PRP"
    ]
    regular = [i for i in places if sentence.words[i].endswith("ed")]
    if not places:
        return None
    i = chance.choice(regular or places)
    return replace(
        sentence,
        words=(*sentence.words[:i], "and", *sentence.words[i:]),
        upos=(*sentence.upos[:i], "CCONJ", *sentence.upos[i:]),
        xpos=(*sentence.xpos[:i], "CC", *sentence.xpos[i:]),
    )


def without_noun(sentence: Sentence, chance: random.Random) -> Sentence | None:
    """“The minister of the region said …” as “The minister of the said …”."""
    places = []
    for verb, tag in enumerate(sentence.xpos):
        start = verb
        while start and sentence.upos[start - 1] in {"ADJ", "NOUN", "NUM"}:
            start -= 1
        if tag in _FINITE and start < verb and start and sentence.xpos[start - 1] == "DT":
            places.append((start, verb))
    if not places:
        return None
    start, verb = chance.choice(places)
    return sentence.keep([*range(start), *range(verb, len(sentence.words))])


def with_pronoun(sentence: Sentence, chance: random.Random) -> Sentence | None:
    """“Ministers and other officials …” with a pronoun for what stands before the “and”."""
    for i, relation in enumerate(sentence.relations):
        head = sentence.heads[i]
        if relation != "conj" or sentence.relations[head] != "nsubj":
            continue
        if sentence.upos[head] not in {"NOUN", "PROPN"}:
            continue
        links = [j for j in range(head, i) if sentence.xpos[j] == "CC" and sentence.heads[j] == i]
        if len(links) != 1 or links[0] != head + 1:
            continue
        start = min([head, *(j for j in range(head) if sentence.heads[j] == head)])
        kept = [*range(start), head, *range(head + 1, len(sentence.words))]
        changed = sentence.keep(kept)
        pronoun = chance.choice(_SUBJECTS)
        place = start
        word = pronoun if place == 0 or pronoun == "I" else pronoun.lower()
        return replace(
            changed,
            words=(*changed.words[:place], word, *changed.words[place + 1 :]),
            upos=(*changed.upos[:place], "PRON", *changed.upos[place + 1 :]),
            xpos=(*changed.xpos[:place], "PRP", *changed.xpos[place + 1 :]),
        )
    return None


def with_pronoun_before(sentence: Sentence, chance: random.Random) -> Sentence | None:
    """“The wounded soldiers were …” as “He and wounded soldiers were …”."""
    starts = list(_bare_subjects(sentence))
    if not starts:
        return None
    start = chance.choice(starts)
    changed = sentence.keep(range(start, len(sentence.words)))
    first = changed.words[0] if changed.xpos[0] in _NAMES else changed.words[0].lower()
    return replace(
        changed,
        words=(chance.choice(_SUBJECTS), "and", first, *changed.words[1:]),
        upos=("PRON", "CCONJ", *changed.upos),
        xpos=("PRP", "CC", *changed.xpos),
    )


def _bare_subjects(sentence: Sentence) -> Iterator[int]:
    """Where a noun that is a subject begins with its modifiers, its determiner left out.

    Subjects that begin with a participle or an adjective in -ed or -ing hide all the others.
    """
    plain: list[int] = []
    hard: list[int] = []
    for head, relation in enumerate(sentence.relations):
        if not relation.startswith("nsubj") or sentence.upos[head] not in {"NOUN", "PROPN"}:
            continue
        start = head
        while start and sentence.heads[start - 1] == head and sentence.upos[start - 1] != "DET":
            start -= 1
        if sentence.upos[start] not in {"NOUN", "PROPN", "ADJ", "VERB", "NUM"}:
            continue
        participle = sentence.words[start].endswith(("ed", "ing")) and start < head
        (hard if participle else plain).append(start)
    yield from hard or plain


def without_words(sentence: Sentence, chance: random.Random) -> Sentence:
    """`sentence` without one or two words; an auxiliary stays, for it decides the next tags."""
    free = [i for i, tag in enumerate(sentence.upos) if tag not in {"AUX", "PART", "PUNCT"}]
    if len(free) < 4:
        return sentence
    gone = set(chance.sample(free, chance.choice((1, 1, 2))))
    return sentence.keep([i for i in range(len(sentence.words)) if i not in gone])


def with_strays(sentence: Sentence, chance: random.Random) -> Sentence:
    """`sentence` with one of its own function words a second time, somewhere."""
    small = [i for i, tag in enumerate(sentence.xpos) if tag in {"DT", "IN", "CC", "TO", "PRP"}]
    if not small:
        return sentence
    order = list(range(len(sentence.words)))
    order.insert(chance.randrange(len(order) + 1), chance.choice(small))
    return sentence.keep(order)


class WrongForms:
    """Sentences with one verb in a form that does not fit, as in “to threatened”, “they has”."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for s in sentences:
            for word, tag, lemma in zip(s.words, s.xpos, s.lemmas, strict=True):
                if tag in {"VBD", "VBZ", "VBP"} and word.isalpha():
                    counts[lemma, tag][word.lower()] += 1
        self._forms = {key: found.most_common(1)[0][0] for key, found in counts.items()}

    def apply(self, sentence: Sentence, chance: random.Random) -> Sentence | None:
        """`sentence` with one such verb, labelled as the form it has."""
        places = [
            (i, other)
            for i, tag in enumerate(sentence.xpos)
            if (other := self._wrong(sentence, i, tag))
            and (sentence.lemmas[i], other) in self._forms
        ]
        if not places:
            return None
        i, tag = chance.choice(places)
        form = self._forms[sentence.lemmas[i], tag]
        return replace(
            sentence,
            words=(*sentence.words[:i], form, *sentence.words[i + 1 :]),
            xpos=(*sentence.xpos[:i], tag, *sentence.xpos[i + 1 :]),
        )

    @staticmethod
    def _wrong(sentence: Sentence, i: int, tag: str) -> str | None:
        if tag == "VB" and i and sentence.xpos[i - 1] in {"TO", "MD"}:
            return "VBD"
        return {"VBZ": "VBP", "VBP": "VBZ"}.get(tag)


def recased(sentence: Sentence, chance: random.Random) -> Sentence:
    """`sentence` in the case of headlines, in capitals or in small letters."""
    change = chance.choice((str.title, str.upper, str.lower, str.title))
    words = tuple(
        change(word) if word.isalpha() and (change is not str.title or len(word) > 3) else word
        for word in sentence.words
    )
    return replace(sentence, words=words)


def variant(sentence: Sentence, chance: random.Random) -> Sentence:
    """`sentence` as one epoch sees it: mostly itself, sometimes damaged, sometimes recased."""
    draw = chance.random()
    if draw < 0.10:
        sentence = without_words(sentence, chance)
    elif draw < 0.13:
        sentence = with_strays(sentence, chance)
    draw = chance.random()
    if draw < 0.06:
        sentence = recased(sentence, chance)
    elif draw < 0.12 and sentence.words and sentence.xpos[0] not in _NAMES:
        first = sentence.words[0]
        other = first.lower() if first[0].isupper() and first != "I" else first.capitalize()
        sentence = replace(sentence, words=(other, *sentence.words[1:]))
    elif draw < 0.16 and sentence.xpos and sentence.xpos[-1] == ".":
        sentence = sentence.keep(range(len(sentence.words) - 1))
    return sentence


def epoch_of(
    sentences: Sequence[Sentence], forms: WrongForms, chance: random.Random
) -> list[Sentence]:
    """The sentences of one epoch in a random order: a variant of each, and damaged extras."""
    out = [variant(sentence, chance) for sentence in sentences]
    for sentence in sentences:
        text = " ".join(sentence.words)
        participle = any(
            sentence.words[i].endswith(("ed", "ing")) for i in _bare_subjects(sentence)
        )
        for extra, share in (
            (forms.apply(sentence, chance), 0.04),
            (without_noun(sentence, chance), 0.08),
            (without_first_verb(sentence), 0.7),
            (with_stray_and(sentence, chance), 0.5 if _REGULAR_PAST.search(text) else 0.02),
            (with_pronoun(sentence, chance), 0.3),
            (with_pronoun_before(sentence, chance), 0.5 if participle else 0.03),
        ):
            if extra is not None and chance.random() < share:
                out.append(extra)
    out = [sentence for sentence in out if sentence.words]
    chance.shuffle(out)
    return out


# --- the network -------------------------------------------------------------------------------


def _network(plan: Plan, recipe: Recipe) -> nn.Module:
    import torch
    from torch import nn
    from torch.nn import functional

    sizes = [
        (len(plan.vocabulary) + 2, recipe.word_width),
        *((size, width) for _, size, width in recipe.affixes),
        recipe.shapes,
    ]

    class Network(nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            width = recipe.width
            self.tables = nn.ModuleList(nn.Embedding(rows, columns) for rows, columns in sizes)
            for table in self.tables:
                nn.init.normal_(table.weight, std=0.3)
            self.input = nn.Linear(sum(columns for _, columns in sizes), width)
            self.input_norm = nn.LayerNorm(width)
            self.layers = nn.ModuleList(nn.Linear(3 * width, width) for _ in recipe.dilations)
            self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in recipe.dilations)
            self.upos = nn.Linear(width, len(plan.upos))
            self.xpos = nn.Linear(width, len(plan.xpos))

        def forward(self, columns: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
            drop = recipe.dropout
            x = torch.cat([t(columns[:, i]) for i, t in enumerate(self.tables)], dim=1)
            x = functional.dropout(x, drop, self.training)
            x = self.input_norm(self.input(x)) * mask
            x = functional.dropout(x, drop * 0.5, self.training)
            for layer, norm, dilation in zip(
                self.layers, self.norms, recipe.dilations, strict=True
            ):
                padded = functional.pad(x, (0, 0, dilation, dilation))
                end = len(x)
                window = torch.cat(
                    [padded[:end], x, padded[2 * dilation : 2 * dilation + end]], dim=1
                )
                y = functional.dropout(torch.relu(layer(window)), drop * 0.7, self.training)
                x = norm(x + y) * mask
            return self.upos(x), self.xpos(x)

        def arrays(self) -> dict[str, NDArray[np.float16]]:
            named: dict[str, Tensor] = {f"table.{i}": t.weight for i, t in enumerate(self.tables)}
            named |= {
                "input.w": self.input.weight.T,
                "input.b": self.input.bias,
                "input.gain": self.input_norm.weight,
                "input.bias": self.input_norm.bias,
            }
            for i, (layer, norm) in enumerate(zip(self.layers, self.norms, strict=True)):
                named |= {
                    f"layer.{i}.w": layer.weight.T,
                    f"layer.{i}.b": layer.bias,
                    f"layer.{i}.gain": norm.weight,
                    f"layer.{i}.bias": norm.bias,
                }
            for name, head in (("upos", self.upos), ("xpos", self.xpos)):
                named |= {f"{name}.w": head.weight.T, f"{name}.b": head.bias}
            return {
                name: np.ascontiguousarray(tensor.detach().numpy()).astype(np.float16)
                for name, tensor in named.items()
            }

    return Network()


@dataclass(frozen=True, slots=True)
class _Batch:
    columns: NDArray[np.int64]
    mask: NDArray[np.float32]
    upos: NDArray[np.int64]
    xpos: NDArray[np.int64]


class _Encoder:
    """Sentences as the rows of flat batches, with empty rows between them."""

    def __init__(self, plan: Plan, recipe: Recipe, counts: Counter[str], seed: int) -> None:
        self._plan = plan
        self._recipe = recipe
        self._gap = max(plan.dilations)
        self._columns: dict[str, tuple[int, ...]] = {}
        self._upos = {tag: i for i, tag in enumerate(plan.upos)}
        self._xpos = {tag: i for i, tag in enumerate(plan.xpos)}
        unseen = np.full(len(plan.vocabulary) + 2, _UNSEEN_SHARE)
        for word, row in plan.vocabulary.items():
            unseen[row] += _RARE / (_RARE + counts[word])
        self._unseen = unseen
        self._chance = np.random.default_rng(seed)

    def batches(self, sentences: Sequence[Sentence]) -> Iterator[_Batch]:
        """The batches of one epoch; rare words often count as unknown."""
        start = 0
        while start < len(sentences):
            end, size = start, 0
            while end < len(sentences) and size < self._recipe.batch:
                size += len(sentences[end].words)
                end += 1
            yield self._batch(sentences[start:end])
            start = end

    def _batch(self, sentences: Sequence[Sentence]) -> _Batch:
        blank = (0,) * (len(self._plan.affixes) + 2)
        columns: list[tuple[int, ...]] = [blank] * self._gap
        upos: list[int] = [-100] * self._gap
        xpos: list[int] = [-100] * self._gap
        for sentence in sentences:
            columns.extend(map(self._of_word, sentence.words))
            upos.extend(self._upos[tag] for tag in sentence.upos)
            xpos.extend(self._xpos[tag] for tag in sentence.xpos)
            columns.extend([blank] * self._gap)
            upos.extend([-100] * self._gap)
            xpos.extend([-100] * self._gap)
        table = np.array(columns, dtype=np.int64)
        hidden = self._chance.random(len(table)) < self._unseen[table[:, 0]]
        table[hidden, 0] = 1
        labels = np.array(upos)
        return _Batch(table, (labels != -100).astype(np.float32)[:, None], labels, np.array(xpos))

    def _of_word(self, word: str) -> tuple[int, ...]:
        known = self._columns.get(word)
        if known is None:
            known = self._columns[word] = self._plan.columns(word)
        return known


def train(folder: Path, out: Path, recipe: Recipe) -> None:
    """Weights, plan, lemma table and figures in `out`, from the sentences in `folder`."""
    import torch
    from torch.nn import functional

    torch.set_num_threads(1)
    torch.manual_seed(recipe.seed)
    chance = random.Random(recipe.seed)  # noqa: S311
    sentences = load_sentences(folder / "train.jsonl.gz")
    plan = make_plan(sentences, recipe)
    forms = WrongForms(sentences)
    counts = Counter(plan.key(word) for s in sentences for word in s.words)
    encoder = _Encoder(plan, recipe, counts, recipe.seed)
    network: Any = _network(plan, recipe)
    lemmatiser = learn(
        (word, tag, lemma)
        for s in sentences
        for word, tag, lemma in zip(s.words, s.xpos, s.lemmas, strict=True)
    )
    dev = load_sentences(folder / "dev.jsonl.gz")
    optimiser = torch.optim.AdamW(network.parameters(), lr=recipe.rate, weight_decay=recipe.decay)
    average = {name: value.detach().clone() for name, value in network.named_parameters()}
    steps_an_epoch = sum(len(s.words) for s in sentences) * 1.05 / recipe.batch
    total = recipe.epochs * steps_an_epoch
    step = 0
    for epoch in range(recipe.epochs):
        network.train()
        began, losses = time.perf_counter(), []
        for batch in encoder.batches(epoch_of(sentences, forms, chance)):
            rate = recipe.rate * min(1.0, (step + 1) / 100) * max(0.01, 1 - step / total)
            for group in optimiser.param_groups:
                group["lr"] = rate
            upos, xpos = network(torch.from_numpy(batch.columns), torch.from_numpy(batch.mask))
            loss = functional.cross_entropy(
                upos, torch.from_numpy(batch.upos), label_smoothing=0.05
            ) + functional.cross_entropy(xpos, torch.from_numpy(batch.xpos), label_smoothing=0.05)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimiser.step()
            step += 1
            share = min(recipe.average, step / (step + 10))
            with torch.no_grad():
                for name, value in network.named_parameters():
                    average[name].lerp_(value, 1 - share)
            losses.append(loss.item())
        averaged = _network(plan, recipe)
        averaged.load_state_dict(average)
        arrays: dict[str, NDArray[np.float16]] = averaged.arrays()
        score = measure(Tagger(plan, arrays, lemmatiser), dev)
        logger.info(
            "epoch %d: loss %.4f, dev UPOS %.4f XPOS %.4f, %.0f s",
            epoch + 1,
            float(np.mean(losses)),
            score.upos,
            score.xpos,
            time.perf_counter() - began,
        )
    _write(out, plan, arrays, lemmatiser.to_json())
    _write_metrics(folder, out, recipe, sentences)


def _write(
    out: Path,
    plan: Plan,
    arrays: Mapping[str, NDArray[np.float16]],
    lemmas: Mapping[str, Any],
) -> None:
    out.mkdir(parents=True, exist_ok=True)
    numbers = np.concatenate([array.ravel() for array in arrays.values()])
    (out / WEIGHTS).write_bytes(numbers.astype("<f2").tobytes())
    shapes = {name: list(array.shape) for name, array in arrays.items()}
    for name, data in (("plan.json", plan.to_json() | {"arrays": shapes}), ("lemmas.json", lemmas)):
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        (out / name).write_text(text + "\n", encoding="utf-8")


def _write_metrics(folder: Path, out: Path, recipe: Recipe, sentences: Sequence[Sentence]) -> None:
    held_out = _held_out(folder)
    metrics = {
        "recipe": asdict(recipe),
        "training data": {
            "sentences": len(sentences),
            "words": sum(len(s.words) for s in sentences),
            "from": "UD_English-EWT train at 15d613d8 and the freely licensed genres of "
            "UD_English-GUM train at afb41ee9; see NOTICE",
        },
        "accuracy": {
            name: {
                "words": score.words,
                "upos": round(score.upos, 4),
                "xpos": round(score.xpos, 4),
                "lemma": round(score.lemma, 4),
                "lemma_of_gold_tag": round(score.lemma_of_gold_tag, 4),
            }
            for name, score in evaluate(folder, out).items()
        },
        "damaged test sentences": {
            name: round(share, 4) for name, share in measure_damage(read(out), held_out).items()
        }
        if held_out
        else {},
        "sha256": {name: _digest(out / name) for name in _DATA},
        "bytes": {name: (out / name).stat().st_size for name in _DATA},
    }
    text = json.dumps(metrics, indent=2, ensure_ascii=False)
    (out / "metrics.json").write_text(text + "\n", encoding="utf-8")


_DATA = (WEIGHTS, "plan.json", "lemmas.json")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# --- measuring ---------------------------------------------------------------------------------


def evaluate(folder: Path, weights: Path) -> dict[str, Score]:
    """The scores of the tagger in `weights` on every `dev` and `test_*` file of `folder`."""
    tagger = read(weights)
    paths = [folder / "dev.jsonl.gz", *sorted(folder.glob("test_*.jsonl.gz"))]
    return {
        path.name.removesuffix(".jsonl.gz"): measure(tagger, load_sentences(path))
        for path in paths
        if path.is_file()
    }


def measure(tagger: Tagger, sentences: Sequence[Sentence]) -> Score:
    """The scores of `tagger` on tokenised sentences; the speed leaves tokenisation out."""
    began = time.process_time()
    found = tagger.tag([s.words for s in sentences])
    seconds = time.process_time() - began
    pairs = [
        (tagged, s.words[i], s.upos[i], s.xpos[i], s.lemmas[i])
        for s, tags in zip(sentences, found, strict=True)
        for i, tagged in enumerate(tags)
    ]
    words = len(pairs)
    return Score(
        words=words,
        upos=sum(t.pos == upos for t, _, upos, _, _ in pairs) / words,
        xpos=sum(t.tag == xpos for t, _, _, xpos, _ in pairs) / words,
        lemma=sum(t.lemma == lemma for t, _, _, _, lemma in pairs) / words,
        lemma_of_gold_tag=sum(
            tagger.lemma(word, xpos) == lemma for _, word, _, xpos, lemma in pairs
        )
        / words,
        words_a_second=words / seconds,
    )


def measure_damage(
    tagger: Tagger, sentences: Sequence[Sentence], seed: int = 7
) -> dict[str, float]:
    """How damaged test sentences are tagged, as shares from 0 to 1.

    `verb after pronoun and`: finite verbs seen as finite in “It and struck …”; `noun after pronoun
    and`: the first words of noun phrases seen as finite verbs in “He and soldiers were …”, which
    is wrong; `past after to`: pasts seen as a past or a participle in “to struck”; `words left`:
    Penn tags that are right where words are missing.
    """
    chance = random.Random(seed)  # noqa: S311
    verbs: list[tuple[Sentence, int]] = []
    nouns: list[tuple[Sentence, int]] = []
    pasts: list[tuple[Sentence, int]] = []
    forms = WrongForms(sentences)
    for sentence in sentences:
        extra = without_first_verb(sentence)
        if extra is not None:
            verbs.extend((extra, i) for i in _verbs_after_and(extra.xpos))
        extra = with_pronoun_before(sentence, chance)
        if extra is not None:
            nouns.append((extra, 2))
        extra = forms.apply(sentence, chance)
        if extra is not None:
            pairs = zip(sentence.xpos, extra.xpos, strict=True)
            pasts.extend((extra, i) for i, pair in enumerate(pairs) if pair == ("VB", "VBD"))
    left = [without_words(sentence, chance) for sentence in sentences]
    found = tagger.tag([s.words for s in left])
    right = [
        t.tag == x
        for s, ts in zip(left, found, strict=True)
        for t, x in zip(ts, s.xpos, strict=True)
    ]
    return {
        "verb after pronoun and": _share(tagger, verbs, _FINITE),
        "noun after pronoun and": _share(tagger, nouns, _FINITE),
        "past after to": _share(tagger, pasts, frozenset({"VBD", "VBN"})),
        "words left": sum(right) / len(right),
    }


def _verbs_after_and(tags: Sequence[str]) -> Iterator[int]:
    for i in range(2, len(tags)):
        if tags[i] in _FINITE and tags[i - 1] == "CC" and tags[i - 2] == "PRP":
            yield i


def _share(tagger: Tagger, places: Sequence[tuple[Sentence, int]], tags: frozenset[str]) -> float:
    found = tagger.tag([sentence.words for sentence, _ in places])
    hits = sum(words[i].tag in tags for words, (_, i) in zip(found, places, strict=True))
    return hits / max(1, len(places))


def _held_out(folder: Path) -> list[Sentence]:
    return [s for path in sorted(folder.glob("test_*.jsonl.gz")) for s in load_sentences(path)]


def _report(folder: Path, weights: Path) -> None:
    for name, score in evaluate(folder, weights).items():
        logger.info(
            "%-9s %6d words  UPOS %.2f %%  XPOS %.2f %%  lemma %.2f %% (gold tag %.2f %%)"
            "  %.0f words/CPU s",
            name,
            score.words,
            100 * score.upos,
            100 * score.xpos,
            100 * score.lemma,
            100 * score.lemma_of_gold_tag,
            score.words_a_second,
        )
    held_out = _held_out(folder)
    if held_out:
        for name, share in measure_damage(read(weights), held_out).items():
            logger.info("damaged, %s: %.2f %%", name, 100 * share)
    sizes = {name: (weights / name).stat().st_size / 1e6 for name in _DATA}
    logger.info("%.2f MB: %s", sum(sizes.values()), {n: round(s, 3) for n, s in sizes.items()})


def write_possible(folder: Path, out: Path, seed: int) -> None:
    """Writes the tags that words may have: in the treebank, and as the weights in `out` tag it.

    The tagger is asked about sentences as they are and with damage, in which words stand oddly.
    """
    tagger, chance = read(out), random.Random(seed)  # noqa: S311
    sentences = load_sentences(folder / "train.jsonl.gz")
    seen = [pair for one in sentences for pair in zip(one.words, one.xpos, strict=True)]
    for group in (sentences, [variant(sentence, chance) for sentence in sentences]):
        for one, marks in zip(group, tagger.tag([one.words for one in group]), strict=True):
            seen += zip(one.words, (mark.tag for mark in marks), strict=True)
    data = json.dumps(possible_tags(seen), ensure_ascii=False, indent=0)
    (out / "tags.json").write_text(f"{data}\n", encoding="utf-8")


def main() -> None:
    """Trains or evaluates, as the command line says."""
    parser = argparse.ArgumentParser(prog="mtqa.analysis.train", description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder with the treebank sentences")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "weights")
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    parser.add_argument("--evaluate", action="store_true", help="measure the weights in --out")
    parser.add_argument(
        "--tags", action="store_true", help="write the tags that words may have for --out"
    )
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    if options.tags:
        write_possible(options.folder, options.out, options.seed)
        return
    if not options.evaluate:
        recipe = Recipe(seed=options.seed, epochs=options.epochs)
        train(options.folder, options.out, recipe)
        write_possible(options.folder, options.out, options.seed)
    _report(options.folder, options.out)


if __name__ == "__main__":
    main()
