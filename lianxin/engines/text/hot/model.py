"""Groups of voices, and why each voice is in its group."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Why(StrEnum):
    """What a voice has in common with the others of its group."""

    PLACE = "place"
    """Names of places, schools, companies, estates: ``words``."""
    UNIT = "unit"
    """The unit the site knows: ``words`` has its name."""
    TROUBLE = "trouble"
    """Words of the trouble itself: ``words``."""
    COPY = "copy"
    """The same text as another voice of the group."""
    OFFICER = "officer"
    """An officer has put them together."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing in common; ``words`` the most telling first, as they stand in the voice."""

    kind: Why
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """A voice of a group; ``likeness`` 0 to 1: how near it is to the middle of the group."""

    key: int
    reasons: tuple[Reason, ...]
    likeness: float


@dataclass(frozen=True, slots=True)
class Group:
    """At least two voices, the one nearest to the middle first.

    ``cohesion`` 0 to 1: how alike the trouble of two of its voices is on average, without what
    may be the name of the place; below a tenth they share little more than the place.
    """

    members: tuple[Member, ...]
    cohesion: float

    @property
    def keys(self) -> tuple[int, ...]:
        return tuple(member.key for member in self.members)


@dataclass(frozen=True)
class Grouping:
    """All groups, the largest first; ``lone`` are the voices that belong to none."""

    groups: tuple[Group, ...]
    lone: tuple[int, ...] = ()

    @cached_property
    def group_of(self) -> dict[int, int]:
        """Position in ``groups`` by key of the voice."""
        return {key: at for at, group in enumerate(self.groups) for key in group.keys}


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one new voice belongs.

    ``group`` is the caller's own number of a group, or None when no group fits; then ``near``
    may name a lone voice with which it would make a new one.
    """

    group: int | None
    reasons: tuple[Reason, ...] = ()
    likeness: float = 0.0
    near: int | None = None
