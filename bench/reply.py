"""Does the reply check see what a reader sees: explanations, belonging, points left open?

Beside the shipped formula stand, in the same run, the length of the reply alone and a logistic
regression on our features, cross-validated; neither is shipped, nothing is learned for the
product. The points of a hundred pairs were read and written down before anything was tuned
(bench/reference_reply.tsv: numbers and places only).
"""

from __future__ import annotations

import csv
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.machine import described
from lianxin.engines.text.replies.check import Check, check
from lianxin.engines.text.replies.clauses import clauses
from lianxin.engines.text.replies.explains import Features, features, probability
from lianxin.engines.text.replies.likeness import belongs
from lianxin.engines.text.replies.sentences import Span
from tests.running import PROJECT

DATA = PROJECT.parent / "shared" / "data" / "teddy2020c"
REFERENCE = Path(__file__).parent / "reference_reply.tsv"
SEED = 20261123
UNTOUCHED = 3
"""Every third pair of the reference was left alone while rules were changed."""


@dataclass(frozen=True)
class Pair:
    """A message and its reply; ``explains`` is the label where there is one."""

    key: int
    voice: str
    reply: str
    explains: int | None


@dataclass(frozen=True)
class Noted:
    """A point as the reader saw it; one point may stand at several places."""

    spans: tuple[Span, ...]
    answered: bool


def read() -> list[Pair]:
    from python_calamine import CalamineWorkbook

    with (DATA / "reply_explains.csv").open(encoding="utf-8-sig") as file:
        labels = {int(row["id"]): int(row["explains"]) for row in csv.DictReader(file)}
    sheet = CalamineWorkbook.from_path(str(DATA / "replies.xlsx")).get_sheet_by_index(0)
    rows = sheet.to_python()[1:]
    return [
        Pair(int(r[0]), f"{str(r[2]).strip()}\n{r[4]}", str(r[5]), labels.get(int(r[0])))
        for r in rows
    ]


def noted() -> dict[int, list[Noted]]:
    found: dict[int, dict[str, list[Any]]] = defaultdict(dict)
    with REFERENCE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            place = Span(int(row["start"]), int(row["end"]))
            entry = found[int(row["id"])].setdefault(row["point"], [[], row["answered"] == "1"])
            entry[0].append(place)
    return {
        key: [Noted(tuple(spans), said) for spans, said in entries.values()]
        for key, entries in found.items()
    }


def verdict(value: float, target: float) -> str:
    return "reached" if value >= target else "MISSED"


def f1(wanted: Sequence[bool], found: Sequence[bool]) -> tuple[float, float, float]:
    hit = sum(w and f for w, f in zip(wanted, found, strict=True))
    precision, recall = hit / max(1, sum(found)), hit / max(1, sum(wanted))
    return precision, recall, 2 * hit / max(1, sum(found) + sum(wanted))


def best_threshold(rare: Sequence[bool], score: Sequence[float]) -> float:
    """The cut below which F1 is greatest, in one pass over the sorted scores."""
    ordered = sorted(zip(score, rare, strict=True))
    wanted, hits, best, cut = sum(rare), 0, 0.0, 0.0
    for count, (value, is_rare) in enumerate(ordered, 1):
        hits += is_rare
        following = ordered[count][0] if count < len(ordered) else value + 1
        if following > value and 2 * hits / (count + wanted) > best:
            best, cut = 2 * hits / (count + wanted), (value + following) / 2
    return cut


