"""Which voices are about one trouble, at one place or among the same people, in one period.

Voices become two vectors (space.py); an inverted index with short lists says which may be alike
(neighbours.py); average linking joins them (linking.py), never across what an officer has parted
or what speaks of two places (rivals.py). The time grows nearly in line with the voices.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack

from . import neighbours
from .linking import LIMITS, Clusters, cosines, link, of_length_one
from .model import Group, Grouping, Member, Reason, Why
from .reasons import Material, explained
from .rivals import NEARLY_ONE_TEXT, ONE_PLACE, rivals
from .space import Floats, Ints, Space
from .terms import terms
from .texts import Texts, distinct, joined_by_officers, parted
from .voices import Said

__all__ = ["Group", "Grouping", "Member", "Reason", "Why", "group"]

ROUNDS = 2
"""The second looks for neighbours among the clusters, which know more words than one voice."""


def group(
    said: Sequence[Said],
    *,
    together: Sequence[frozenset[int]] = (),
    apart: Sequence[tuple[int, int]] = (),
) -> Grouping:
    """Groups of SAID: same trouble, same place or people, same period.

    TOGETHER are sets of keys an officer has joined, APART pairs of keys an officer has parted;
    both are always respected, and where they contradict each other APART wins. Keys must be
    unique; keys of officers' decisions that are not in SAID are passed over.
    """
    texts = distinct(said, {key for pair in apart for key in pair})
    if not texts.first:
        return Grouping(())
    space = Space()
    named = []
    for one in texts.first:
        read = terms(one)
        space.add(read)
        named.append(read.institutions)
    places, troubles = space.fit()
    clusters = _singles(texts, places, troubles, space.headed())
    clusters.forbidden = parted(texts, apart)
    clusters = clusters.merged(*joined_by_officers(texts, together, apart))
    for _ in range(ROUNDS):
        clusters = _round(clusters, texts, named)
    often = np.bincount(troubles.indices, minlength=troubles.shape[1])
    material = Material(texts, places, troubles, space, together, often)
    return explained(clusters.of_row, material)


def _singles(texts: Texts, places: csr_matrix, troubles: csr_matrix, headed: Floats) -> Clusters:
    count = len(texts.first)
    units: dict[str, int] = {}
    known = [row for row, one in enumerate(texts.first) if one.place]
    unit = [units.setdefault(texts.first[row].place, len(units)) for row in known]
    of_unit = csr_matrix(
        (np.ones(len(known), np.float32), (known, unit)), shape=(count, max(1, len(units)))
    )
    return Clusters(
        places,
        troubles,
        of_unit,
        np.ones(count, np.float32),
        (np.diff(places.indptr) > 0).astype(np.float32),
        headed,
        np.diff(of_unit.indptr).astype(np.float32),
        np.array([one.day.toordinal() for one in texts.first], np.int64),
        np.array([day.toordinal() for day in texts.last_day], np.int64),
        np.arange(count),
    )


def _round(clusters: Clusters, texts: Texts, named: Sequence[tuple[str, ...]]) -> Clusters:
    both = hstack([of_length_one(clusters.places), of_length_one(clusters.troubles)], format="csr")
    left, right = neighbours.pairs(both)
    heads = _heads(clusters.of_row, len(clusters.size))
    one_text = cosines(clusters.troubles, left, right) >= NEARLY_ONE_TEXT
    one_text &= cosines(clusters.places, left, right) < ONE_PLACE
    found = rivals(
        zip(left.tolist(), right.tolist(), one_text.tolist(), strict=True),
        [texts.first[row] for row in heads],
        [named[row] for row in heads],
    )
    _forbid(clusters.forbidden, found)
    return link(clusters, left, right, LIMITS)


def _heads(of_row: Ints, count: int) -> list[int]:
    """The first voice of each cluster."""
    heads = np.full(count, len(of_row))
    np.minimum.at(heads, of_row, np.arange(len(of_row)))
    return [int(row) for row in heads]


def _forbid(forbidden: dict[int, set[int]], pairs: Iterable[tuple[int, int]]) -> None:
    for one, other in pairs:
        forbidden.setdefault(one, set()).add(other)
        forbidden.setdefault(other, set()).add(one)
