"""Whether two messages are one text, a copy of it, or its words about another place.

``same``: nothing but signs, blanks and courtesies differ. ``copy``: one text, written again,
shortened, lengthened or corrected, about the same thing. ``variant``: one text in which another
place, organisation or number of a thing stands: a form that goes round, not the same matter.
``different``: anything else, though it may be about the same matter.

Likeness is the Jaccard index of the pairs of neighbouring signs (Broder 1997); containment is
the share of the smaller set that the other has too.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from . import swaps
from .align import Block, Gap, blocks, gaps
from .shape import Shape, grams, shape

LIKE: Final = 0.5
"""Least likeness of a copy; the figure of the measurements in docs/decisions/0010."""
CONTAINED: Final = 0.8
LONG_ENOUGH: Final = 40
"""A text this long that is contained in another is a part of it, not a chance."""


class Verdict(StrEnum):
    SAME = "same"
    COPY = "copy"
    VARIANT = "variant"
    DIFFERENT = "different"


class Reason(StrEnum):
    """What the verdict stands on, for the sentence that the page makes of it."""

    SAME_WORDS = "same_words"  # nothing differs but signs and courtesies
    MOSTLY_SHARED = "mostly_shared"  # likeness of LIKE or more
    PART_OF_THE_OTHER = "part_of_the_other"  # the shorter one stands in the longer one
    OTHER_PLACE = "other_place"
    OTHER_ORGANISATION = "other_organisation"
    OTHER_NUMBER = "other_number"
    OTHER_WORDS_AGAIN = "other_words_again"  # the same words replaced in several places
    MOVED = "moved"  # clauses stand in another order
    LITTLE_SHARED = "little_shared"
    NOTHING_SAID = "nothing_said"  # one of the texts has no letter or digit


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` of a text as it was given."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands in one text against what stands in the other; either side may be empty."""

    one: Span
    other: Span
    kind: swaps.Kind


@dataclass(frozen=True, slots=True)
class Comparison:
    """``shared`` are pairs of spans with the same words, in the order of the first text."""

    likeness: float
    containment: float
    verdict: Verdict
    shared: tuple[tuple[Span, Span], ...]
    differences: tuple[Difference, ...]
    reasons: tuple[Reason, ...]


def compare(one: str, other: str) -> Comparison:
    """How ONE and OTHER differ, and what that makes of them; linear in their length."""
    first, second = shape(one), shape(other)
    likeness, containment = measure(first.core, second.core)
    found = blocks(first.core, second.core)
    between = gaps(found, first.core, second.core)
    marked = swaps.kinds(between, first, second)
    verdict, reasons = _judged(first.core, second.core, likeness, containment, marked)
    return Comparison(
        likeness=likeness,
        containment=containment,
        verdict=verdict,
        shared=tuple(_shared(block, first, second) for block in found),
        differences=tuple(
            Difference(_span(first, gap.start, gap.end), _span(second, gap.beside, gap.until), kind)
            for gap, kind in marked
        ),
        reasons=reasons,
    )


def measure(one: str, other: str) -> tuple[float, float]:
    """Likeness and containment of two cores; two empty ones are alike."""
    here, there = grams(one), grams(other)
    if not here or not there:
        alike = 1.0 if here == there else 0.0
        return alike, alike
    both = len(here & there)
    return both / (len(here) + len(there) - both), both / min(len(here), len(there))


def verdict_of(one: Shape, other: Shape, likeness: float, containment: float) -> Verdict:
    """The verdict alone: what many pairs are sorted by."""
    if one.core == other.core:
        return Verdict.SAME
    if not _one_text(one.core, other.core, likeness, containment):
        return Verdict.DIFFERENT
    between = gaps(blocks(one.core, other.core), one.core, other.core)
    swapped = swaps.swapped(swaps.kinds(between, one, other))
    return Verdict.VARIANT if swapped else Verdict.COPY


def _one_text(one: str, other: str, likeness: float, containment: float) -> bool:
    long_enough = min(len(one), len(other)) >= LONG_ENOUGH
    return likeness >= LIKE or (containment >= CONTAINED and long_enough)


_REASONS: Final = {
    swaps.Kind.PLACE: Reason.OTHER_PLACE,
    swaps.Kind.ORGANISATION: Reason.OTHER_ORGANISATION,
    swaps.Kind.NUMBER: Reason.OTHER_NUMBER,
    swaps.Kind.NAME: Reason.OTHER_WORDS_AGAIN,
}


def _judged(
    one: str,
    other: str,
    likeness: float,
    containment: float,
    marked: list[tuple[Gap, swaps.Kind]],
) -> tuple[Verdict, tuple[Reason, ...]]:
    if not one or not other:
        same = one == other
        return Verdict.SAME if same else Verdict.DIFFERENT, (Reason.NOTHING_SAID,)
    if one == other:
        return Verdict.SAME, (Reason.SAME_WORDS,)
    if not _one_text(one, other, likeness, containment):
        return Verdict.DIFFERENT, (Reason.LITTLE_SHARED,)
    shared = Reason.MOSTLY_SHARED if likeness >= LIKE else Reason.PART_OF_THE_OTHER
    swapped = swaps.swapped(marked)
    if swapped:
        return Verdict.VARIANT, (shared, *(_REASONS[kind] for kind in swapped))
    moved = any(kind is swaps.Kind.MOVED for _, kind in marked)
    return Verdict.COPY, (shared, Reason.MOVED) if moved else (shared,)


def _shared(block: Block, first: Shape, second: Shape) -> tuple[Span, Span]:
    return (
        _span(first, block.start, block.start + block.size),
        _span(second, block.beside, block.beside + block.size),
    )


def _span(text: Shape, start: int, end: int) -> Span:
    """Where core[start:end] stands in the text as it was given."""
    if start < end:
        return Span(text.places[start], text.places[end - 1] + 1)
    at = text.places[start - 1] + 1 if start else (text.places[0] if text.places else 0)
    return Span(at, at)