def halves(count: int) -> tuple[list[int], list[int]]:
    order = list(range(count))
    random.Random(SEED).shuffle(order)
    return order[: count // 2], order[count // 2 :]


def across_halves(rare: Sequence[bool], score: Sequence[float]) -> float:
    """F1 with the threshold of one half on the other, both ways, averaged."""
    found = []
    for one, other in (halves(len(rare)), halves(len(rare))[::-1]):
        cut = best_threshold([rare[i] for i in one], [score[i] for i in one])
        found.append(f1([rare[i] for i in other], [score[i] < cut for i in other])[2])
    return statistics.mean(found)


def explained(pairs: list[Pair]) -> None:
    from sklearn.metrics import roc_auc_score

    labelled = [pair for pair in pairs if pair.explains is not None]
    rare = [pair.explains == 0 for pair in labelled]
    seen = [features(clauses(pair.reply)) for pair in labelled]
    ways = {
        "length alone": [float(len("".join(pair.reply.split()))) for pair in labelled],
        "signs of own content alone": [float(one.content) for one in seen],
        "logistic regression on our features, 5 folds": fitted(seen, rare),
        "**shipped formula**": [probability(one) for one in seen],
    }
    print(f"\n{len(rare)} labelled replies, {sum(rare)} do not explain.\n")
    print("| way | AUC | F1 at 0.5 | F1, cut of one half on the other | F1 at its best cut |")
    print("|---|---|---|---|---|")
    for name, score in ways.items():
        auc = roc_auc_score([not one for one in rare], score)
        cut = best_threshold(rare, score)
        best = f1(rare, [value < cut for value in score])[2]
        fixed = f1(rare, [value < 0.5 for value in score])[2]
        shown = f"{fixed:.3f}" if max(score) <= 1 else "–"
        print(f"| {name} | {auc:.4f} | {shown} | {across_halves(rare, score):.3f} | {best:.3f} |")
    precision, recall, both = f1(rare, [value < 0.5 for value in score])
    print(f"\nShipped, at the reasoned 0.5: AUC {auc:.4f} (target 0.985: {verdict(auc, 0.985)}), "
          f"F1 of the rare class {both:.3f} (target 0.88: {verdict(both, 0.88)}; precision "
          f"{precision:.3f}, recall {recall:.3f}).")  # fmt: skip


def fitted(seen: list[Features], rare: list[bool]) -> list[float]:
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_predict

    table = np.array([one.columns() for one in seen])
    model = LogisticRegression(max_iter=2000)
    kept = [not one for one in rare]
    return list(cross_val_predict(model, table, kept, cv=5, method="predict_proba")[:, 1])


def belonging(pairs: list[Pair], rounds: int = 3) -> None:
    print("\n| pairs | own reply wins | ties (half counted) |\n|---|---|---|")
    told = [clauses(pair.reply) for pair in pairs]
    own = [belongs(pair.voice, said) for pair, said in zip(pairs, told, strict=True)]
    results: list[list[float]] = []
    for number in range(rounds):
        order = list(range(len(pairs)))
        random.Random(SEED + number).shuffle(order)
        shifted = dict(zip(order, [*order[1:], order[0]], strict=True))
        results.append([wins(own[i], belongs(pairs[i].voice, told[shifted[i]])) for i in order])
    every = [value for one in results for value in one]
    share = statistics.mean(every)
    ties = sum(value == 0.5 for value in every) / len(every)
    print(f"| all {len(pairs)}, {rounds} shuffles | {share:.4f} | {ties:.3f} |")
    print(f"\nOwn against shuffled: {share:.4f} (target 0.97: {verdict(share, 0.97)})")


def wins(own: float, other: float) -> float:
    return 0.5 if own == other else float(own > other)


def covers(one: Span, other: Span) -> bool:
    """They share at least half of the shorter one."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return both > 0 and 2 * both >= min(one.end - one.start, other.end - other.start)


@dataclass
class Tally:
    """What was noted and seen over many pairs."""

    noted: int = 0
    noted_found: int = 0
    seen: int = 0
    seen_noted: int = 0
    open_noted: int = 0
    open_found: int = 0
    open_seen: int = 0
    open_right: int = 0

    def add(self, seen: Check, points: list[Noted]) -> None:
        places = [Span(p.point.start, p.point.end) for p in seen.points]
        hits = [
            {n for n, place in enumerate(places) if any(covers(place, s) for s in point.spans)}
            for point in points
        ]
        marked = {n for n, p in enumerate(seen.points) if not p.answered}
        left = set().union(*(h for h, p in zip(hits, points, strict=True) if not p.answered))
        self.noted += len(points)
        self.noted_found += sum(map(bool, hits))
        self.seen += len(places)
        self.seen_noted += len(set().union(*hits))
        self.open_noted += sum(not p.answered for p in points)
        self.open_found += sum(
            not p.answered and bool(h & marked) for h, p in zip(hits, points, strict=True)
        )
        self.open_seen += len(marked)
        self.open_right += len(marked & left)

    def row(self, name: str) -> str:
        cells = []
        for recall, precision in (
            (self.noted_found / self.noted, self.seen_noted / max(1, self.seen)),
            (self.open_found / self.open_noted, self.open_right / max(1, self.open_seen)),
        ):
            both = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
            cells.append(f"{precision:.3f} | {recall:.3f} | {both:.3f}")
        return f"| {name} | {self.noted} | {self.open_noted} | {' | '.join(cells)} |"


def pointed(pairs: list[Pair]) -> None:
    by_key = {pair.key: pair for pair in pairs}
    reference = {key: points for key, points in noted().items() if key in by_key}
    print(f"\n{len(reference)} pairs of the reference are in the data.\n")
    print("| pairs | points | of them open | points found: P | R | F1 | open ones: P | R | F1 |")
    print("|---|---|---|---|---|---|---|---|---|")
    keys = list(reference)
    sets = {
        "looked at while rules were changed": [k for n, k in enumerate(keys) if n % UNTOUCHED < 2],
        "**left alone until the end**": keys[2::UNTOUCHED],
        "all": keys,
    }
    ways: dict[str, Callable[[Pair], Check]] = {
        "": lambda pair: check(pair.voice, pair.reply),
        " · kind alone": lambda pair: by_kind(check(pair.voice, pair.reply)),
    }
    for way, seen in ways.items():
        for name, chosen in sets.items():
            tally = Tally()
            for key in chosen:
                tally.add(seen(by_key[key]), reference[key])
            print(tally.row(f"{name}{way}"))


def by_kind(seen: Check) -> Check:
    """A yardstick: a reply that explains answers every point."""
    says = seen.explains_probability >= 0.5
    return replace(seen, points=tuple(replace(point, answered=says) for point in seen.points))


def timed(pairs: list[Pair]) -> None:
    begin = time.process_time()
    for pair in pairs:
        check(pair.voice, pair.reply)
    each = (time.process_time() - begin) / len(pairs)
    print(f"\nOne check: {each * 1000:.2f} ms CPU.\n\n| signs | CPU s |\n|---|---|")
    text = "".join(pair.voice + pair.reply for pair in pairs)
    for size in (12_500, 25_000, 50_000, 100_000):
        begin = time.process_time()
        check(text[:size], text[size : 2 * size], earlier=[(1, text[:size])])
        print(f"| {size:,} + {size:,} | {time.process_time() - begin:.2f} |")


def run() -> None:
    print("## Reply check\n")
    print(described())
    if not DATA.exists():
        print(f"\nNOTHING WAS MEASURED: the messages and replies are not at {DATA}.")
        return
    pairs = read()
    explained(pairs)
    belonging(pairs)
    pointed(pairs)
    timed(pairs)
