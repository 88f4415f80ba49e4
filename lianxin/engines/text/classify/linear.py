"""Linear classifiers of siblings, and how they join with the first day.

Each label gets the mean of two support vector machines by dual coordinate descent (liblinear):
one that tells all siblings apart at once (Crammer & Singer 2001, Keerthi et al. 2008), and one of
its own against all others, on features weighed by their log-count ratio (NB-SVM: Wang & Manning
2012), which is steadier on short texts. Both are linear, so their mean is one vector again and
costs nothing when asked.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from .features import Places

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from sklearn.svm import LinearSVC

Array = npt.NDArray[np.float64]
TOGETHER_COST: Final = 1.0
RATIO_COST: Final = 2.0
SMOOTH: Final = 0.1
TOLERANCE: Final = 0.1
ROUNDS: Final = 300
ALSO_RAN: Final = 0.1
STRANGER: Final = -1.0
"""The score of a label nobody has been given yet: the margin of a plain no."""


@dataclass(frozen=True)
class Lesson:
    """``features`` texts × features, in double precision; ``which`` sibling each belongs to."""

    features: csr_matrix
    which: Places
    siblings: int

    def only(self, rows: Places) -> Lesson:
        return Lesson(self.features[rows], self.which[rows], self.siblings)


def shares(scores: Array) -> Array:
    """Shares of 1 along the last axis: softmax, in which what lies behind the two strongest counts
    ALSO_RAN only. Machines tell rivals apart; what they say of the rest is mostly noise, and plain
    softmax gives it more than comes true.
    """
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    if raised.shape[-1] > 2:
        second = np.partition(raised, -2, axis=-1)[..., -2:-1]
        raised = np.where(raised >= second, raised, raised * ALSO_RAN)
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def fit(lesson: Lesson, seed: int) -> tuple[Array, Array]:
    """Weights (features × siblings) and bias (siblings)."""
    weights = np.zeros((lesson.features.shape[1], lesson.siblings))
    bias = np.full(lesson.siblings, STRANGER)
    taught = np.unique(lesson.which)
    if len(taught) < 2:
        bias[taught] = -STRANGER
        return weights, bias
    weights[:, taught], bias[taught] = _together(lesson, seed)
    for one in taught.tolist():
        is_it = lesson.which == one
        ratio = _log_count_ratio(lesson.features, is_it)
        weighed = lesson.features.copy()
        weighed.data = weighed.data * ratio[weighed.indices]
        by_ratio, ratio_bias = machine(weighed, is_it, RATIO_COST, seed)
        weights[:, one] = (weights[:, one] + by_ratio * ratio) / 2
        bias[one] = (bias[one] + ratio_bias) / 2
    return weights, bias


def _together(lesson: Lesson, seed: int) -> tuple[Array, Array]:
    """Of the siblings that have examples, in their order."""
    found = _fitted(
        lesson.features,
        lesson.which,
        C=TOGETHER_COST,
        random_state=seed,
        multi_class="crammer_singer",
    )
    if len(found.classes_) == 2:  # one vector, for the second and against the first
        sides = np.array([[-0.5], [0.5]])
        return (sides * found.coef_).T, sides.ravel() * found.intercept_
    return found.coef_.T, found.intercept_


def machine(
    features: csr_matrix, is_it: npt.NDArray[np.bool_], cost: float, seed: int
) -> tuple[Array, float]:
    """One support vector machine, yes against no: both count the same, however many."""
    found = _fitted(features, is_it, C=cost, random_state=seed, class_weight="balanced")
    return found.coef_.ravel(), float(found.intercept_[0])


def _fitted(features: csr_matrix, which: npt.NDArray[Any], **settings: object) -> LinearSVC:
    from sklearn.svm import LinearSVC  # noqa: PLC0415 - heavy

    machine = LinearSVC(dual=True, tol=TOLERANCE, max_iter=ROUNDS).set_params(**settings)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # stopped early is near enough
        return machine.fit(features, which)


def _log_count_ratio(features: csr_matrix, is_it: npt.NDArray[np.bool_]) -> Array:
    sums = np.stack([is_it, ~is_it]).astype(np.float64) @ features + SMOOTH
    shares = sums / sums.sum(axis=1, keepdims=True)
    return np.asarray(np.log(shares[0] / shares[1]))
