"""From scores to probabilities that keep their word, and from when on to answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from .features import Places
from .linear import Array, shares
from .tree import Tree

WANTED: Final = 0.95
"""Share of the answers that shall be right."""
UNTRIED: Final = 0.5
"""The floor while nothing has been tried."""
FEWEST: Final = 50
"""Decisions below which the floor stays as it is on the first day."""

LOWEST: Final = 0.4
HIGHEST: Final = 0.95
MISSED: Final = 0.01
"""Share of the right answers given up so that what fits nowhere is left alone."""
BEGIN: Final = (1.0, 1.0)
CAUTION: Final = 1.0


@dataclass(frozen=True)
class Trial:
    """Scores (examples × labels) from models that had not seen the example, and its true label."""

    scores: Array
    label: Places

    @classmethod
    def none(cls) -> Trial:
        return cls(np.zeros((0, 0)), np.zeros(0, np.intp))


def blended(learned: Array, first: Array, which: Places) -> tuple[float, float]:
    """How loud what was learned and what the first day says shall speak: two factors, never
    negative, that make the true siblings likeliest where neither had seen the text (Platt 1999
    and Guo et al. 2017, with two scores). Few decisions leave them near where they begin.
    """
    from scipy.optimize import minimize  # noqa: PLC0415 - heavy, only for who trains

    rows = np.arange(len(which))

    def loss(factors: Array) -> float:
        promised = shares(factors[0] * learned + factors[1] * first)
        doubt = -np.log(promised[rows, which] + 1e-12).sum()
        return float(doubt + CAUTION * ((factors - BEGIN) ** 2).sum())

    bounds = [(0.0, 20.0), (0.0, 3.0)]
    found = minimize(loss, np.array(BEGIN), method="L-BFGS-B", bounds=bounds).x
    return float(found[0]), float(found[1])


def thresholds(tree: Tree, trial: Trial) -> tuple[float, float]:
    """The floor of the probability, and the score of a heading below which nothing fits.

    The floor is the lowest at which WANTED of the answers are right.
    """
    if len(trial.label) < FEWEST:
        return UNTRIED, -np.inf
    likely = tree.shares(trial.scores)
    leaves = np.array(tree.leaves, np.intp)
    chosen = leaves[likely[:, leaves].argmax(axis=1)].tolist()
    pairs = zip(trial.label.tolist(), chosen, strict=True)
    right = np.array([true in tree.line(one) for true, one in pairs])
    sure = likely[np.arange(len(chosen)), chosen]
    order = np.argsort(-sure, kind="stable")
    rate = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(rate >= WANTED)
    floor = float(sure[order][enough[-1]]) if len(enough) else HIGHEST
    top = tree.siblings[0]
    strongest = trial.scores[:, top.start : top.stop].max(axis=1)
    outside = float(np.quantile(strongest[right], MISSED)) if right.any() else -np.inf
    return min(max(floor, LOWEST), HIGHEST), outside
