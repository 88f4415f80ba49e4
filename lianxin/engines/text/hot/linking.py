"""Average-link clustering of a sparse graph, by merging of reciprocal nearest neighbours.

Pairs of clusters that are each other's nearest are merged, all of a round at once, until none is
near enough (Murtagh 1983; Sumengen et al. 2021, "Scaling hierarchical agglomerative clustering to
billion-sized datasets"). The mean likeness of two clusters is reckoned over all their pairs, from
the sums of their vectors, so that a chain of chance likenesses joins nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from .space import Floats, Ints

CHUNK: Final = 100_000


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on two clusters are about the same."""

    place: float = 0.12
    """Mean likeness of the places, when both have some."""
    trouble: float = 0.05
    """Mean likeness of the trouble besides."""
    both: float = 0.16
    """Geometric mean of the two."""
    placeless: float = 0.22
    """Mean likeness of the trouble, when one of the two names no place."""
    silence: int = 180
    """Days without a voice after which the same trouble is another issue."""


@dataclass
class Clusters:
    """Sums of the vectors of each cluster, and what else decides."""

    places: csr_matrix
    troubles: csr_matrix
    size: Floats
    placed: Floats
    first: Ints
    last: Ints
    of_row: Ints
    forbidden: dict[int, set[int]] = field(default_factory=dict)

    def merged(self, label: Ints, count: int) -> Clusters:

        old = len(label)
        joining = csr_matrix(
            (np.ones(old, np.float32), (label, np.arange(old))), shape=(count, old)
        )
        first = np.full(count, np.iinfo(np.int64).max)
        last = np.full(count, np.iinfo(np.int64).min)
        np.minimum.at(first, label, self.first)
        np.maximum.at(last, label, self.last)
        forbidden: dict[int, set[int]] = {}
        for one, others in self.forbidden.items():
            forbidden.setdefault(int(label[one]), set()).update(int(label[o]) for o in others)
        return Clusters(
            joining @ self.places,
            joining @ self.troubles,
            joining @ self.size,
            joining @ self.placed,
            first,
            last,
            label[self.of_row],
            forbidden,
        )


def link(clusters: Clusters, left: Ints, right: Ints, limits: Limits) -> Clusters:
    """CLUSTERS merged along the pairs (left, right) until none of them is near enough."""
    scores = likeness(clusters, left, right, limits)
    while len(left):
        some = scores > 0
        left, right, scores = left[some], right[some], scores[some]
        partner = _reciprocal(left, right, scores, len(clusters.size), clusters.forbidden)
        joined = np.flatnonzero(partner > np.arange(len(partner)))
        if not len(joined):
            break
        root = np.arange(len(partner))
        root[partner[joined]] = joined
        label = np.unique(root, return_inverse=True)[1]
        changed = np.zeros(label.max() + 1, bool)
        changed[label[joined]] = True
        clusters = clusters.merged(label, len(changed))
        left, right, scores = _contracted(label[left], label[right], scores, len(changed))
        again = changed[left] | changed[right]
        scores[again] = likeness(clusters, left[again], right[again], limits)
    return clusters


def likeness(clusters: Clusters, left: Ints, right: Ints, limits: Limits) -> Floats:
    """Of each pair of clusters; 0 where they are not about the same."""
    parts = [
        _likeness(clusters, left[at : at + CHUNK], right[at : at + CHUNK], limits)
        for at in range(0, len(left), CHUNK)
    ]
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def _likeness(clusters: Clusters, left: Ints, right: Ints, limits: Limits) -> Floats:
    pairs = clusters.size[left] * clusters.size[right]
    placed = clusters.placed[left] * clusters.placed[right]
    place = _products(clusters.places, left, right) / np.maximum(placed, 1)
    trouble = _products(clusters.troubles, left, right) / pairs
    score = combined(place, trouble, placed / pairs, limits)
    gap = np.maximum(
        clusters.first[left] - clusters.last[right], clusters.first[right] - clusters.last[left]
    )
    score[gap > limits.silence] = 0
    return score


def combined(place: Floats, trouble: Floats, placed: Floats, limits: Limits) -> Floats:
    """One likeness of two: of the place and of the trouble; PLACED is the share with places."""
    both = np.sqrt(place * trouble)
    fits = (place >= limits.place) & (trouble >= limits.trouble) & (both >= limits.both)
    bare = (trouble >= limits.placeless) & (placed < 0.25)
    return np.where(fits, both, np.where(bare, trouble, 0)).astype(np.float32)


def _products(vectors: csr_matrix, left: Ints, right: Ints) -> Floats:
    return np.asarray(vectors[left].multiply(vectors[right]).sum(axis=1)).ravel()


def _reciprocal(
    left: Ints, right: Ints, scores: Floats, count: int, forbidden: dict[int, set[int]]
) -> Ints:
    """For each cluster the one with which it merges now, or itself."""
    if forbidden:
        allowed = np.array(
            [int(b) not in forbidden.get(int(a), ()) for a, b in zip(left, right, strict=True)],
            bool,
        )
        left, right, scores = left[allowed], right[allowed], scores[allowed]
    own = np.concatenate([left, right])
    other = np.concatenate([right, left])
    order = np.lexsort((other, -np.concatenate([scores, scores]), own))
    own, other = own[order], other[order]
    ids, at = np.unique(own, return_index=True)
    best = np.arange(count)
    best[ids] = other[at]
    return np.where(best[best] == np.arange(count), best, np.arange(count))


def _contracted(
    left: Ints, right: Ints, scores: Floats, count: int
) -> tuple[Ints, Ints, NDArray[np.float32]]:
    low, high = np.minimum(left, right), np.maximum(left, right)
    outer = low != high
    pairs, at = np.unique(low[outer] * count + high[outer], return_index=True)
    return pairs // count, pairs % count, scores[outer][at]
