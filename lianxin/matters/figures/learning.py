"""How right the engine has been on this site: counts of decisions, of no person and no voice."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count

from lianxin.matters.models import Category, Decided

FEWEST = 10  # decisions of which a share is worth saying


@dataclass(frozen=True)
class Line:
    """Of one heading of the tree: decisions with a suggestion before them, and how many agreed."""

    name: str
    count: int
    agreed: int

    @property
    def percent(self) -> int:
        return round(100 * self.agreed / self.count)


@dataclass(frozen=True)
class Record:
    decided: int  # all decisions
    asked: int  # those the engine had read before
    answered: int  # of these, where it had an answer and did not abstain
    agreed: int  # of these, where the officer agreed
    lines: tuple[Line, ...]
    few: int  # decisions under headings with too few of them

    @property
    def percent(self) -> int | None:
        return round(100 * self.agreed / self.answered) if self.answered >= FEWEST else None


def record() -> Record:
    """An answer that names the heading above is right as far as it goes."""
    decided = Decided.objects.visible_to_all_as_counts().order_by()
    rows = decided.values_list("category", "suggested", "was_suggested")
    tops = {one.pk: one.top() for one in Category.objects.select_related("parent__parent")}
    asked: Counter[str] = Counter()
    lines: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for category, suggested, was_asked, number in rows.annotate(number=Count("pk")):
        asked["decided"] += number
        asked["asked"] += number * was_asked
        if not suggested:
            continue
        agreed = suggested in (category, tops[category].pk)
        for counter in (asked, lines[str(tops[category])]):
            counter["answered"] += number
            counter["agreed"] += number * agreed
    enough = {name: line for name, line in lines.items() if line["answered"] >= FEWEST}
    by_size = sorted(enough.items(), key=lambda pair: (-pair[1]["answered"], pair[0]))
    return Record(
        decided=asked["decided"],
        asked=asked["asked"],
        answered=asked["answered"],
        agreed=asked["agreed"],
        lines=tuple(Line(name, line["answered"], line["agreed"]) for name, line in by_size),
        few=asked["answered"] - sum(line["answered"] for line in enough.values()),
    )
