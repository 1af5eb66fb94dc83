"""Part-of-speech tags and lemmas from a small convolutional network that numpy runs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from math import prod
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

import numpy as np

from mtqa._resources import package
from mtqa.analysis.lemma import Lemmatiser, straight

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

WINDOW = 200
"""The longest stretch of words that is tagged at once; longer sentences go in windows."""

_BATCH = 3000
"""About how many rows one pass through the network holds."""

_MAX_KNOWN = 20_000
"""How many different words keep their vectors (and tags) before the caches start anew."""

WEIGHTS = "weights.f16"
"""The file with all arrays of the network, one behind another: half floats, little-endian."""

_EPSILON = 1e-5

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Tagged:
    """The universal part of speech, the Penn tag and the lemma of one word."""

    pos: str
    tag: str
    lemma: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The shape of the network and the meaning of its inputs and outputs."""

    vocabulary: Mapping[str, int]
    affixes: tuple[tuple[int, int], ...]
    shapes: int
    dilations: tuple[int, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Plan:
        """The plan that `to_json` wrote."""
        return cls(
            vocabulary=dict(zip(data["vocabulary"].split("\n"), count(2), strict=False)),
            affixes=tuple((length, size) for length, size in data["affixes"]),
            shapes=data["shapes"],
            dilations=tuple(data["dilations"]),
            upos=tuple(data["upos"]),
            xpos=tuple(data["xpos"]),
        )

    def to_json(self) -> dict[str, Any]:
        """The plan as JSON holds it; the vocabulary is one string, a word a line."""
        return {
            "vocabulary": "\n".join(self.vocabulary),
            "affixes": [list(pair) for pair in self.affixes],
            "shapes": self.shapes,
            "dilations": list(self.dilations),
            "upos": list(self.upos),
            "xpos": list(self.xpos),
        }

    @staticmethod
    def key(word: str) -> str:
        """`word` as the vocabulary knows it: small letters, straight marks, 0 for every digit."""
        return _DIGIT.sub("0", straight(word).lower())

    def columns(self, word: str) -> tuple[int, ...]:
        """The row of `word` in each embedding table: the word, its affixes, its shape.

        Row 0 of the first table is never used and row 1 stands for every unknown word. An affix
        length below zero means a prefix.
        """
        key = self.key(word)
        row = [self.vocabulary.get(key, 1)]
        for length, size in self.affixes:
            affix = key[:-length] if length < 0 else key[-length:]
            row.append(crc32(f"{length}{affix}".encode(errors="surrogatepass")) % size)
        row.append(crc32(shape(straight(word)).encode(errors="surrogatepass")) % self.shapes)
        return tuple(row)


def shape(word: str) -> str:
    """The look of `word`: X, x, d for capitals, small letters and digits, no run over two.

    >>> shape("McDonald's"), shape("U.S."), shape("2023")
    ("XxXxx'x", 'X.X.', 'dd')
    """
    if word.isalpha() and word[1:].islower():
        return "X" + "xx"[: len(word) - 1] if word[0].isupper() else "xx"
    out: list[str] = []
    for character in word[:24]:
        if character.isdigit():
            kind = "d"
        elif character.isalpha():
            kind = "X" if character.isupper() else "x"
        else:
            kind = character
        if out[-2:] != [kind, kind]:
            out.append(kind)
    return "".join(out)


class Tagger:
    """A tagger that keeps the vectors of the words it has met; the same words get the same tags."""

    def __init__(
        self, plan: Plan, weights: Mapping[str, NDArray[Any]], lemmatiser: Lemmatiser
    ) -> None:
        self._plan = plan

        def of(name: str) -> Matrix:
            return weights[name].astype(np.float32)

        self._tables = [weights[f"table.{i}"] for i in range(len(plan.affixes) + 2)]
        self._input = _Linear(*map(of, ("input.w", "input.b", "input.gain", "input.bias")))
        self._layers = [
            _Linear(*(of(f"layer.{i}.{part}") for part in ("w", "b", "gain", "bias")))
            for i in range(len(plan.dilations))
        ]
        self._heads = tuple(
            np.concatenate([of(f"upos.{part}"), of(f"xpos.{part}")], axis=-1) for part in "wb"
        )
        width = len(self._input.bias)
        self._average: Matrix = np.full((width, 1), 1 / width, dtype=np.float32)
        self._lemmatiser = lemmatiser
        self._gap = max(plan.dilations)
        self._context = sum(plan.dilations)
        self._lock = Lock()
        self._forget()

    @classmethod
    def load(cls) -> Tagger:
        """The tagger that comes with the package, read once a process."""
        return _bundled()

    def lemma(self, word: str, tag: str) -> str:
        """The lemma of `word` where its Penn tag is `tag`."""
        return self._lemmatiser.lemma(word, tag)

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[Tagged]]:
        """The tags of every word of every sentence; threads take turns."""
        result: list[list[Tagged]] = [[] for _ in sentences]
        for batch in _batches(_pieces(sentences, self._context)):
            with self._lock:
                self._tag_batch(batch, sentences, result)
        return result

    def _forget(self) -> None:
        self._rows: dict[str, int] = {}
        self._vectors: Matrix = np.zeros((1, len(self._input.bias)), dtype=np.float32)
        self._tagged: dict[tuple[str, int, int], Tagged] = {}

    def _tag_batch(
        self,
        batch: Sequence[_Piece],
        sentences: Sequence[Sequence[str]],
        result: list[list[Tagged]],
    ) -> None:
        if len(self._rows) > _MAX_KNOWN:
            self._forget()
        self._learn(word for p in batch for word in sentences[p.sentence][p.left : p.right])
        rows = self._rows
        ids = [0] * self._gap
        for piece in batch:
            ids.extend(map(rows.__getitem__, sentences[piece.sentence][piece.left : piece.right]))
            ids.extend([0] * self._gap)
        upos, xpos = self._run(np.array(ids, dtype=np.intp))
        offset = 0
        for piece in batch:
            words = sentences[piece.sentence][piece.start : piece.end]
            low = offset + piece.start - piece.left
            high = low + len(words)
            keys = zip(words, upos[low:high], xpos[low:high], strict=True)
            result[piece.sentence].extend(map(self._entry, keys))
            offset += piece.right - piece.left + self._gap

    def _entry(self, key: tuple[str, int, int]) -> Tagged:
        known = self._tagged.get(key)
        if known is None:
            word, upos, xpos = key
            tag = self._plan.xpos[xpos]
            known = Tagged(self._plan.upos[upos], tag, self._lemmatiser.lemma(word, tag))
            self._tagged[key] = known
        return known

    def _learn(self, words: Iterator[str]) -> None:
        rows = self._rows
        new = [word for word in dict.fromkeys(words) if word not in rows]
        if not new:
            return
        columns = np.array([self._plan.columns(word) for word in new], dtype=np.intp)
        parts = [table[columns[:, i]] for i, table in enumerate(self._tables)]
        vectors = np.concatenate(parts, axis=1).astype(np.float32) @ self._input.weight
        vectors += self._input.shift
        _normalise(vectors, self._input, self._average)
        start, end = len(rows) + 1, len(rows) + 1 + len(new)
        if end > len(self._vectors):
            grown = np.zeros((2 * end, vectors.shape[1]), dtype=np.float32)
            grown[:start] = self._vectors[:start]
            self._vectors = grown
        self._vectors[start:end] = vectors
        rows.update(zip(new, range(start, end), strict=True))

    def _run(self, ids: NDArray[np.intp]) -> tuple[list[int], list[int]]:
        """The parts of speech and the tags of words with empty rows (0) before, between, behind."""
        gap, length = self._gap, len(ids) - 2 * self._gap
        padded = self._vectors[ids]
        x = padded[gap:-gap]
        empty = np.flatnonzero(ids[gap:-gap] == 0)
        for dilation, layer in zip(self._plan.dilations, self._layers, strict=True):
            before, behind = gap - dilation, gap + dilation
            window = (padded[before : before + length], x, padded[behind : behind + length])
            y = np.concatenate(window, axis=1) @ layer.weight
            y += layer.shift
            np.maximum(y, 0.0, out=y)
            x += y
            _normalise(x, layer, self._average)
            if len(empty):
                x[empty] = 0.0
        scores = x @ self._heads[0] + self._heads[1]
        split = len(self._plan.upos)
        return scores[:, :split].argmax(1).tolist(), scores[:, split:].argmax(1).tolist()


