"""Clusters of a sparse graph, by merging of clusters that are each other's nearest.

All such pairs of a round are merged at once, until none is near enough (reciprocal nearest
neighbours: Murtagh 1983; Sumengen et al. 2021, "Scaling hierarchical agglomerative clustering to
billion-sized datasets"). Two clusters are as near as the cosine of the sums of their vectors,
which all their voices make together: so a chain of chance likenesses joins nothing, and a large
issue told in many words still knows its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from .space import Floats, Ints
from .texts import SILENCE

CHUNK: Final = 100_000
MOSTLY: Final = 0.5
FEW_HEADED: Final = 0.25
"""Pairs whose titles both name a place; below this the trouble alone may decide."""


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on two clusters are about the same."""

    place: float = 0.30
    """Cosine of the places, when both have some."""
    trouble: float = 0.15
    """Cosine of the trouble besides: at one place there is more than one trouble."""
    both: float = 0.33
    """Geometric mean of the two."""
    placeless: float = 0.37
    """Cosine of the trouble, when one of the two names no place in its title."""
    trace: float = 0.05
    """Cosine of the places below which two that name some are elsewhere."""
    unit: float = 0.30
    """The same within one unit that the site knows."""
    silence: int = SILENCE
    """Days without a voice after which the same trouble is another issue."""


LIMITS: Final = Limits()


@dataclass
class Clusters:
    """Sums of the vectors of each cluster, and what else decides."""

    places: csr_matrix
    troubles: csr_matrix
    units: csr_matrix
    size: Floats
    placed: Floats
    headed: Floats
    known: Floats
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
            joining @ self.units,
            joining @ self.size,
            joining @ self.placed,
            joining @ self.headed,
            joining @ self.known,
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
    directed = replace(
        clusters,
        places=of_length_one(clusters.places),
        troubles=of_length_one(clusters.troubles),
    )
    parts = [
        _likeness(directed, left[at : at + CHUNK], right[at : at + CHUNK], limits)
        for at in range(0, len(left), CHUNK)
    ]
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def _likeness(clusters: Clusters, left: Ints, right: Ints, limits: Limits) -> Floats:
    pairs = clusters.size[left] * clusters.size[right]
    placed = clusters.placed[left] * clusters.placed[right] > 0
    headed = clusters.headed[left] * clusters.headed[right]
    known = clusters.known[left] * clusters.known[right]
    place = _products(clusters.places, left, right)
    trouble = _products(clusters.troubles, left, right)
    unit = _products(clusters.units, left, right) / np.maximum(known, 1)
    score = combined(
        place,
        trouble,
        placed & (place < limits.trace),
        headed / pairs < FEW_HEADED,
        np.where(known > 0, unit, -1),
        limits=limits,
    )
    gap = np.maximum(
        clusters.first[left] - clusters.last[right], clusters.first[right] - clusters.last[left]
    )
    score[gap > limits.silence] = 0
    return score


def cosines(vectors: csr_matrix, left: Ints, right: Ints) -> Floats:
    """Of the rows LEFT and RIGHT, pair by pair."""
    directed = of_length_one(vectors)
    parts = [
        _products(directed, left[at : at + CHUNK], right[at : at + CHUNK])
        for at in range(0, len(left), CHUNK)
    ]
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def combined(
    place: Any, trouble: Any, elsewhere: Any, open_title: Any, unit: Any, *, limits: Limits
) -> Floats:
    """One likeness of two, of the place and of the trouble; 0 if they are not one issue.

    ELSEWHERE: both name places and share none. OPEN_TITLE: few titles name a place, so that the
    trouble alone may decide. UNIT: share of pairs in one unit, below 0 where none is known.
    """
    both = np.sqrt(place * trouble)
    apart = (unit >= 0) & (unit < MOSTLY) & open_title
    fits = (place >= limits.place) & (trouble >= limits.trouble) & (both >= limits.both)
    enough = np.where(unit >= MOSTLY, limits.unit, limits.placeless)
    bare = open_title & ~elsewhere & (trouble >= enough)
    likeness = np.where(fits, both, np.where(bare, trouble, 0))
    return np.where(apart, 0, likeness).astype(np.float32)


def of_length_one(vectors: csr_matrix) -> csr_matrix:
    lengths = np.sqrt(np.asarray(vectors.multiply(vectors).sum(axis=1)).ravel())
    return diags(1 / np.where(lengths > 0, lengths, 1)).astype(np.float32) @ vectors


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
