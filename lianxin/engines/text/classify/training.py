"""How a model is made: from the tree alone on the first day, later from what officers decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from . import dayone
from .calibration import Trial, tempered, thresholds
from .features import Keys, Places, Vocabulary, grams
from .linear import Array, Task, fit
from .model import Example, Model
from .tree import Label, Tree

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

PENALTY: Final = 0.05
FEATURES: Final = 120_000
"""Features kept; more make the file larger and hardly any answer better."""
PIECE: Final = 2_000


def untrained(tree: Sequence[Label], unlabelled: Sequence[str] = ()) -> Model:
    """The model of the first day: it knows the tree's own names, words and examples.

    UNLABELLED: messages of the site that nobody has classified. Raises UnfitTree.
    """
    whole = Tree.of(tree)
    vocabulary = _vocabulary(dayone.own_keys(whole), unlabelled, 2)
    weights = dayone.described(whole, vocabulary)
    return _pruned(whole, vocabulary, weights, np.zeros(len(whole.labels)), Trial.none())


def train(
    tree: Sequence[Label],
    examples: Sequence[Example],
    *,
    seed: int = 0,
    moved: Mapping[str, str] | None = None,
    unlabelled: Sequence[str] = (),
) -> Model:
    """The knowledge of the first day, corrected by EXAMPLES.

    MOVED: old code to new, for categories merged or given another code; examples whose code is
    then still not in the tree are left out. Raises UnfitTree.
    """
    whole = Tree.of(tree)
    known = placed(whole, examples, moved or {})
    if not known:
        return untrained(tree, unlabelled)
    texts = [example.text for example, _ in known]
    vocabulary = _vocabulary(dayone.own_keys(whole), [*texts, *unlabelled], 2)
    features = _matrix(vocabulary, texts)
    first = dayone.described(whole, vocabulary)
    lessons = Lessons(whole, features, first, np.array([place for _, place in known]))
    folds = _folds([example for example, _ in known], seed)
    weights, bias, trial = lessons.learned(folds)
    return _pruned(whole, vocabulary, weights, bias, trial)


def placed(
    tree: Tree, examples: Sequence[Example], moved: Mapping[str, str]
) -> list[tuple[Example, int]]:
    """The examples whose code, moved if need be, is in TREE, with its place."""
    found = []
    for example in examples:
        code, passed = example.code, set()
        while code not in tree.place and code in moved and code not in passed:
            passed.add(code)
            code = moved[code]
        if code in tree.place:
            found.append((example, tree.place[code]))
    return found


@dataclass(frozen=True)
class Lessons:
    """Examples as features, the weights of the first day, and the label of each example."""

    tree: Tree
    features: csr_matrix
    first: Array
    label: Places

    def learned(self, folds: Sequence[Places]) -> tuple[Array, Array, Trial]:
        """Weights, bias, and how they did on what they had not seen."""
        weights, bias = self.first.copy(), np.zeros(len(self.tree.labels))
        outside = self.features @ self.first
        for siblings in self.tree.siblings:
            columns = slice(siblings.start, siblings.stop)
            rows, targets = self._taught(siblings)
            if not len(rows):
                continue
            task = Task(self.features[rows], targets, outside[rows, columns], np.ones(len(rows)))
            held = np.zeros_like(targets)
            for fold in folds:
                asked = np.flatnonzero(np.isin(rows, fold))
                others = np.flatnonzero(~np.isin(rows, fold))
                held[asked] = task.offset[asked]
                if len(others):
                    w, b = fit(task.only(others), PENALTY)
                    held[asked] += task.features[asked] @ w + b
            warmth = tempered(held, targets)
            outside[rows, columns] = held * warmth
            more, bias[columns] = fit(task, PENALTY)
            weights[:, columns] = (weights[:, columns] + more) * warmth
            bias[columns] *= warmth
        return weights, bias, Trial(outside, self.label)

    def _taught(self, siblings: range) -> tuple[Places, Array]:
        """The examples that stand at or below one of SIBLINGS, and below which."""
        branch = {}
        for place in range(len(self.tree.labels)):
            for above in self.tree.line(place):
                if above in siblings:
                    branch[place] = above - siblings.start
        which = np.array([branch.get(place, -1) for place in self.label.tolist()])
        rows = np.flatnonzero(which >= 0)
        return rows, np.eye(len(siblings))[which[rows]]


def _folds(examples: Sequence[Example], seed: int) -> list[Places]:
    """Up to FOLDS parts of the examples; one group is never torn apart."""
    names = [example.group or f"\0{place}" for place, example in enumerate(examples)]
    order = dict.fromkeys(names)
    shuffled = np.random.default_rng(seed).permutation(len(order)) % 3
    fold = dict(zip(order, shuffled.tolist(), strict=True))
    of = np.array([fold[name] for name in names])
    return [np.flatnonzero(of == part) for part in range(3)]


def _pieces(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for begin in range(0, len(texts), PIECE):
        yield texts[begin : begin + PIECE]


def _matrix(vocabulary: Vocabulary, texts: Sequence[str]) -> csr_matrix:
    from scipy.sparse import vstack  # noqa: PLC0415 - heavy, only for who trains

    return vstack([vocabulary.matrix(piece) for piece in _pieces(texts)], format="csr")


def _vocabulary(always: Keys, texts: Sequence[str], least: int) -> Vocabulary:
    """What occurs in at least LEAST of TEXTS, and ALWAYS."""
    keys, counts = np.zeros(0, np.uint64), np.zeros(0, np.int64)
    for piece in _pieces(texts):
        found = grams(piece)
        order = np.lexsort((found.text, found.key))
        key, text = found.key[order], found.text[order]
        first = np.ones(len(key), bool)
        first[1:] = (key[1:] != key[:-1]) | (text[1:] != text[:-1])
        keys, counts = _summed(np.concatenate([keys, key[first]]), counts)
    kept = np.union1d(keys[counts >= least], always)
    seen = np.zeros(len(kept))
    inside = np.isin(kept, keys)
    seen[inside] = counts[np.isin(keys, kept)]
    rarity = np.log((1 + len(texts)) / (1 + seen)) + 1 if texts else np.ones(len(kept))
    return Vocabulary(kept, rarity.astype(np.float32))


def _summed(keys: Keys, counts: npt.NDArray[np.int64]) -> tuple[Keys, npt.NDArray[np.int64]]:
    """KEYS begin with those already counted; the rest count one each."""
    all_counts = np.concatenate([counts, np.ones(len(keys) - len(counts), np.int64)])
    unique, which = np.unique(keys, return_inverse=True)
    return unique, np.bincount(which, all_counts, len(unique)).astype(np.int64)


def _pruned(tree: Tree, vocabulary: Vocabulary, weights: Array, bias: Array, trial: Trial) -> Model:
    """The model with the features that weigh most."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - heavy, only for who trains

    worth = np.abs(weights).max(axis=1, initial=0)
    kept = np.sort(np.argsort(-worth, kind="stable")[:FEATURES])
    kept = kept[worth[kept] > 0]
    small = Vocabulary(vocabulary.keys[kept], vocabulary.rarity[kept])
    floor, outside = thresholds(tree, trial)
    matrix = csr_matrix(weights[kept].astype(np.float32))
    return Model(tree, small, matrix, bias, floor, outside, len(trial.label))
