"""How right a model is on decisions it has not learned from, and whether it may replace another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb
from typing import Final

from .model import Example, Model, Suggestion
from .training import placed

BINS: Final = 10
"""Steps of probability between which a promise is compared with what came true."""
DOUBT: Final = 0.05
"""A new model is worse when chance alone would do it this harm less often than this."""


@dataclass(frozen=True, slots=True)
class ByCode:
    """One category: decisions for it, and of the model's first choices the F1, a number 0 to 1."""

    count: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Assessment:
    """Shares are 0 to 1. First choices (``accuracy``, ``macro_f1``, ``by_code``) are counted even
    where the model abstains; ``coverage`` is the share it answers and ``accuracy_when_sure`` how
    many of those are right (an answer higher in the right line is right).
    ``calibration_error``: mean distance between the probability promised and what came true
    (expected calibration error, ten bins). ``right``: decision by decision, for ``not_worse``.
    """

    count: int
    accuracy: float
    macro_f1: float
    coverage: float
    accuracy_when_sure: float
    calibration_error: float
    by_code: Mapping[str, ByCode]
    right: tuple[bool, ...]


def assess(
    model: Model, held_back: Sequence[Example], *, moved: Mapping[str, str] | None = None
) -> Assessment:
    """Decisions whose code the model's tree does not know count as missed."""
    given = model.suggest_many([example.text for example in held_back])
    lines = []
    for example in held_back:
        known = placed(model.tree, [example], moved or {})
        line = list(model.tree.line(known[0][1])) if known else []
        lines.append([model.codes[place] for place in line])
    first = [one.ranked[0][0] if one.ranked else "" for one in given]
    truth = [
        line[0] if line else example.code for line, example in zip(lines, held_back, strict=True)
    ]
    chosen = [_at_the_level_of(model, code, true) for code, true in zip(first, truth, strict=True)]
    right = tuple(one == true for one, true in zip(chosen, truth, strict=True))
    sure = [one.code in line for one, line in zip(given, lines, strict=True) if one.code]
    by_code = _by_code(truth, chosen)
    return Assessment(
        count=len(held_back),
        accuracy=_mean(right),
        macro_f1=_mean([one.f1 for one in by_code.values() if one.count]),
        coverage=len(sure) / len(held_back) if held_back else 0.0,
        accuracy_when_sure=_mean(sure),
        calibration_error=_calibration_error(given, right),
        by_code=by_code,
        right=right,
    )


def not_worse(new: Assessment, old: Assessment) -> bool:
    """Whether NEW may replace OLD: both assessed on the same held-back decisions, in one order.

    Exact McNemar test (one-sided) on the decisions where one is right and the other is not: NEW
    is worse when it loses more than it gains and chance would do so in less than one of twenty
    cases. Beside it, plainly: not more than two points of macro-F1 lost, and when sure it is
    right as often as before, less two points. Raises ValueError when they do not belong together.
    """
    if new.count != old.count:
        raise ValueError("assessed on different decisions")
    lost = sum(was and not now for now, was in zip(new.right, old.right, strict=True))
    gained = sum(now and not was for now, was in zip(new.right, old.right, strict=True))
    by_chance = sum(comb(lost + gained, one) for one in range(lost, lost + gained + 1))
    harmed = lost > gained and by_chance / 2 ** (lost + gained) < DOUBT
    kept = new.macro_f1 >= old.macro_f1 - 0.02
    trusty = new.accuracy_when_sure >= old.accuracy_when_sure - 0.02
    return not harmed and kept and (trusty or not new.coverage or not old.coverage)


def _at_the_level_of(model: Model, code: str, true: str) -> str:
    """CODE, or the one above it that TRUE is, when only the parent was decided."""
    if code not in model.tree.place:
        return code
    above = [model.codes[place] for place in model.tree.line(model.tree.place[code])]
    return true if true in above else code


def _by_code(truth: Sequence[str], chosen: Sequence[str]) -> dict[str, ByCode]:
    found = {}
    for code in sorted({*truth, *chosen} - {""}):
        hit = sum(a == b == code for a, b in zip(truth, chosen, strict=True))
        count, said = truth.count(code), chosen.count(code)
        precision, recall = hit / said if said else 0.0, hit / count if count else 0.0
        f1 = 2 * hit / (count + said)
        found[code] = ByCode(count, precision, recall, f1)
    return found


def _calibration_error(given: Sequence[Suggestion], right: Sequence[bool]) -> float:
    bins: dict[int, list[float]] = {}
    for one, hit in zip(given, right, strict=True):
        promised = one.ranked[0][1] if one.ranked else 0.0
        bins.setdefault(min(int(promised * BINS), BINS - 1), []).append(promised - hit)
    return sum(abs(sum(gaps)) for gaps in bins.values()) / len(given) if given else 0.0


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0
