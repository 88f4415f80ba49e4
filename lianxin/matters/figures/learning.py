"""How right the engine has been on this site: counts of decisions, of no person and no voice."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count

from lianxin.engines.disclosure.tables import suppress
from lianxin.matters.models import Category, Decided

FEWEST = 10  # decisions of which a share is worth saying


@dataclass(frozen=True)
class Line:
    """Of a heading of the tree: decisions with a suggestion before them, and how many agreed."""

    name: str
    count: int
    percent: int


@dataclass(frozen=True)
class Record:
    decided: int  # all decisions
    asked: int  # those the engine had read before
    answered: int  # of these, where it had an answer and did not abstain
    agreed: int  # of these, where the officer agreed
    lines: tuple[Line, ...]
    few: int  # headings with too few of them to be shown

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
    shown = suppress({name: line["answered"] for name, line in sorted(lines.items())})
    counts = [(cell.value, name) for name, cell in shown.cells.items() if cell.value]
    by_size = sorted(counts, key=lambda pair: (-pair[0], pair[1]))
    return Record(
        decided=asked["decided"],
        asked=asked["asked"],
        answered=asked["answered"],
        agreed=asked["agreed"],
        lines=tuple(Line(name, count, _share(lines[name])) for count, name in by_size),
        few=len(lines) - len(counts),
    )


def _share(line: Counter[str]) -> int:
    return round(100 * line["agreed"] / line["answered"])
