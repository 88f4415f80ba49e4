"""What a reply has word for word from earlier ones; courtesy and citations do not count.

Runs of WINDOW signs (shingles) of the reply's own content are looked up in the earlier replies:
Broder, On the resemblance and containment of documents (1997).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .clauses import Clause, Role, clauses
from .sentences import Span

WINDOW: Final = 10
"""Signs in a row that chance or a common phrase seldom repeats."""
COPIED: Final = 0.4
"""Share of the content from which a reply counts as copied."""
SHORTEST: Final = 20
"""Signs of content below which every reply is like others."""
MOST: Final = 5


@dataclass(frozen=True, slots=True)
class Copied:
    """The earlier reply KEY holds LIKENESS (0…1) of this reply's content, here at ``spans``."""

    key: int
    likeness: float
    spans: tuple[Span, ...]


def copied(found: Sequence[Clause], earlier: Sequence[tuple[int, str]]) -> tuple[Copied, ...]:
    """The earlier replies from which the clauses FOUND are taken, likest first."""
    windows = list(_windows(found)) if earlier else []
    own = {told for told, _ in windows}
    if len(windows) < SHORTEST - WINDOW:
        return ()
    hits = []
    for key, text in earlier:
        shared = own & _plain_windows(text)
        likeness = sum(told in shared for told, _ in windows) / len(windows)
        if likeness >= COPIED:
            spans = merged(place for told, place in windows if told in shared)
            hits.append(Copied(key, round(likeness, 3), spans))
    return tuple(sorted(hits, key=lambda hit: (-hit.likeness, hit.key))[:MOST])


def _windows(found: Sequence[Clause]) -> Iterator[tuple[str, Span]]:
    """Each run of WINDOW letters in the told clauses, across what parts them."""
    signs = [
        (sign, clause.start + at)
        for clause in found
        if clause.role is Role.TOLD
        for at, sign in enumerate(clause.text)
        if sign.isalnum()
    ]
    for at in range(len(signs) - WINDOW + 1):
        window = signs[at : at + WINDOW]
        yield "".join(sign for sign, _ in window), Span(window[0][1], window[-1][1] + 1)


def _plain_windows(text: str) -> set[str]:
    return {told for told, _ in _windows(clauses(text))}


def merged(places: Iterable[Span]) -> tuple[Span, ...]:
    """Overlapping spans as one, in order."""
    found: list[Span] = []
    for place in sorted(places, key=lambda span: span.start):
        if found and place.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, place.end))
        else:
            found.append(place)
    return tuple(found)
