"""Where one new voice belongs, without grouping everything again.

Every group is the sum of its voices, as in the grouping itself (linking.py); a new voice is laid
beside all of them at once through an inverted index, and beside the lone voices too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy.sparse import csc_matrix, csr_matrix

from ..segment import words
from .linking import FEW_HEADED, LIMITS, combined, of_length_one
from .model import Grouping, Placed, Reason, Why
from .reasons import LOOKED_AT, words_of
from .rivals import NEARLY_ONE_TEXT, one_form_twice, two_institutions
from .space import Space, Vector
from .terms import Terms, terms
from .voices import Said

LOOKED_AT_CLOSELY: Final = 3
"""Candidates, and voices of each, that are compared word by word."""
KINDS: Final = (Why.PLACE, Why.TROUBLE)


@dataclass
class _Target:
    """A group, or a voice that stands alone or came in since the groups were read."""

    group: int | None
    voices: list[Said]
    institutions: list[tuple[str, ...]]
    headed: float


@dataclass(frozen=True)
class _Facts:
    """Of all targets, in their order."""

    first: Any
    last: Any
    headed: Any
    placed: Any
    units: list[list[str]]


class Places:
    """The groups as they stand, ready for new voices.

    GROUPS are the stored members by the caller's own number of a group; LONE are voices of no
    group, with which a new voice may make one. Everything needed is rebuilt from these. Voices
    that come in later are kept beside (`add`); after some hundreds of them build it anew.
    """

    def __init__(self, groups: Mapping[int, Sequence[Said]], lone: Sequence[Said] = ()) -> None:
        self._space = Space()
        read: list[list[Terms]] = []
        self._targets: list[_Target] = []
        for group, voices in (*groups.items(), *((None, [one]) for one in lone)):
            if voices:
                read.append([terms(one) for one in voices])
                named = [each.institutions for each in read[-1]]
                self._targets.append(_Target(group, list(voices), named, 0.0))
        for each in (one for some in read for one in some):
            self._space.add(each)
        self._fit([len(some) for some in read])
        self._late: list[tuple[Vector, Vector]] = []
        self._known: _Facts | None = None

    @classmethod
    def of(cls, grouping: Grouping, said: Sequence[Said]) -> Places:
        """After a run of `group`; the number of a group is its position in it."""
        known = {one.key: one for one in said}
        groups = {at: [known[key] for key in one.keys] for at, one in enumerate(grouping.groups)}
        return cls(groups, [known[key] for key in grouping.lone])

    def _fit(self, sizes: list[int]) -> None:
        bounds = np.concatenate([[0], np.cumsum(np.array(sizes, np.int64))]).astype(np.int64)
        rows = self._space.fit()
        joining = csr_matrix(
            (np.ones(int(bounds[-1]), np.float32), np.arange(int(bounds[-1])), bounds),
            shape=(len(sizes), int(bounds[-1])),
        )
        self._rows, self._bounds = rows, bounds
        self._sums = tuple(of_length_one(joining @ each).tocsr() for each in rows)
        self._columns = tuple(each.tocsc() for each in self._sums)
        headed = joining @ self._space.headed()
        for target, titles in zip(self._targets, headed, strict=True):
            target.headed = float(titles) / len(target.voices)

    def place(self, said: Said) -> Placed:
        """The group SAID belongs to; changes nothing. Some milliseconds."""
        if not self._targets:
            return Placed(None)
        read = terms(said)
        vectors = self._space.vectors(read)
        place, trouble = (
            _products(columns, vector, [late[kind] for late in self._late])
            for kind, (columns, vector) in enumerate(zip(self._columns, vectors, strict=True))
        )
        scores = self._scores(said, place, trouble, bool(vectors[0]), self._headed(read))
        for at in np.argsort(-scores, kind="stable")[:LOOKED_AT_CLOSELY]:
            if scores[at] > 0 and not self._speaks_of_another(said, read, vectors, int(at)):
                return self._placed(said, vectors, int(at), float(scores[at]))
        return Placed(None)

    def add(self, said: Said, group: int | None) -> None:
        """Remember that SAID is in GROUP now, or alone."""
        read = terms(said)
        self._late.append(self._space.vectors(read))
        self._known = None
        self._targets.append(_Target(group, [said], [read.institutions], float(self._headed(read))))

    def _headed(self, read: Terms) -> bool:
        return bool(self._space.places_in(read.title, read))

    def _scores(self, said: Said, place: Any, trouble: Any, placed: bool, headed: bool) -> Any:
        facts = self._facts()
        units = np.array([_unit_share(units, said.place) for units in facts.units])
        scores = combined(
            place,
            trouble,
            placed & facts.placed & (place < LIMITS.trace),
            (facts.headed < FEW_HEADED) | (not headed),
            units,
            limits=LIMITS,
        )
        day = said.day.toordinal()
        scores[np.maximum(facts.first - day, day - facts.last) > LIMITS.silence] = 0
        return scores

    def _facts(self) -> _Facts:
        if self._known is None:
            early = np.diff(self._sums[0].indptr) > 0
            late = np.array([bool(places) for places, _ in self._late], bool)
            days = [[one.day.toordinal() for one in each.voices] for each in self._targets]
            self._known = _Facts(
                np.array([min(each) for each in days]),
                np.array([max(each) for each in days]),
                np.array([each.headed for each in self._targets]),
                np.concatenate([early, late]),
                [[one.place for one in each.voices if one.place] for each in self._targets],
            )
        return self._known

    def _speaks_of_another(
        self, said: Said, read: Terms, vectors: tuple[Vector, Vector], at: int
    ) -> bool:
        target = self._targets[at]
        if all(two_institutions(read.institutions, named) for named in target.institutions):
            return True
        return any(one_form_twice(said, one) for one in self._nearest(vectors[1], at))

    def _nearest(self, trouble: Vector, at: int) -> Iterator[Said]:
        """The voices of the target whose words are nearly those of the new voice."""
        target = self._targets[at]
        if at >= len(self._bounds) - 1:
            yield from target.voices
            return
        rows = self._rows[1][self._bounds[at] : self._bounds[at + 1]]
        likes = _products(rows.tocsc(), trouble, [])
        for row in np.argsort(-likes, kind="stable")[:LOOKED_AT_CLOSELY]:
            if likes[row] >= NEARLY_ONE_TEXT:
                yield target.voices[int(row)]

    def _placed(self, said: Said, vectors: tuple[Vector, Vector], at: int, score: float) -> Placed:
        target = self._targets[at]
        text = f"{said.title}\n{said.body[:LOOKED_AT]}"
        cut = words(text)
        found = [
            Reason(why, told)
            for kind, why in enumerate(KINDS)
            if (told := words_of(text, cut, self._in_common(vectors[kind], kind, at)))
        ]
        if said.place and said.place in {one.place for one in target.voices}:
            found.append(Reason(Why.UNIT, (said.place,)))
        near = target.voices[0].key if target.group is None else None
        return Placed(target.group, tuple(found), min(1.0, score), near)

    def _in_common(self, vector: Vector, kind: int, at: int) -> dict[str, float]:
        early = self._sums[kind].shape[0]
        if at >= early:
            beside = self._late[at - early][kind]
        else:
            row = self._sums[kind][at]
            beside = dict(zip(row.indices.tolist(), row.data.tolist(), strict=True))
        return {
            self._space.term(number): weight * beside[number]
            for number, weight in vector.items()
            if number >= 0 and number in beside
        }


def _unit_share(units: list[str], unit: str) -> float:
    """Share of the UNITS that are UNIT; less than 0 where none is known."""
    return units.count(unit) / len(units) if units and unit else -1.0


def _products(columns: csc_matrix, vector: Vector, late: Sequence[Vector]) -> Any:
    """The products of VECTOR with each row of the matrix, and with each of the LATE vectors."""
    scores = np.zeros(columns.shape[0], np.float32)
    for number, weight in vector.items():
        if 0 <= number < columns.shape[1]:
            begin, end = columns.indptr[number], columns.indptr[number + 1]
            scores[columns.indices[begin:end]] += weight * columns.data[begin:end]
    beside = [
        sum(weight * each.get(number, 0.0) for number, weight in vector.items()) for each in late
    ]
    return np.concatenate([scores, np.array(beside, np.float32)])
