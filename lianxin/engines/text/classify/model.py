"""What has been learned, and what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from . import stored
from .evidence import Evidence, deciding_words
from .features import Places, Vocabulary, Weights
from .linear import Array
from .tree import Tree

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

RANKED: Final = 5
"""Categories named in a suggestion, the likeliest first."""
PIECE: Final = 1_000
"""Texts read at once: more take more memory and are no faster."""


class Reason(StrEnum):
    """Why the answer is as it is."""

    SURE = "sure"
    PARENT = "parent"
    """Which branch is unsure; that it is one below ``code`` is sure."""
    UNSURE = "unsure"
    """Several categories are likely."""
    NOTHING_FITS = "nothing_fits"
    """No category has its words in this text."""
    NO_WORDS = "no_words"
    """Nothing in it can be read, or nothing of it was ever seen."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the code an officer gave it.

    ``group`` holds together what must not be torn apart when the model is tried on what it has
    not seen: copies of one text, messages of one matter. Empty: a group of its own.
    """

    text: str
    code: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``code`` is None when the model abstains; ``probability`` is that of ``code``, or of the
    likeliest category then. ``ranked``: the likeliest last branches with their probabilities.
    ``evidence``: the words that decided, in the order of the text.
    """

    code: str | None
    probability: float
    ranked: tuple[tuple[str, float], ...]
    evidence: tuple[Evidence, ...]
    reason: Reason


NOT_READ: Final = Suggestion(None, 0.0, (), (), Reason.NO_WORDS)


@dataclass(frozen=True)
class Model:
    """A tree and linear scores of its labels: ``features @ weights + bias``.

    The scores of siblings become ``linear.shares`` of their parent; temperatures are in the
    weights already. ``floor``: the probability from which an answer is given. ``outside``: the
    score below which nothing fits. ``decisions``: examples it has learned from.
    """

    tree: Tree
    vocabulary: Vocabulary
    weights: csr_matrix
    bias: Array
    floor: float
    outside: float
    decisions: int

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return self.tree.codes

    def suggest(self, text: str) -> Suggestion:
        """The suggestion with its evidence: for one text that somebody looks at."""
        suggestion = self.suggest_many([text])[0]
        if suggestion.reason is Reason.NO_WORDS:
            return suggestion
        spoken = suggestion.code or suggestion.ranked[0][0]
        pull = self._pull(self.tree.place[spoken])
        return replace(suggestion, evidence=deciding_words(text, self.vocabulary, pull))

    def suggest_many(self, texts: Sequence[str]) -> list[Suggestion]:
        """One suggestion a text, in their order; without evidence, which costs the most."""
        found: list[Suggestion] = []
        for begin in range(0, len(texts), PIECE):
            features = self.vocabulary.matrix(texts[begin : begin + PIECE])
            scores = self.scores(features)
            shares = self.tree.shares(scores)
            if not self.tree.labels:
                found += [NOT_READ] * len(shares)
                continue
            ranked, lowest = self._choice(shares)
            outside = scores[:, self.tree.siblings[0]].max(axis=1) < self.outside
            for row, read in enumerate(np.diff(features.indptr).tolist()):
                answer = self._answer(shares[row], ranked[row], int(lowest[row]), outside[row])
                found.append(answer if read else NOT_READ)
        return found

    def scores(self, features: csr_matrix) -> Array:
        """Texts × labels."""
        return np.asarray((features @ self.weights).toarray() + self.bias)

    def _pull(self, place: int) -> Weights:
        """What a feature adds to a label and those above it, against the mean of its siblings."""
        pull = np.zeros(len(self.vocabulary), np.float32)
        for one in self.tree.line(place):
            siblings = next(some for some in self.tree.siblings if one in some)
            group = self.weights[:, siblings.start : siblings.stop]
            mean = np.asarray(group.mean(axis=1)).ravel()
            pull += self.weights[:, one].toarray().ravel() - mean
        return pull

    def to_bytes(self) -> bytes:
        """A zip of arrays and JSON; the same model gives the same bytes."""
        return stored.written(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> Model:
        """Raises stored.UnfitModel when DATA is damaged, foreign or of another version."""
        return stored.read(data)

    def _choice(self, shares: Array) -> tuple[Places, Places]:
        """For each text its likeliest leaves, and the lowest label that is sure enough or -1."""
        leaves = np.array(self.tree.leaves, np.intp)
        order = np.argsort(-shares[:, leaves], axis=1, kind="stable")[:, :RANKED]
        sure = np.where(shares >= self.floor, self.tree.depths + shares, -1.0)
        lowest = np.where(sure.max(axis=1) >= 0, sure.argmax(axis=1), -1)
        return leaves[order], lowest

    def _answer(self, shares: Array, ranked: Places, lowest: int, outside: bool) -> Suggestion:
        named = tuple((self.codes[place], float(shares[place])) for place in ranked.tolist())
        if outside:
            return Suggestion(None, named[0][1], named, (), Reason.NOTHING_FITS)
        if lowest < 0:
            return Suggestion(None, named[0][1], named, (), Reason.UNSURE)
        reason = Reason.SURE if lowest in self.tree.leaves else Reason.PARENT
        return Suggestion(self.codes[lowest], float(shares[lowest]), named, (), reason)
