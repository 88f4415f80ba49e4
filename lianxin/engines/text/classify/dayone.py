"""What the tree itself says before anybody has decided anything.

Every label is described by its own name, words and examples, and, less loudly, by those of the
labels below it. A run of signs speaks for the siblings that use it, the louder the fewer they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from .features import Keys, Vocabulary, grams
from .linear import Array
from .tree import Tree

LOUDNESS: Final = 12.0
"""Points a perfect likeness is worth before the softmax."""
FAINTER: Final = 0.5
"""What a description counts for the label above."""


def own_texts(tree: Tree) -> list[tuple[int, str, float]]:
    """Pieces of description: the label they describe, the text, what it counts."""
    pieces = []
    for place in range(len(tree.labels)):
        label, counts = tree.labels[place], 1.0
        texts = (*label.name.replace("和", " ").split(), *label.words, *label.examples)
        for above in tree.line(place):
            pieces += [(above, text, counts) for text in texts]
            counts *= FAINTER
    return pieces


def own_keys(tree: Tree) -> Keys:
    """The features of the tree's own words; single signs say too little without company."""
    found = grams([text for _, text, _ in own_texts(tree)])
    return np.unique(found.key[found.key >> np.uint64(21) != 0])


def described(tree: Tree, vocabulary: Vocabulary) -> Array:
    """Features × labels: the weights of the first day."""
    pieces = own_texts(tree)
    found = grams([text for _, text, _ in pieces])
    place, known = vocabulary.find(found.key)
    known &= found.key >> np.uint64(21) != 0
    label = np.array([piece[0] for piece in pieces], np.intp)
    counts = np.array([piece[2] for piece in pieces])
    weights = np.zeros((len(vocabulary), len(tree.labels)))
    np.add.at(weights, (place[known], label[found.text[known]]), counts[found.text[known]])
    for siblings in tree.siblings:
        _told_apart(weights[:, siblings.start : siblings.stop])
    return weights * vocabulary.rarity[:, None]


def _told_apart(weights: Array) -> None:
    """In place: dampen counts, prefer what few siblings say, give each the same length."""
    np.log1p(weights, out=weights)
    used = (weights > 0).sum(axis=1, keepdims=True)
    weights *= np.log((1 + weights.shape[1]) / np.maximum(used, 1))
    lengths = np.linalg.norm(weights, axis=0)
    weights *= LOUDNESS / np.where(lengths > 0, lengths, 1)


__all__: Sequence[str] = ("described", "own_keys")
