"""Why each voice is in its group, and how near it is to the middle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .model import Group, Grouping, Member
from .space import Ints
from .voices import Said


def explained(ordered: Sequence[Said], of_row: Ints, places: Any, troubles: Any) -> Grouping:
    """The clusters of at least two voices as groups."""
    sizes = np.bincount(of_row)
    order = np.argsort(of_row, kind="stable")
    bounds = np.concatenate([[0], np.cumsum(sizes)])
    groups = []
    for cluster in np.flatnonzero(sizes > 1):
        rows = order[bounds[cluster] : bounds[cluster + 1]]
        groups.append(_group(rows, ordered, places, troubles))
    groups.sort(key=lambda one: (-len(one.members), one.members[0].key))
    lone = tuple(ordered[row].key for row in np.flatnonzero(sizes[of_row] == 1))
    return Grouping(tuple(groups), lone)


def _group(rows: Ints, ordered: Sequence[Said], places: Any, troubles: Any) -> Group:
    count = len(rows)
    to_others = np.zeros(count)
    for vectors in (places, troubles):
        own = vectors[rows]
        sums = np.asarray(own.sum(axis=0)).ravel()
        to_others += (own @ sums - np.asarray(own.multiply(own).sum(axis=1)).ravel()) / 2
    to_others /= count - 1
    best = sorted(range(count), key=lambda at: (-to_others[at], ordered[int(rows[at])].key))
    return Group(
        tuple(Member(ordered[int(rows[at])].key, (), float(min(1, to_others[at]))) for at in best),
        float(min(1, to_others.mean())),
    )
