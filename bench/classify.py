"""How right the categories are, on 7,291 messages that others have classified.

Five folds, groups of near-duplicates never torn apart, the same folds for product and yardsticks.
The tree is the whole published one: fifteen headings, each with the names below it as its words;
only seven of them occur. Word lists: what the publisher left of a text after cutting it and
dropping stop words. Raw: the texts as they were written, where they are known.
"""

from __future__ import annotations

import csv
import json
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from bench.machine import described
from lianxin.engines.text.classify.assessment import assess
from lianxin.engines.text.classify.model import Example, Model
from lianxin.engines.text.classify.training import train, untrained
from lianxin.engines.text.classify.tree import Label
from lianxin.engines.text.segment import cut

DATA = Path(__file__).parents[2] / "shared" / "data" / "teddy2020c"
FOLDS = 5
CURVE = (0, 20, 100, 500, 2_000)
CURVE_FOLDS = 2
TARGETS = {"words": 0.93, "raw": 0.90}
NAMES = {"words": "word lists", "raw": "raw texts"}
DAY_ONE, AT_COVERAGE, COVERED, SECONDS, SPEED = 0.70, 0.97, 0.80, 30.0, 2_000
SIZE_OF_TRAINING = 9_000


@dataclass(frozen=True)
class Fold:
    """What may be learned from, and what is asked."""

    known: list[Example]
    asked: list[Example]


@dataclass(frozen=True)
class Answers:
    """First choices, their probabilities, and the truth, over all folds."""

    truth: list[str]
    chosen: list[str]
    sure: list[float]
    answered: list[bool]
    seconds: float

    @property
    def macro_f1(self) -> float:
        from sklearn.metrics import f1_score

        codes = sorted(set(self.truth))
        return float(f1_score(self.truth, self.chosen, labels=codes, average="macro"))

    def accuracy_at(self, coverage: float) -> float:
        """Of the answers given when only the surest COVERAGE of all is answered."""
        order = np.argsort(-np.array(self.sure), kind="stable")[: round(coverage * len(self.sure))]
        return float((np.array(self.truth) == np.array(self.chosen))[order].mean())

    @property
    def calibration_error(self) -> float:
        """Expected calibration error, ten bins (Guo et al. 2017)."""
        right = np.array(self.truth) == np.array(self.chosen)
        sure = np.array(self.sure)
        steps = np.minimum((sure * 10).astype(int), 9)
        gaps = [abs((sure - right)[steps == step].sum()) for step in range(10)]
        return float(sum(gaps) / len(sure))

    @property
    def when_answered(self) -> tuple[float, float]:
        """Coverage at the model's own floor, and accuracy there."""
        answered = np.array(self.answered)
        right = np.array(self.truth) == np.array(self.chosen)
        return float(answered.mean()), float(right[answered].mean())


def run() -> None:
    print("### Classification\n")
    if not (DATA / "labelled.jsonl").exists():
        print(f"The real messages are not beside the project ({DATA}): NOTHING WAS MEASURED.\n")
        return
    print(described(), "\n")
    before = time.process_time()
    tree, sets = headings(), {kind: messages(kind) for kind in ("words", "raw")}
    accuracy(tree, sets)
    first_day(tree, sets)
    learning(tree, sets["words"])
    nothing_fits(tree, sets["raw"])
    costs(tree, sets)
    print(f"* all of this: {(time.process_time() - before) / 60:.1f} minutes of CPU\n")


