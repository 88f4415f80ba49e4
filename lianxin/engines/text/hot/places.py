"""Where one new voice belongs, without grouping everything again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .model import Placed
from .voices import Said


class Places:
    """The groups as they stand, ready for new voices.

    GROUPS are the stored members by the caller's own number of a group; LONE are voices of no
    group, with which a new voice may make one. Everything needed is rebuilt from these.
    """

    def __init__(self, groups: Mapping[int, Sequence[Said]], lone: Sequence[Said] = ()) -> None:
        self.groups = groups
        self.lone = lone

    def place(self, said: Said) -> Placed:
        """The group SAID belongs to; changes nothing."""
        return Placed(None)

    def add(self, said: Said, group: int | None) -> None:
        """Remember that SAID is in GROUP now, or alone."""
