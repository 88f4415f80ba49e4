"""Why each voice is in its group, and how near it is to the middle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_matrix

from ..plain import Place, plain
from ..segment import words
from .linking import of_length_one
from .model import Group, Grouping, Member, Reason, Why
from .space import Ints, Space
from .texts import Texts
from .voices import Said

WORDS: Final = 3
"""Words told of each kind."""
LOOKED_AT: Final = 200
LONGEST_WORD: Final = 12
EXCLUSIVE: Final = 0.8
COMMON_TO: Final = 0.7
LONGEST_NAME: Final = 4
"""Pairs of signs: a name of five signs."""


@dataclass(frozen=True, slots=True)
class Material:
    """What the groups were made from."""

    texts: Texts
    places: csr_matrix
    troubles: csr_matrix
    space: Space
    together: Sequence[frozenset[int]]
    often: Ints
    """In how many rows each term of the trouble stands."""


def explained(of_row: Ints, material: Material) -> Grouping:
    """The clusters of at least two voices as groups, the largest first."""
    order = np.argsort(of_row, kind="stable")
    bounds = np.concatenate([[0], np.cumsum(np.bincount(of_row))])
    groups, lone = [], []
    for begin, end in pairwise(bounds):
        rows = order[begin:end]
        voices = material.texts.all
        if sum(len(voices[row]) for row in rows) > 1:
            groups.append(_group(rows, material))
        else:
            lone += [one.key for row in rows for one in voices[row]]
    groups.sort(key=lambda one: (-len(one.members), one.members[0].key))
    return Grouping(tuple(groups), tuple(sorted(lone)))


def _group(rows: Ints, material: Material) -> Group:
    officer = (Reason(Why.OFFICER),)
    places, named = _compact(material.places[rows])
    troubles, told_of = _compact(material.troubles[rows])
    near = likeness_to_the_rest(places, troubles)
    shared = {
        Why.PLACE: _shared(places, named, material.space),
        Why.TROUBLE: _shared(troubles, told_of, material.space),
    }
    keys = {one.key for row in rows for one in material.texts.all[row]}
    joined = {key for some in material.together if len(some & keys) > 1 for key in some}
    members = [
        Member(one.key, told + officer * (one.key in joined), float(like))
        for row, like in zip(rows, near, strict=True)
        for told in [_reasons(material.texts.all[row], shared)]
        for one in material.texts.all[row]
    ]
    members.sort(key=lambda member: (-member.likeness, member.key))
    return Group(tuple(members), cohesion(troubles, material.often[told_of]))


def _compact(own: csr_matrix) -> tuple[csr_matrix, Ints]:
    """OWN with only the columns that hold something, and which these are."""
    columns, places = np.unique(own.indices, return_inverse=True)
    shape = (own.shape[0], len(columns))
    return csr_matrix((own.data, places.ravel(), own.indptr), shape=shape), columns


def likeness_to_the_rest(own: csr_matrix, troubles: csr_matrix) -> Any:
    """Mean likeness of each row to the other ones: of the trouble, and of the place if named."""
    count = own.shape[0]
    if count == 1:
        return np.ones(1)
    trouble = _mean_to_others(troubles)
    placed = np.diff(own.indptr) > 0
    if placed.sum() < 2:
        return np.clip(trouble, 0, 1)
    place = _mean_to_others(own) * (count - 1) / np.maximum(placed.sum() - 1, 1)
    return np.clip(np.where(placed, np.sqrt(np.clip(place, 0, 1) * trouble), trouble), 0, 1)


def cohesion(own: csr_matrix, often: Ints) -> float:
    """Mean likeness of the trouble of two rows, 0 to 1.

    A name that no ending betrays looks like trouble, and would hold together all that is ever
    said about one estate. So the few terms that nearly all of these rows have and hardly any
    other are left out.
    """
    count = own.shape[0]
    if count == 1:
        return 1.0
    here = np.bincount(own.indices, minlength=own.shape[1])
    only = (here >= EXCLUSIVE * often) & (here >= max(2, COMMON_TO * count))
    weights = np.where(only, np.bincount(own.indices, own.data, minlength=own.shape[1]), 0)
    names = np.argsort(-weights, kind="stable")[:LONGEST_NAME]
    rest = own.copy()
    rest.data[np.isin(rest.indices, names[weights[names] > 0])] = 0
    rest = of_length_one(rest)
    return float(np.clip(_mean_to_others(rest).mean(), 0, 1))


def _mean_to_others(own: csr_matrix) -> Any:
    sums = np.asarray(own.sum(axis=0)).ravel()
    alone = np.asarray(own.multiply(own).sum(axis=1)).ravel()
    return np.clip(own @ sums - alone, 0, None) / (own.shape[0] - 1)


def _shared(own: csr_matrix, columns: Ints, space: Space) -> dict[str, float]:
    """Terms in a third of the rows and in two at least, with their weight in the group."""
    count = own.shape[0]
    often = np.bincount(own.indices, minlength=len(columns))
    weights = np.bincount(own.indices, own.data, minlength=len(columns))
    return {
        space.term(int(columns[at])): float(weights[at])
        for at in np.flatnonzero(often >= (1 if count == 1 else max(2, count / 3)))
    }


def _reasons(copies: Sequence[Said], shared: dict[Why, dict[str, float]]) -> tuple[Reason, ...]:
    text = f"{copies[0].title}\n{copies[0].body[:LOOKED_AT]}"
    cut = words(text)
    found = [
        Reason(kind, said) for kind, terms in shared.items() if (said := words_of(text, cut, terms))
    ]
    return (*found, Reason(Why.COPY)) if len(copies) > 1 else tuple(found)


def words_of(text: str, cut: Sequence[Place], terms: Mapping[str, float]) -> tuple[str, ...]:
    """Stretches of TEXT, which is CUT into words, made of TERMS; the weightiest first."""
    weights: dict[str, float] = {}
    for word, weight in _stretches(text, cut, terms):
        weights[word] = max(weight, weights.get(word, 0.0))
    kept: list[str] = []
    for word in sorted(weights, key=lambda word: (-weights[word], word)):
        if not any(word in other for other in kept):
            kept.append(word)
    return tuple(kept[:WORDS])


def _stretches(
    text: str, cut: Sequence[Place], terms: Mapping[str, float]
) -> Iterator[tuple[str, float]]:
    """Runs of whole words whose signs are all covered by terms of two signs."""
    low = plain(text)
    covered = [0.0] * len(low)
    for at in range(len(low) - 1):
        weight = terms.get(low[at : at + 2], 0.0)
        if weight:
            covered[at] = max(covered[at], weight)
            covered[at + 1] = max(covered[at + 1], weight)
    begin, end = 0, 0
    for word in cut:
        inside = all(covered[word.start : word.end])
        if not inside or word.start != end or word.end - begin > LONGEST_WORD:
            yield from _told(text, begin, end, covered)
            begin = word.start if inside else word.end
        end = word.end if inside else begin
    yield from _told(text, begin, end, covered)


def _told(text: str, begin: int, end: int, covered: list[float]) -> Iterator[tuple[str, float]]:
    if end - begin > 1:
        yield text[begin:end], sum(covered[begin:end])
