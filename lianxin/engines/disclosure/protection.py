"""What else must be hidden so that nothing hidden can be worked out.

A table with totals is a network: every number is an edge, every sum a node, and a change of the
hidden numbers that leaves all sums right is a circulation. A hidden number can vary exactly
when its edge lies on a circuit of hidden edges with room to move, and how far it can vary is a
maximum flow. After D. Gusfield, "A graph theoretic approach to statistical data security",
SIAM Journal on Computing 17 (1988) 552-571, with the hiding found by cheapest paths as in
J. P. Kelly, B. L. Golden and A. A. Assad, "Cell suppression: disclosure protection for sensitive
tabular data", Networks 22 (1992) 397-413. The least possible hiding is NP-hard; cheapest paths
hide a little more than needed now and then, never less.

Two attackers must fail:

* One who knows the rule, the threshold and even which hidden numbers are small ("primary",
  from 1 to k-1) and which are hidden for their sake ("complementary", k or more) must not be
  able to work out any hidden number. The exception: where a total is itself small the reasons
  can be enough (four kinds of answer, fewer than five people: one each). In such a table the
  attacker who is not told the reasons must still fail, and so reasons are not printed.
* One who knows only that counts are not negative must not be able to bound a small number
  below k; otherwise a sum of hidden groups would itself be a small group laid open.

What is out of reach: subtraction between different tables, or between editions of one table.
Publish fixed breakdowns only.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

FREE: Final = 10**9
"""More than any count: an edge without an upper bound."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A published number: raising it by one sends one unit from ``tail`` to ``head``.

    ``cost`` is what hiding it takes from the reader.
    """

    tail: int
    head: int
    value: int
    cost: int


@dataclass(frozen=True, slots=True)
class Network:
    """The numbers of one publication and the rule they are published under.

    ``small_total``: one of the totals is itself too small to be shown.
    """

    edges: tuple[Edge, ...]
    k: int
    show_zeros: bool
    small_total: bool = False

    def is_small(self, edge: Edge) -> bool:
        return self.least_hidden <= edge.value < self.k

    @property
    def least_hidden(self) -> int:
        """The least a hidden number can be: zeros are not hidden, or they are all small."""
        return 1 if self.show_zeros else 0

    def range_known(self, edge: Edge, *, reasons: bool) -> tuple[int, int]:
        """Between what an attacker knows a hidden number to lie, told the reasons or not."""
        if not reasons:
            return self.least_hidden, FREE
        return (self.least_hidden, self.k - 1) if self.is_small(edge) else (self.k, FREE)


@dataclass(frozen=True, slots=True)
class _Arc:
    goal: int
    room: int
    edge: int


def protect(network: Network) -> tuple[frozenset[int], frozenset[int]]:
    """Indices of the edges to hide: those too small, and those hidden for their sake."""
    small = frozenset(i for i, edge in enumerate(network.edges) if network.is_small(edge))
    hidden = set(small)
    settled = -1
    while len(hidden) != settled:
        settled = len(hidden)
        # One at a time: what is hidden for one number often protects the next.
        for i in sorted(hidden):
            hidden.update(_missing(network, i, hidden, small))
    return small, frozenset(_unneeded_removed(network, hidden, small) - small)


def is_protected(network: Network, hidden: set[int], small: frozenset[int]) -> bool:
    """Whether both attackers fail on every hidden number."""
    return not any(_missing(network, i, hidden, small) for i in hidden)


def _unneeded_removed(network: Network, hidden: set[int], small: frozenset[int]) -> set[int]:
    """Hidden edges without those, dearest first, that later hiding has made needless."""
    kept = set(hidden)
    for i in sorted(hidden - small, key=lambda i: (-network.edges[i].cost, i)):
        if is_protected(network, kept - {i}, small):
            kept.discard(i)
    return kept


def _missing(
    network: Network, target: int, hidden: set[int], small: frozenset[int]
) -> frozenset[int]:
    """Edges that must be hidden besides ``hidden`` so that the target is safe."""
    extra = _for_exactness(network, target, hidden)
    if target in small:
        extra |= _for_bound(network, target, hidden | extra)
    return extra


def _for_exactness(network: Network, target: int, hidden: set[int]) -> frozenset[int]:
    """What lets the target differ from its value by one, if possible for one told the reasons."""
    for reasons in (False,) if network.small_total else (True, False):
        found = _ways_to_differ(network, target, hidden, reasons=reasons)
        if found:
            return min(found, key=lambda new: _cost(network, new))
    return _everything(network) - hidden


def _ways_to_differ(
    network: Network, target: int, hidden: set[int], *, reasons: bool
) -> list[frozenset[int]]:
    edge = network.edges[target]
    low, high = network.range_known(edge, reasons=reasons)
    arcs = _arcs_between_known_ranges(network, target, reasons=reasons)
    up = _cheapest_path(network, arcs, (edge.head, edge.tail), hidden)
    down = _cheapest_path(network, arcs, (edge.tail, edge.head), hidden)
    found = []
    if up is not None and edge.value < high:
        found.append(_revealed(up, hidden))
    if down is not None and edge.value > low:
        found.append(_revealed(down, hidden))
    return found


def _for_bound(network: Network, target: int, hidden: set[int]) -> frozenset[int]:
    """What lets the target reach k, for the attacker who knows only that counts are counts."""
    edge = network.edges[target]
    flow = [0] * len(network.edges)
    extra: frozenset[int] = frozenset()
    left = network.k - edge.value
    while left > 0:
        arcs = _arcs_of_flow(network, target, flow)
        path = _cheapest_path(network, arcs, (edge.head, edge.tail), hidden | extra)
        if path is None:
            return _everything(network) - hidden
        pushed = min(left, *(arc.room for arc in path)) if path else left
        for arc in path:
            forward = network.edges[arc.edge].head == arc.goal
            flow[arc.edge] += pushed if forward else -pushed
        extra |= _revealed(path, hidden)
        left -= pushed
    return extra


def _arcs_between_known_ranges(
    network: Network, target: int, *, reasons: bool
) -> dict[int, list[_Arc]]:
    arcs: dict[int, list[_Arc]] = {}
    for i, edge in _movable(network, target):
        low, high = network.range_known(edge, reasons=reasons)
        _add_arc(arcs, edge.tail, _Arc(edge.head, high - edge.value, i))
        _add_arc(arcs, edge.head, _Arc(edge.tail, edge.value - low, i))
    return arcs


def _arcs_of_flow(network: Network, target: int, flow: Sequence[int]) -> dict[int, list[_Arc]]:
    arcs: dict[int, list[_Arc]] = {}
    for i, edge in _movable(network, target):
        _add_arc(arcs, edge.tail, _Arc(edge.head, FREE, i))
        _add_arc(arcs, edge.head, _Arc(edge.tail, edge.value + flow[i], i))
    return arcs


def _movable(network: Network, target: int) -> Iterator[tuple[int, Edge]]:
    """Edges that are hidden or may be. A zero that is shown stays shown: hiding it helps nobody."""
    for i, edge in enumerate(network.edges):
        if i != target and (edge.value > 0 or not network.show_zeros):
            yield i, edge


def _add_arc(arcs: dict[int, list[_Arc]], start: int, arc: _Arc) -> None:
    if arc.room > 0:
        arcs.setdefault(start, []).append(arc)


def _cheapest_path(
    network: Network, arcs: dict[int, list[_Arc]], ends: tuple[int, int], hidden: set[int]
) -> list[_Arc] | None:
    """The path that hides least: hidden edges are free, others cost what they tell (Dijkstra)."""
    start, goal = ends
    best = {start: 0}
    came: dict[int, tuple[int, _Arc]] = {}
    queue = [(0, start)]
    while queue:
        cost, node = heapq.heappop(queue)
        if node == goal:
            return _walk_back(came, start, goal)
        if cost > best[node]:
            continue
        for arc in arcs.get(node, ()):
            further = cost + (0 if arc.edge in hidden else network.edges[arc.edge].cost)
            if further < best.get(arc.goal, FREE * FREE):
                best[arc.goal] = further
                came[arc.goal] = (node, arc)
                heapq.heappush(queue, (further, arc.goal))
    return None


def _walk_back(came: dict[int, tuple[int, _Arc]], start: int, goal: int) -> list[_Arc]:
    path = []
    while goal != start:
        goal, arc = came[goal]
        path.append(arc)
    return path


def _revealed(path: Sequence[_Arc], hidden: set[int]) -> frozenset[int]:
    return frozenset(arc.edge for arc in path) - hidden


def _cost(network: Network, edges: frozenset[int]) -> tuple[int, list[int]]:
    return sum(network.edges[i].cost for i in edges), sorted(edges)


def _everything(network: Network) -> frozenset[int]:
    """All edges but zeros that are shown: the last resort."""
    return frozenset(
        i for i, edge in enumerate(network.edges) if edge.value > 0 or not network.show_zeros
    )
