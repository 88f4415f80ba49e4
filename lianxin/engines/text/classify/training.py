"""How a model is made: from the tree alone on the first day, later from what officers decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from . import dayone
from .calibration import Trial, blended, thresholds
from .features import Keys, Places, Vocabulary, grams, rarity
from .linear import Array, Lesson, fit
from .model import Example, Model
from .tree import Label, Tree

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

LATEST: Final = 20_000
"""Decisions and messages that are learned from: enough, and the time stays bounded."""
FOLDS: Final = 4
TRIED: Final = 2_000
"""Decisions on which a model that has not seen them is tried: two factors and a floor need no
more, and each further part costs as much as the model itself."""
FEATURES: Final = 160_000
"""Features learned from, those of the most texts; more make the file larger and hardly any
answer better. Which ones is settled before anything is learned, and without looking at a
decision: so the model that is tried is the model that is used."""
SEEN: Final = (2, 3)
"""Texts a feature must occur in, while there are few texts and once there are MANY."""
MANY: Final = 1_000
PIECE: Final = 2_000


def untrained(tree: Sequence[Label], unlabelled: Sequence[str] = (), *, seed: int = 0) -> Model:
    """The model of the first day: it knows the tree's own names, words and examples.

    UNLABELLED: messages of the site that nobody has classified. Raises UnfitTree.
    """
    whole, messages = Tree.of(tree), list(dict.fromkeys(unlabelled))[-LATEST:]
    vocabulary = _vocabulary(dayone.own_keys(whole), messages)
    features = _matrix(vocabulary, messages)
    learned = _first_day(whole, vocabulary, features, seed)
    return _model(whole, vocabulary, learned, Trial.none(), 0)


def train(
    tree: Sequence[Label],
    examples: Sequence[Example],
    *,
    seed: int = 0,
    moved: Mapping[str, str] | None = None,
    unlabelled: Sequence[str] = (),
) -> Model:
    """The knowledge of the first day, corrected by EXAMPLES, the latest last.

    MOVED: old code to new, for categories merged or given another code; examples whose code is
    then still not in the tree are left out, and so is what is older than the LATEST.
    UNLABELLED: other messages of the site. Raises UnfitTree.
    """
    whole = Tree.of(tree)
    known = placed(whole, examples, moved or {})[-LATEST:]
    if not known:
        return untrained(tree, unlabelled, seed=seed)
    texts = [example.text for example, _ in known]
    read = set(texts)
    others = [text for text in dict.fromkeys(unlabelled) if text not in read][-LATEST:]
    vocabulary = _vocabulary(dayone.own_keys(whole), [*texts, *others])
    features = _matrix(vocabulary, [*texts, *others])
    # What officers decided is not read for the first day: its scores, too, have not seen it then.
    first = _first_day(whole, vocabulary, features[len(texts) :], seed)
    labels = np.array([place for _, place in known])
    lessons = Lessons(whole, features, first, labels, seed)
    learned, trial = lessons.learned(_folds([example for example, _ in known], seed))
    return _model(whole, vocabulary, learned, trial, len(known))


def _first_day(
    tree: Tree, vocabulary: Vocabulary, features: csr_matrix, seed: int
) -> tuple[Array, Array]:
    return dayone.taught(tree, features, dayone.described(tree, vocabulary), seed)


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
    """Texts as features, first those whose ``label`` is known; the scores of the first day
    (weights, bias).
    """

    tree: Tree
    features: csr_matrix
    first: tuple[Array, Array]
    label: Places
    seed: int

    def learned(self, folds: Sequence[Places]) -> tuple[tuple[Array, Array], Trial]:
        """Weights and bias, and how they did on what they had not seen: the texts in FOLDS."""
        weights, bias = self.first[0].copy(), self.first[1].copy()
        before = self.features[: len(self.label)] @ weights + bias
        scores = before.copy()
        for siblings in self.tree.siblings:
            rows, which = self._taught(siblings)
            if not len(rows) or len(siblings) < 2:
                continue
            columns = slice(siblings.start, siblings.stop)
            lesson = Lesson(self.features[rows], which, len(siblings))
            parts = [np.flatnonzero(np.isin(rows, fold)) for fold in folds]
            tried, unseen = np.concatenate(parts), self._unseen(lesson, parts)
            first = before[rows[tried], columns]
            loud, early = blended(unseen, first, which[tried])
            scores[rows[tried], columns] = loud * unseen + early * first
            more, its_bias = fit(lesson, self.seed)
            weights[:, columns] = loud * more + early * weights[:, columns]
            bias[columns] = loud * its_bias + early * bias[columns]
        asked = np.concatenate(folds)
        return (weights, bias), Trial(scores[asked], self.label[asked])

    def _unseen(self, lesson: Lesson, parts: Sequence[Places]) -> Array:
        """Scores of each text of PARTS by a machine that has learned from the others only."""
        scores = [np.zeros((0, lesson.siblings))]
        for part in parts:
            others = np.setdiff1d(np.arange(len(lesson.which)), part)
            nothing = np.zeros((lesson.features.shape[1], lesson.siblings)), np.zeros(1)
            learn = len(part) and len(others)
            blind = replace(lesson, features=self._without(lesson.features, part))
            weights, bias = fit(blind.only(others), self.seed) if learn else nothing
            scores.append(blind.features[part] @ weights + bias)
        return np.concatenate(scores)

    def _without(self, features: csr_matrix, part: Places) -> csr_matrix:
        """FEATURES of some texts as they would be had those of PART never been read.

        What occurs too seldom elsewhere would then not be known, and a text gets length 1 from
        the rest: without this a text of PART seems to say less than it does when it is new.
        """
        from scipy.sparse import csr_matrix, diags  # noqa: PLC0415 - heavy, only for who trains

        texts, columns = self.features.shape
        seen = np.bincount(self.features.indices, minlength=columns)
        elsewhere = seen - np.bincount(features[part].indices, minlength=columns)
        known = elsewhere >= np.minimum(seen, SEEN[texts - len(part) >= MANY])
        rest = csr_matrix(features @ diags(known.astype(float)))
        rest.eliminate_zeros()
        lengths = np.sqrt(np.asarray(rest.power(2).sum(axis=1)).ravel())
        return csr_matrix(diags(1 / np.where(lengths > 0, lengths, 1)) @ rest)

    def _taught(self, siblings: range) -> tuple[Places, Places]:
        """The examples that stand at or below one of SIBLINGS, and below which."""
        branch = np.full(len(self.tree.labels), -1)
        for place in range(len(branch)):
            for above in self.tree.line(place):
                if above in siblings:
                    branch[place] = above - siblings.start
        which = branch[self.label]
        rows = np.flatnonzero(which >= 0)
        return rows, which[rows]


def _folds(examples: Sequence[Example], seed: int) -> list[Places]:
    """As many parts of FOLDS as make TRIED examples; one group is never torn apart."""
    names = [example.group or f"\0{place}" for place, example in enumerate(examples)]
    order = dict.fromkeys(names)
    shuffled = np.random.default_rng(seed).permutation(len(order)) % FOLDS
    fold = dict(zip(order, shuffled.tolist(), strict=True))
    of = np.array([fold[name] for name in names])
    enough = min(FOLDS, -(-TRIED * FOLDS // len(examples)))
    return [np.flatnonzero(of == part) for part in range(enough)]


def _pieces(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for begin in range(0, len(texts), PIECE):
        yield texts[begin : begin + PIECE]


def _matrix(vocabulary: Vocabulary, texts: Sequence[str]) -> csr_matrix:
    from scipy.sparse import vstack  # noqa: PLC0415 - heavy, only for who trains

    pieces = [vocabulary.matrix(piece) for piece in _pieces(texts)] or [vocabulary.matrix([])]
    return vstack(pieces, format="csr", dtype=np.float64)


def _vocabulary(always: Keys, texts: Sequence[str]) -> Vocabulary:
    """What occurs in the most of TEXTS, and ALWAYS."""
    keys, counts = np.zeros(0, np.uint64), np.zeros(0, np.int64)
    for piece in _pieces(texts):
        found = grams(piece)
        # Stable, and equal keys come in the order of the texts already: one of each text is left.
        order = np.argsort(found.key, kind="stable")
        key, text = found.key[order], found.text[order]
        first = np.ones(len(key), bool)
        first[1:] = (key[1:] != key[:-1]) | (text[1:] != text[:-1])
        keys, counts = _summed(np.concatenate([keys, key[first]]), counts)
    often = np.flatnonzero(counts >= SEEN[len(texts) >= MANY])
    often = often[np.argsort(-counts[often], kind="stable")[:FEATURES]]
    kept = np.union1d(keys[often], always)
    seen = np.zeros(len(kept))
    inside = np.isin(kept, keys)
    seen[inside] = counts[np.isin(keys, kept)]
    return Vocabulary(kept, rarity(seen, len(texts)))


def _summed(keys: Keys, counts: npt.NDArray[np.int64]) -> tuple[Keys, npt.NDArray[np.int64]]:
    """KEYS begin with those already counted; the rest count one each."""
    all_counts = np.concatenate([counts, np.ones(len(keys) - len(counts), np.int64)])
    unique, which = np.unique(keys, return_inverse=True)
    return unique, np.bincount(which, all_counts, len(unique)).astype(np.int64)


def _model(
    tree: Tree,
    vocabulary: Vocabulary,
    learned: tuple[Array, Array],
    trial: Trial,
    decisions: int,
) -> Model:
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - heavy, only for who trains

    weights, bias = learned
    floor, outside = thresholds(tree, trial)
    matrix = csr_matrix(weights.astype(np.float32))
    return Model(tree, vocabulary, matrix, bias, floor, outside, decisions)
