"""The site's own categories, from the headings down to the last branch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from .linear import Array
from .linear import shares as of_one_parent


class UnfitTree(ValueError):
    """Two categories with one code, a parent that is not there, or a circle of parents."""


@dataclass(frozen=True, slots=True)
class Label:
    """A category: ``words`` people use for it and ``examples`` of whole sentences, both optional.

    ``code`` is what stays the same when it is renamed; ``parent`` is the code of the one above.
    """

    code: str
    name: str
    parent: str | None = None
    words: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tree:
    """Categories in an order that puts parents before children and siblings side by side."""

    labels: tuple[Label, ...]

    @classmethod
    def of(cls, labels: Iterable[Label]) -> Tree:
        """Raises UnfitTree."""
        given = list(labels)
        codes = {label.code for label in given}
        if len(codes) < len(given):
            raise UnfitTree("two categories have one code")
        if stray := {label.parent for label in given} - codes - {None}:
            raise UnfitTree(f"no category has the code of a parent: {sorted(map(str, stray))}")
        below: dict[str | None, list[Label]] = {}
        for label in given:
            below.setdefault(label.parent, []).append(label)
        ordered: list[Label] = []
        parents = [None, *(label.code for label in below.get(None, ()))]
        for parent in parents:
            children = below.get(parent, ())
            ordered += children
            parents += [child.code for child in children] if parent is not None else []
        if len(ordered) < len(given):
            raise UnfitTree("a category stands above itself")
        return cls(tuple(ordered))

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(label.code for label in self.labels)

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Code to place in ``labels``."""
        return {code: place for place, code in enumerate(self.codes)}

    @cached_property
    def parents(self) -> tuple[int, ...]:
        """The place of the parent of each label; -1 for a heading."""
        return tuple(
            -1 if label.parent is None else self.place[label.parent] for label in self.labels
        )

    @cached_property
    def siblings(self) -> tuple[range, ...]:
        """The places of the children of one parent, for every parent, from the top down."""
        found, start = [], 0
        for place in range(1, len(self.parents) + 1):
            if place == len(self.parents) or self.parents[place] != self.parents[start]:
                found.append(range(start, place))
                start = place
        return tuple(found)

    @cached_property
    def leaves(self) -> tuple[int, ...]:
        """The places of the labels with nothing below them."""
        above = set(self.parents)
        return tuple(place for place in range(len(self.labels)) if place not in above)

    @cached_property
    def depths(self) -> npt.NDArray[np.intp]:
        """How many labels stand above each."""
        return np.array([len(list(self.line(place))) - 1 for place in range(len(self.labels))])

    def line(self, place: int) -> Iterator[int]:
        """The places from PLACE up to its heading, itself first."""
        while place >= 0:
            yield place
            place = self.parents[place]

    def shares(self, scores: Array) -> Array:
        """Texts × labels: the probability of each label; siblings add up to their parent's."""
        shares = np.ones_like(scores)
        for siblings in self.siblings:
            columns = slice(siblings.start, siblings.stop)
            shares[:, columns] = of_one_parent(scores[:, columns])
            parent = self.parents[siblings.start]
            if parent >= 0:
                shares[:, columns] *= shares[:, parent : parent + 1]
        return shares
