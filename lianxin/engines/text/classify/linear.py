"""Multinomial logistic regression that starts from what was known before.

The scores are ``features @ weights + bias + offset``; ``offset`` is what the knowledge of the first
day says, and the penalty pulls the weights towards nought, so that few examples change little and
many decide alone (maximum a posteriori with the first day as prior mean). Convex, solved by
L-BFGS (Byrd et al. 1995): the same input gives the same weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Array = npt.NDArray[np.float64]
STEPS: Final = 60
MEMORY: Final = 5  # pairs of vectors L-BFGS keeps: each is as large as the weights


@dataclass(frozen=True, slots=True)
class Task:
    """``features`` rows × features; ``targets`` and ``offset`` rows × classes.

    ``targets`` are shares of 1 (0 or 1 where an officer decided); ``weight`` one a row.
    """

    features: csr_matrix
    targets: Array
    offset: Array
    weight: Array

    def only(self, rows: npt.NDArray[np.intp]) -> Task:
        return Task(self.features[rows], self.targets[rows], self.offset[rows], self.weight[rows])


def softmax(scores: Array) -> Array:
    """Shares of 1 along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def fit(task: Task, penalty: float) -> tuple[Array, Array]:
    """Weights (features × classes) and bias (classes)."""
    from scipy.optimize import minimize  # noqa: PLC0415 - heavy, only for who trains

    features, turned = task.features, task.features.T.tocsr()
    count, classes = features.shape[1], task.targets.shape[1]

    def loss(flat: Array) -> tuple[float, Array]:
        weights, bias = flat[:-classes].reshape(count, classes), flat[-classes:]
        scores = features @ weights.astype(np.float32) + (bias + task.offset)
        shares = softmax(scores)
        entropy = -(task.targets * np.log(shares + 1e-12)).sum(axis=1)
        error = (shares - task.targets) * task.weight[:, None]
        slope = (turned @ error.astype(np.float32)) + penalty * weights
        value = float(task.weight @ entropy) + penalty / 2 * float(np.vdot(weights, weights))
        return value, np.concatenate([slope.ravel(), error.sum(axis=0) + 1e-3 * bias])

    start = np.zeros((count + 1) * classes)
    options = {"maxiter": STEPS, "maxcor": MEMORY, "ftol": 1e-7, "gtol": 1e-4}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x
    return found[:-classes].reshape(count, classes), found[-classes:]
