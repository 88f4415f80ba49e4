"""What is known before anybody has decided anything.

Every label is described by its own name, words and examples, and, less loudly, by those of the
labels below it. A run of signs speaks for the siblings that use it, the louder the fewer they are.
Where messages of the site are at hand, the ones this is surest about teach a classifier, which
thereby learns the words that people use beside those of the tree (self-training: Yarowsky 1995).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from .features import WORDS, Keys, Places, Vocabulary, grams
from .linear import STRANGER, Array, machine
from .tree import Tree

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

LOUDNESS: Final = 20.0
"""Points a perfect likeness is worth before the softmax."""
TAUGHT_LOUDNESS: Final = 4.0
"""Points a margin of 1 is worth before the softmax."""
FAINTER: Final = 0.5
"""What a description counts for the label above."""
SUREST: Final = 0.3
"""Share of the messages of each label that teach."""
FEWEST: Final = 150
"""Messages below which the description alone is steadier."""
COST: Final = 0.1


def own_keys(tree: Tree) -> Keys:
    """The features of the tree's own words; single signs say too little without company."""
    found = grams([text for _, text, _ in _own_texts(tree)]).key
    return np.unique(found[_telling(found)])


def described(tree: Tree, vocabulary: Vocabulary) -> Array:
    """Features × labels: the weights of the first day."""
    pieces = _own_texts(tree)
    found = grams([text for _, text, _ in pieces])
    place, known = vocabulary.find(found.key)
    known &= _telling(found.key)
    label = np.array([piece[0] for piece in pieces], np.intp)
    counts = np.array([piece[2] for piece in pieces])
    weights = np.zeros((len(vocabulary), len(tree.labels)))
    np.add.at(weights, (place[known], label[found.text[known]]), counts[found.text[known]])
    for siblings in tree.siblings:
        _told_apart(weights[:, siblings.start : siblings.stop])
    return weights * vocabulary.rarity[:, None]


def taught(tree: Tree, features: csr_matrix, weights: Array, seed: int) -> tuple[Array, Array]:
    """WEIGHTS of the descriptions, and a bias, after reading messages nobody has classified."""
    weights, bias = weights.copy(), np.zeros(len(tree.labels))
    below: dict[int, Places] = {-1: np.arange(features.shape[0])}
    for siblings in tree.siblings:
        rows = below.get(tree.parents[siblings.start], np.zeros(0, np.intp))
        if len(rows) < FEWEST or len(siblings) < 2:
            continue
        columns = slice(siblings.start, siblings.stop)
        own = features[rows]
        which, sure = _surest(own @ weights[:, columns])
        below |= {siblings.start + one: rows[which == one] for one in range(len(siblings))}
        if len(np.unique(which[sure])) > 1:
            weights[:, columns], bias[columns] = _learned(own[sure], which[sure], seed, siblings)
    return weights, bias


def _learned(
    features: csr_matrix, which: Places, seed: int, siblings: range
) -> tuple[Array, Array]:
    weights = np.zeros((features.shape[1], len(siblings)))
    bias = np.full(len(siblings), STRANGER)
    for one in np.unique(which).tolist():
        weights[:, one], bias[one] = machine(features, which == one, COST, seed)
    return weights * TAUGHT_LOUDNESS, bias * TAUGHT_LOUDNESS


def _surest(scores: Array) -> tuple[Places, Places]:
    """The likeliest sibling of each text, and of each sibling the texts it leads by most."""
    which = scores.argmax(axis=1)
    ordered = np.sort(scores, axis=1)
    lead = ordered[:, -1] - ordered[:, -2]
    chosen = []
    for one in np.unique(which).tolist():
        its = np.flatnonzero((which == one) & (lead > 0))
        chosen.append(its[np.argsort(-lead[its], kind="stable")][: max(5, int(SUREST * len(its)))])
    return which, np.sort(np.concatenate(chosen)) if chosen else np.zeros(0, np.intp)


def _own_texts(tree: Tree) -> list[tuple[int, str, float]]:
    """Pieces of description: the label they describe, the text, what it counts."""
    pieces = []
    for place, label in enumerate(tree.labels):
        counts = 1.0
        for above in tree.line(place):
            pieces += [
                (above, text, counts) for text in (label.name, *label.words, *label.examples)
            ]
            counts *= FAINTER
    return pieces


def _telling(keys: Keys) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.asarray((keys < WORDS) & (keys >> np.uint64(21) != 0))


def _told_apart(weights: Array) -> None:
    """In place: dampen counts, prefer what few siblings say, give each the same length."""
    np.log1p(weights, out=weights)
    used = (weights > 0).sum(axis=1, keepdims=True)
    weights *= np.log((1 + weights.shape[1]) / np.maximum(used, 1))
    lengths = np.linalg.norm(weights, axis=0)
    weights *= LOUDNESS / np.where(lengths > 0, lengths, 1)
