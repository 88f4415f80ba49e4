"""From scores to probabilities that keep their word, and from when on to answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from .features import Places
from .linear import Array, softmax
from .tree import Tree

WANTED: Final = 0.95
"""Share of the answers that shall be right."""
UNTRIED: Final = 0.5
"""The floor while nothing has been tried."""
FEWEST: Final = 50
"""Decisions below which the floor stays as it is on the first day."""


@dataclass(frozen=True)
class Trial:
    """Scores (examples × labels) from models that had not seen the example, and its true label."""

    scores: Array
    label: Places

    @classmethod
    def none(cls) -> Trial:
        return cls(np.zeros((0, 0)), np.zeros(0, np.intp))


def tempered(scores: Array, targets: Array) -> float:
    """The factor for the scores that makes their softmax likeliest (Guo et al. 2017)."""
    factors = np.exp(np.linspace(np.log(0.2), np.log(8), 60))
    losses = [-(targets * np.log(softmax(scores * one) + 1e-12)).sum() for one in factors]
    return float(factors[int(np.argmin(losses))])


def thresholds(tree: Tree, trial: Trial) -> tuple[float, float]:
    """The floor of the probability, and the score below which nothing fits."""
    if len(trial.label) < FEWEST:
        return UNTRIED, -np.inf
    top = tree.siblings[0]
    shares = softmax(trial.scores[:, top.start : top.stop])
    heading = np.array([list(tree.line(place))[-1] for place in trial.label.tolist()])
    sure, right = shares.max(axis=1), shares.argmax(axis=1) == heading
    order = np.argsort(-sure, kind="stable")
    rate = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(rate >= WANTED)
    floor = float(sure[order][enough[-1]]) if len(enough) else 1.0
    strongest = trial.scores[:, top.start : top.stop].max(axis=1)
    return min(max(floor, 0.3), 0.95), float(np.quantile(strongest[right], 0.005))
