"""How many near-duplicates are found among how many messages, how surely, in what time.

Messages are made from a grammar of our own; into them are planted copies (another greeting or
other stops, 1 to 4 signs changed, a clause dropped or moved, up to a quarter cut off) and
variants: the same text with another place, school, company or line in it, which are no copies.
A copy counts as found when it is paired with its original; a pair is right when both come from
one original. Beside it in the same run: the library alone, as in the measurements the choice
rests on. The million messages run in a process of their own. The real messages are read from
beside the project; said when absent.
"""

from __future__ import annotations

import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from bench.machine import described
from bench.near_words import ASKS, ESTATES, SCHOOLS, SIGNS, SPOTS, STATES, THINGS, WHENS
from tests.running import PROJECT

REAL = PROJECT.parent / "shared" / "data" / "teddy2020c" / "messages.xlsx"
MANY, MILLION, ROUNDS, SEED = 100_000, 1_000_000, 3, 20_261_123
TARGET_RECALL, TARGET_PRECISION, TARGET_SECONDS, TARGET_GIGABYTES = 0.98, 0.99, 10.0, 2.5
COPIES, VARIANTS = 0.30, 0.05

GREETINGS = ("您好！", "领导好，", "尊敬的领导：", "您好，打扰了。", "各位领导，你们好。")
THANKS = ("谢谢！", "谢谢领导。", "感谢！", "盼复。", "")
WITH = ("我们是{}的住户", "在{}门口", "{}这边", "住在{}", "关于{}的事情", "{}的职工反映")


@dataclass(frozen=True, slots=True)
class Made:
    """A message as the grammar made it, its place still to be put in."""

    clauses: tuple[str, ...]
    name: str
    line: int

    def text(self, name: str = "", line: int = 0) -> str:
        whole = "，".join(self.clauses) + "。"
        return whole.replace("{}", name or self.name).replace("{line}", str(line or self.line))


def a_name(draw: random.Random, endings: tuple[str, ...] = ESTATES + SCHOOLS) -> str:
    return "".join(draw.sample(SIGNS, draw.choice((2, 2, 3)))) + draw.choice(endings)


def a_message(draw: random.Random) -> Made:
    clauses = [draw.choice(WITH)]
    for _ in range(draw.choice((2, 2, 3, 4))):
        clauses.append(draw.choice(WHENS) if draw.random() < 0.3 else "")
        clauses[-1] += draw.choice(SPOTS) if draw.random() < 0.6 else ""
        clauses[-1] += draw.choice(THINGS) + draw.choice(STATES)
    if draw.random() < 0.25:
        clauses.append("{line}路公交车也绕道走了")
    if draw.random() < 0.3:
        clauses.append("{}里大家都有意见")
    return Made((*clauses, draw.choice(ASKS)), a_name(draw), draw.randrange(2, 900))


def greeted(text: str, draw: random.Random) -> str:
    stops = draw.choice(("，", " ", "、", ",", "；"))
    return draw.choice(GREETINGS) + text.replace("，", stops) + draw.choice(THANKS)


def edited(text: str, draw: random.Random) -> str:
    signs = list(text)
    for _ in range(draw.randint(1, 4)):
        at, deed = draw.randrange(len(signs)), draw.randrange(3)
        new = [] if deed == 0 else [chr(draw.randrange(0x4E00, 0x9FA5))]
        signs[at : at + (deed != 1)] = new
    return "".join(signs)


def clause_moved(text: str, draw: random.Random) -> str:
    clauses = text.rstrip("。").split("，")
    at = draw.randrange(len(clauses) - 1)
    if draw.random() < 0.5:
        del clauses[at]
    else:
        clauses[at], clauses[at + 1] = clauses[at + 1], clauses[at]
    return "，".join(clauses) + "。"


