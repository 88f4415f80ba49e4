"""Linear classifiers, one label against its siblings, and how they join with the first day.

Each label gets the mean of two support vector machines (L2-regularised squared hinge loss, dual
coordinate descent: Hsieh et al. 2008, liblinear): one on the features as they are, one on the
features weighed by their log-count ratio (NB-SVM: Wang & Manning 2012), which is steadier on short
texts. Both are linear, so their mean is one vector again and costs nothing when asked.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from .features import Places

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Array = npt.NDArray[np.float64]
PLAIN_COST: Final = 4.0
RATIO_COST: Final = 2.0
SMOOTH: Final = 0.1
TOLERANCE: Final = 0.1
ROUNDS: Final = 300
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


def softmax(scores: Array) -> Array:
    """Shares of 1 along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def fit(lesson: Lesson, seed: int) -> tuple[Array, Array]:
    """Weights (features × siblings) and bias (siblings)."""
    weights = np.zeros((lesson.features.shape[1], lesson.siblings))
    bias = np.full(lesson.siblings, STRANGER)
    taught = np.unique(lesson.which)
    if len(taught) < 2:
        bias[taught] = -STRANGER
        return weights, bias
    for one in taught.tolist():
        is_it = lesson.which == one
        ratio = _log_count_ratio(lesson.features, is_it)
        weighed = lesson.features.copy()
        weighed.data = weighed.data * ratio[weighed.indices]
        plain, its_bias = machine(lesson.features, is_it, PLAIN_COST, seed)
        by_ratio, ratio_bias = machine(weighed, is_it, RATIO_COST, seed)
        weights[:, one] = (plain + by_ratio * ratio) / 2
        bias[one] = (its_bias + ratio_bias) / 2
    return weights, bias


def machine(
    features: csr_matrix,
    is_it: npt.NDArray[np.bool_],
    cost: float,
    seed: int,
    *,
    even: bool = False,
) -> tuple[Array, float]:
    """One support vector machine: yes against no; EVEN: both count the same, however many."""
    from sklearn.svm import LinearSVC  # noqa: PLC0415 - heavy

    found = LinearSVC(C=cost, tol=TOLERANCE, max_iter=ROUNDS, random_state=seed)
    found.set_params(dual=True, class_weight="balanced" if even else None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # stopped early is near enough
        found.fit(features, is_it)
    return found.coef_.ravel(), float(found.intercept_[0])


def _log_count_ratio(features: csr_matrix, is_it: npt.NDArray[np.bool_]) -> Array:
    sums = np.stack([is_it, ~is_it]).astype(np.float64) @ features + SMOOTH
    shares = sums / sums.sum(axis=1, keepdims=True)
    return np.asarray(np.log(shares[0] / shares[1]))