def headings(only: Sequence[str] = ()) -> list[Label]:
    words: dict[str, dict[str, None]] = {}
    with (DATA / "taxonomy.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            below = dict.fromkeys(one for one in (row["level2"], row["level3"]) if one != "其他")
            words.setdefault(row["level1"], {}).update(below)
    chosen = {name: its for name, its in words.items() if not only or name in only}
    return [Label(name, name, None, tuple(filter(None, its))) for name, its in chosen.items()]


def messages(kind: str) -> list[Example]:
    lines = (DATA / "labelled.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    field = "words" if kind == "words" else "text"
    return [Example(row[field], row["label"], str(row["group"])) for row in rows if row.get(field)]


def folds(examples: list[Example]) -> list[Fold]:
    from sklearn.model_selection import StratifiedGroupKFold

    codes, groups = [one.code for one in examples], [one.group for one in examples]
    parts = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0).split(codes, codes, groups)
    return [
        Fold([examples[i] for i in known], [examples[i] for i in asked]) for known, asked in parts
    ]


Answered = tuple[list[str], list[float], list[bool]]
Ask = Callable[[Fold], Answered]


def answers(parts: list[Fold], ask: Ask) -> Answers:
    truth, chosen, sure, answered = [], [], [], []
    before = time.process_time()
    for fold in parts:
        its_chosen, its_sure, its_answered = ask(fold)
        truth += [one.code for one in fold.asked]
        chosen, sure, answered = chosen + its_chosen, sure + its_sure, answered + its_answered
    return Answers(truth, chosen, sure, answered, time.process_time() - before)


def of_model(model: Model, fold: Fold) -> Answered:
    given = model.suggest_many([one.text for one in fold.asked])
    best = [one.ranked[0] if one.ranked else ("", 0.0) for one in given]
    answered = [one.code is not None for one in given]
    return [one[0] for one in best], [one[1] for one in best], answered


def yardstick(analyzer: str, longest: int) -> Ask:
    """TF-IDF and a linear support vector machine as every textbook has them."""

    def ask(fold: Fold) -> Answered:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.svm import LinearSVC

        form = {"analyzer": "char"} if analyzer == "char" else {"analyzer": "word"}
        if analyzer == "word":
            form |= {"tokenizer": _cut, "token_pattern": None}
        space = TfidfVectorizer(**form, ngram_range=(1, longest), sublinear_tf=True, min_df=2)
        machine = LinearSVC(random_state=0)
        known = space.fit_transform([one.text for one in fold.known])
        machine.fit(known, [one.code for one in fold.known])
        scores = machine.decision_function(space.transform([one.text for one in fold.asked]))
        chosen = [str(one) for one in machine.classes_[scores.argmax(axis=1)]]
        return chosen, scores.max(axis=1).tolist(), [True] * len(chosen)

    return ask


def _cut(text: str) -> list[str]:
    return [word for word in cut(text) if word.strip()]


def row(*cells: object) -> None:
    """One line of a table, at once: the next takes long."""
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def header(*cells: str) -> None:
    row(*cells)
    print("|" + "---|" * len(cells))


def accuracy(tree: list[Label], sets: dict[str, list[Example]]) -> None:
    header(
        "texts",
        "way",
        "macro-F1",
        "accuracy at 80 % coverage",
        "calibration error",
        "answers · right of them",
        "CPU s, five folds",
    )
    ways = {
        "char 1–3 TF-IDF + linear SVM": yardstick("char", 3),
        "words 1–2 TF-IDF + linear SVM": yardstick("word", 2),
    }
    for kind, examples in sets.items():
        parts = folds(examples)
        for name, ask in ways.items():
            found = answers(parts, ask)
            at = f"{found.accuracy_at(COVERED):.3f}"
            row(NAMES[kind], name, f"{found.macro_f1:.3f}", at, "–", "–", f"{found.seconds:.0f}")
        ours = answers(parts, lambda fold: of_model(train(tree, fold.known), fold))
        coverage, right = ours.when_answered
        row(
            NAMES[kind],
            "**product**",
            reached(ours.macro_f1, TARGETS[kind]),
            reached(ours.accuracy_at(COVERED), AT_COVERAGE),
            f"{ours.calibration_error:.3f}",
            f"{coverage:.1%} · {right:.3f}",
            f"{ours.seconds:.0f}",
        )
    print()


def reached(figure: float, target: float) -> str:
    return f"**{figure:.3f}** {'reached' if figure >= target else 'MISSED'} (≥ {target})"


def first_day(tree: list[Label], sets: dict[str, list[Example]]) -> None:
    header(
        "first day, no label",
        "headings",
        "names alone",
        "after reading the same messages unlabelled",
        "calibration errors",
    )
    for kind, examples in sets.items():
        texts = [one.text for one in examples]
        whole = [Fold([], examples)]
        for labels in (tree, headings(sorted({one.code for one in examples}))):
            by_names, by_reading = untrained(labels), untrained(labels, texts)
            alone = answers(whole, partial(of_model, by_names))
            read = answers(whole, partial(of_model, by_reading))
            row(
                NAMES[kind],
                len(labels),
                f"{alone.macro_f1:.3f}",
                reached(read.macro_f1, DAY_ONE),
                f"{alone.calibration_error:.3f}, {read.calibration_error:.3f}",
            )
    print()


def learning(tree: list[Label], examples: list[Example]) -> None:
    """The corrections are drawn at random; the rest of what is known is read unlabelled."""
    header(
        f"corrections (word lists, {CURVE_FOLDS} folds)",
        "macro-F1",
        "accuracy at 80 % coverage",
        "calibration error",
        "answers · right of them",
        "char 1–3 TF-IDF + linear SVM",
    )
    parts = folds(examples)[:CURVE_FOLDS]
    for count in CURVE:
        few = [
            Fold(random.Random(place).sample(fold.known, count), fold.asked)
            for place, fold in enumerate(parts)
        ]
        rest = {
            id(one): [known.text for known in whole.known]
            for one, whole in zip(few, parts, strict=True)
        }
        ours = answers(few, partial(_with_rest, tree, rest))
        other = f"{answers(few, yardstick('char', 3)).macro_f1:.3f}" if count else "–"
        coverage, right = ours.when_answered
        row(
            f"{count:,}",
            f"{ours.macro_f1:.3f}",
            f"{ours.accuracy_at(COVERED):.3f}",
            f"{ours.calibration_error:.3f}",
            f"{coverage:.1%} · {right:.3f}",
            other,
        )
    print()


def _with_rest(tree: list[Label], rest: dict[int, list[str]], fold: Fold) -> Answered:
    return of_model(train(tree, fold.known, unlabelled=rest[id(fold)]), fold)


def nothing_fits(tree: list[Label], examples: list[Example]) -> None:
    """One heading is taken out of the tree and of what is learned; then its messages come."""
    header(
        "taken out (raw texts)",
        "its messages left unanswered",
        "of those: nothing fits",
        "others left unanswered",
    )
    fold, shares = folds(examples)[0], []
    for out in sorted({one.code for one in examples}):
        rest = [one for one in fold.known if one.code != out]
        model = train([one for one in tree if one.code != out], rest)
        strange = model.suggest_many([one.text for one in fold.asked if one.code == out])
        others = model.suggest_many([one.text for one in fold.asked if one.code != out])
        silent = [one for one in strange if one.code is None]
        fits = sum(one.reason == "nothing_fits" for one in silent) / len(strange)
        other = sum(one.code is None for one in others) / len(others)
        shares.append((len(silent) / len(strange), fits, other))
        row(out, *(f"{share:.0%}" for share in shares[-1]))
    row("**mean**", *(f"**{statistics.mean(column):.0%}**" for column in zip(*shares, strict=True)))
    print()


def costs(tree: list[Label], sets: dict[str, list[Example]]) -> None:
    words, texts = sets["words"], [one.text for one in sets["raw"]]
    before = time.process_time()
    model = train(tree, (words + words)[:SIZE_OF_TRAINING])
    seconds = time.process_time() - before
    data = model.to_bytes()
    again = assess(Model.from_bytes(data), words[:500])
    rates = []
    for _ in range(3):
        before = time.process_time()
        model.suggest_many(texts)
        rates.append(len(texts) / (time.process_time() - before))
    speed = statistics.median(rates)
    word = "reached" if seconds <= SECONDS else "MISSED"
    print(f"* training on {SIZE_OF_TRAINING:,} messages: {seconds:.1f} s CPU: {word} (≤ 30)")
    word = "reached" if speed >= SPEED else "MISSED"
    print(f"* messages a second of CPU, raw texts: {speed:,.0f}: {word} (≥ {SPEED:,})")
    print(f"* model file: {len(data) / 1e6:.1f} MB; read again: {again.accuracy:.3f} on 500 known")
