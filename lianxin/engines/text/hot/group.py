"""Which voices are about one trouble."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack

from . import neighbours
from .linking import Clusters, Limits, link
from .model import Group, Grouping, Member, Reason, Why
from .reasons import explained
from .space import Space
from .terms import terms
from .voices import Said

__all__ = ["Group", "Grouping", "Member", "Reason", "Why", "group"]

LIMITS = Limits()


def group(
    said: Sequence[Said],
    *,
    together: Sequence[frozenset[int]] = (),
    apart: Sequence[tuple[int, int]] = (),
) -> Grouping:
    """Groups of SAID: same trouble, same place or people, same period.

    TOGETHER are sets of keys an officer has joined, APART pairs of keys an officer has parted;
    both are always respected, and where they contradict each other APART wins.
    """
    ordered = sorted(said, key=lambda one: (one.day, one.key))
    if not ordered:
        return Grouping(())
    space = Space()
    for one in ordered:
        space.add(terms(one))
    places, troubles = space.fit()
    clusters = _single(ordered, places, troubles)
    for _ in range(2):
        clusters = _round(clusters)
    return explained(ordered, clusters.of_row, places, troubles)


def _single(ordered: Sequence[Said], places: csr_matrix, troubles: csr_matrix) -> Clusters:
    days = np.array([one.day.toordinal() for one in ordered], np.int64)
    return Clusters(
        places,
        troubles,
        np.ones(len(ordered), np.float32),
        (np.diff(places.indptr) > 0).astype(np.float32),
        days,
        days.copy(),
        np.arange(len(ordered)),
    )


def _round(clusters: Clusters) -> Clusters:

    both = hstack(
        [
            diags(1 / np.maximum(clusters.placed, 1)) @ clusters.places,
            diags(1 / clusters.size) @ clusters.troubles,
        ],
        format="csr",
        dtype=np.float32,
    )
    left, right = neighbours.pairs(both)
    return link(clusters, left, right, LIMITS)