def cut(text: str, draw: random.Random) -> str:
    return text[: len(text) - draw.randint(1, len(text) // 4)]


PLANTED: dict[str, Callable[[str, random.Random], str]] = {
    "greeting, stops": greeted,
    "1–4 edits": edited,
    "clause dropped or moved": clause_moved,
    "≤ 25 % cut": cut,
}


def a_variant(made: Made, draw: random.Random) -> str:
    """The same text about another place of the same kind, or another line."""
    if "{line}" in "".join(made.clauses) and draw.random() < 0.5:
        return made.text(line=made.line + draw.randrange(1, 90))
    ending = next(one for one in ESTATES + SCHOOLS if made.name.endswith(one))
    name = made.name
    while set(name) & set(made.name) - set(ending):
        name = a_name(draw, (ending,))
    return made.text(name=name)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Messages; for each its original's number, and how it was made ("" is an original)."""

    texts: list[str]
    original: list[int]
    made: list[str]


def corpus(size: int) -> Corpus:
    draw = random.Random(SEED)
    basis = [a_message(draw) for _ in range(round(size * (1 - COPIES - VARIANTS)))]
    rows = [(made.text(), number, "") for number, made in enumerate(basis)]
    for number in range(size - len(basis)):
        source = draw.randrange(len(basis))
        if number < size * VARIANTS:
            rows.append((a_variant(basis[source], draw), source, "variant"))
        else:
            how = draw.choice(list(PLANTED))
            rows.append((PLANTED[how](basis[source].text(), draw), source, how))
    return Corpus([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows])


@dataclass(frozen=True, slots=True)
class Figures:
    seconds: float
    recall: float
    precision: float
    by_kind: dict[str, float]
    variants: float  # share of variants found near their original that are told apart
    pairs: int


Found = dict[tuple[int, int], str]


def ours(texts: list[str]) -> Found:
    from lianxin.engines.text.near.index import pairs

    found = pairs(enumerate(texts))
    return {(pair.one, pair.other): pair.verdict.value for pair in found}


def library_alone(texts: list[str]) -> Found:
    """Signatures of sign pairs, ask, insert, verify: what the library's own example does."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=0.5, num_perm=64, num_bands=16)
    bare = ["".join(sign for sign in text if sign.isalnum()) for text in texts]
    grams = [{text[at : at + 2] for at in range(len(text) - 1)} for text in bare]
    found: Found = {}
    for begin in range(0, len(texts), 10_000):
        piece = [list(one) for one in grams[begin : begin + 10_000]]
        for number, sketch in enumerate(RMinHash.from_token_sets(piece, 64, SEED), begin):
            for other in index.query(sketch):
                both = len(grams[other] & grams[number])
                if both >= 0.5 * (len(grams[other]) + len(grams[number]) - both):
                    found[other, number] = "copy"
            index.insert(number, sketch)
    return found


def judged(made: Corpus, found: Found, seconds: float) -> Figures:
    first: dict[int, int] = {}  # of texts that are the same, the one that stands for them
    for (one, other), verdict in found.items():
        if verdict == "same":
            first[other] = one
    alike = {pair for pair, verdict in found.items() if verdict in ("same", "copy")}
    told = {pair for pair, verdict in found.items() if verdict == "variant"}

    def among(pairs: set[tuple[int, int]], one: int, other: int) -> bool:
        here, there = sorted((first.get(one, one), first.get(other, other)))
        return (here == there and pairs is alike) or (here, there) in pairs

    hits: dict[str, list[bool]] = {how: [] for how in PLANTED}
    apart: list[bool] = []
    for number, (source, how) in enumerate(zip(made.original, made.made, strict=True)):
        if how in hits:
            hits[how].append(among(alike, source, number))
        elif how:
            joined, parted = among(alike, source, number), among(told, source, number)
            apart += [parted] if joined or parted else []
    family = [
        (source, number if how == "variant" else -1)
        for number, (source, how) in enumerate(zip(made.original, made.made, strict=True))
    ]
    right = sum(family[one] == family[other] for one, other in alike)
    every = [hit for kind in hits.values() for hit in kind]
    return Figures(
        seconds,
        sum(every) / len(every),
        right / max(1, len(alike)),
        {how: sum(kind) / len(kind) for how, kind in hits.items()},
        sum(apart) / max(1, len(apart)),
        len(found),
    )


def measured(made: Corpus, way: Callable[[list[str]], Found]) -> Figures:
    start = time.process_time()
    found = way(made.texts)
    return judged(made, found, time.process_time() - start)


def reached(yes: bool) -> str:
    return "reached" if yes else "MISSED"


def hundred_thousand() -> None:
    made = corpus(MANY)
    print(f"\n### {MANY:,} made messages, {sum(map(len, made.texts)) / MANY:.0f} signs each\n")
    ways = {"Lianxin": ours, "rensa alone": library_alone}
    rounds: dict[str, list[Figures]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            rounds[name].append(measured(made, way))
    print("| | CPU s (rounds) | recall | precision | variants told apart | pairs |")
    print("|---|---|---|---|---|---|")
    for name, figures in rounds.items():
        seconds = [one.seconds for one in figures]
        each, one = " ".join(f"{second:.1f}" for second in seconds), figures[-1]
        print(
            f"| {name} | {statistics.median(seconds):.1f} ({each}) | {one.recall:.4f} "
            f"| {one.precision:.4f} | {one.variants:.4f} | {one.pairs} |"
        )
    _verdict(rounds["Lianxin"])
    kinds = {name: figures[-1].by_kind for name, figures in rounds.items()}
    print("\n| recall by kind | " + " | ".join(kinds) + " |\n|---|" + "---|" * len(kinds))
    for how in PLANTED:
        print(f"| {how} | " + " | ".join(f"{kind[how]:.4f}" for kind in kinds.values()) + " |")


def _verdict(figures: list[Figures]) -> None:
    one, seconds = figures[-1], statistics.median(figure.seconds for figure in figures)
    print(
        f"| **targets** | ≤ {TARGET_SECONDS:.0f} {reached(seconds <= TARGET_SECONDS)} "
        f"| ≥ {TARGET_RECALL} {reached(one.recall >= TARGET_RECALL)} "
        f"| ≥ {TARGET_PRECISION} {reached(one.precision >= TARGET_PRECISION)} | | |"
    )


def million() -> None:
    """Prints seconds, peak memory in GB, recall and precision as one line of JSON."""
    made = corpus(MILLION)
    start = time.process_time()
    found = ours(made.texts)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_048_576
    figures = judged(made, found, seconds)
    print(json.dumps([seconds, peak, figures.recall, figures.precision, figures.pairs]))


def a_million() -> None:
    code = "from bench.near import million; million()"
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, check=True, capture_output=True, text=True
    )
    seconds, peak, recall, precision, pairs = json.loads(told.stdout.splitlines()[-1])
    print(f"\n### {MILLION:,} made messages, a process of its own\n")
    print("| CPU s | peak GB, the messages included | recall | precision | pairs |")
    print("|---|---|---|---|---|")
    memory = f"{peak:.2f} (≤ {TARGET_GIGABYTES} {reached(peak <= TARGET_GIGABYTES)})"
    print(f"| {seconds:.0f} | {memory} | {recall:.4f} | {precision:.4f} | {pairs} |")


def real() -> None:
    if not REAL.exists():
        print(f"\n**{REAL} IS ABSENT: nothing was measured on real messages.**")
        return
    from python_calamine import CalamineWorkbook

    from lianxin.engines.text.near.batch import groups, pairs
    from lianxin.engines.text.near.compare import Verdict

    rows = CalamineWorkbook.from_path(str(REAL)).get_sheet_by_index(0).to_python()[1:]
    texts = [f"{row[2]}。{str(row[4]).strip()}" for row in rows]
    start = time.process_time()
    found = pairs(enumerate(texts))
    seconds = time.process_time() - start
    joined = groups(found)
    one_text = [pair for pair in found if pair.verdict is not Verdict.VARIANT]
    own = sum(rows[pair.one][1] == rows[pair.other][1] for pair in one_text)
    verdicts = Counter(pair.verdict.value for pair in found)
    print(f"\n### {len(rows):,} real messages\n")
    print("| CPU s | same | copy | variant | of same and copy by one person | groups | largest |")
    print("|---|---|---|---|---|---|---|")
    print(
        f"| {seconds:.1f} | {verdicts['same']} | {verdicts['copy']} | {verdicts['variant']} "
        f"| {own} | {len(joined)} | {max(len(group.members) for group in joined)} |"
    )


def run() -> None:
    print(f"# near: {described()}")
    hundred_thousand()
    a_million()
    real()
