"""What pages of other apps may filter voices by: keys with the words people read."""

from __future__ import annotations

from collections.abc import Iterator

from lianxin.matters.models import Category, Channel, Closure, Matter, Voice

Choice = tuple[str, str]
INDENT = "\u3000"


def states() -> list[Choice]:
    """A voice that has been taken in stands where its matter stands, as in counts.by_state."""
    of_voices = [(key, label) for key, label in Voice.State.choices if key != Voice.State.TAKEN]
    of_matters = [(key, label) for key, label in Matter.State.choices if key in LEDGER_STATES]
    return [(str(key), str(label)) for key, label in (*of_voices, *of_matters)]


LEDGER_STATES = (*Matter.OPEN, Matter.State.CLOSED)


def is_matter_state(key: str) -> bool:
    return key in LEDGER_STATES


def channels() -> list[Choice]:
    return [(str(key), str(label)) for key, label in Channel.choices]


def closures() -> list[Choice]:
    return [(str(key), str(label)) for key, label in Closure.choices]


def categories() -> list[Choice]:
    """The tree, parents first; those no longer in use too, since old voices stand under them."""
    beneath: dict[int | None, list[Category]] = {}
    for category in Category.objects.all():
        beneath.setdefault(category.parent_id, []).append(category)
    return [(str(one.pk), INDENT * depth + one.name) for depth, one in _walk(beneath, None, 0)]


def _walk(
    beneath: dict[int | None, list[Category]], parent: int | None, depth: int
) -> Iterator[tuple[int, Category]]:
    for category in beneath.get(parent, []):
        yield depth, category
        yield from _walk(beneath, category.pk, depth + 1)
