"""What every new site begins with: the tree of categories, which it may then change as it likes."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from lianxin.matters.models import Category, Urgency

TREE = Path(__file__).parent / "categories.toml"


@transaction.atomic
def seed() -> int:
    """Add what is missing, known by its code; what the site has changed stays as it is."""
    known = {category.code: category for category in Category.objects.all()}
    added = 0
    for order, heading in enumerate(_tree(), 1):
        parent = known.get(heading["code"])
        if parent is None:
            parent = _add(heading, order, None)
            added += 1
        for place, leaf in enumerate(heading["leaves"], 1):
            if leaf["code"] not in known:
                _add(leaf, place, parent)
                added += 1
    return added


def _tree() -> list[dict[str, Any]]:
    with TREE.open("rb") as file:
        headings: list[dict[str, Any]] = tomllib.load(file)["headings"]
    return headings


def _add(entry: dict[str, Any], order: int, parent: Category | None) -> Category:
    return Category.objects.create(
        code=entry["code"],
        name=entry["name"],
        parent=parent,
        order=order,
        urgency=entry.get("urgency", Urgency.ORDINARY),
        words="\n".join(entry.get("words", "").split("、") + entry.get("examples", [])).strip(),
    )