@dataclass(frozen=True, slots=True)
class _Piece:
    """The words `start` to `end` of a sentence, to be tagged in sight of `left` to `right`."""

    sentence: int
    start: int
    end: int
    left: int
    right: int


def _pieces(sentences: Sequence[Sequence[str]], context: int) -> Iterator[_Piece]:
    for number, words in enumerate(sentences):
        length = len(words)
        for start in range(0, length, WINDOW):
            end = min(start + WINDOW, length)
            yield _Piece(number, start, end, max(0, start - context), min(length, end + context))


def _batches(pieces: Iterator[_Piece]) -> Iterator[list[_Piece]]:
    batch: list[_Piece] = []
    size = 0
    for piece in pieces:
        batch.append(piece)
        size += piece.right - piece.left + 4
        if size > _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class _Linear(NamedTuple):
    """The weights of one step of the network, and of the normalising behind it."""

    weight: Matrix
    shift: Matrix
    gain: Matrix
    bias: Matrix


def _normalise(x: Matrix, layer: _Linear, average: Matrix) -> None:
    """Every row of `x` gets mean 0 and variance 1, then the gain and the bias, in place.

    The product with `average` is the mean of a row.
    """
    x -= x @ average
    x /= np.sqrt((x * x) @ average + _EPSILON)
    x *= layer.gain
    x += layer.bias


@cache
def _bundled() -> Tagger:
    return read(package() / "analysis" / "weights")


def read(folder: Traversable) -> Tagger:
    """The tagger whose plan, weights and lemmas lie in `folder`."""
    data = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    lemmatiser = Lemmatiser.from_json(
        json.loads((folder / "lemmas.json").read_text(encoding="utf-8"))
    )
    weights, start = {}, 0
    numbers = np.frombuffer((folder / WEIGHTS).read_bytes(), dtype="<f2")
    for name, dimensions in data["arrays"].items():
        end = start + prod(dimensions)
        weights[name] = numbers[start:end].reshape(dimensions)
        start = end
    return Tagger(Plan.from_json(data), weights, lemmatiser)
