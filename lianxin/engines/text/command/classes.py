"""The verb that suggests a category for each row."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .columns import needed, place_of
from .job import Job, message
from .refusals import CommandRefused
from .tables import Sheet, opened, pieces, written

if TYPE_CHECKING:
    from ..classify.model import Model, Suggestion
    from ..classify.tree import Label

PIECE: Final = 1_000
FEWEST_LABELLED: Final = 2
_LEVELS: Final = (
    ("一级分类", "一级标签", "一级", "level1"),
    ("二级分类", "二级标签", "二级", "level2"),
    ("三级分类", "三级标签", "三级", "level3"),
)
_NAME: Final = ("分类", "类别", "名称", "标签", "level")
_REASONS: Final = {
    "sure": "",
    "parent": "只能定到上一级",
    "unsure": "拿不准，几类都像",
    "nothing_fits": "没有合适的类",
    "no_words": "读不出内容",
}


def classify(job: Job) -> str:
    """Suggestions with how sure they are; learned from the rows that have a label, if told so."""
    model = _model(job)
    names = {label.code: label.name for label in model.tree.labels}
    placed = rows = 0
    with opened(job.source, job.columns, job.sheet) as sheet:
        needed(sheet.columns, "内容")
        with written(job.target, replace=job.replace) as writer:
            more = ["建议分类", "把握", "说明", *(["依据的词"] if job.evidence else [])]
            writer.begin("分类", [*sheet.header, *more])
            for row, suggestion in _suggested(model, sheet, evidence=job.evidence):
                rows, placed = rows + 1, placed + bool(suggestion.code)
                told = names[suggestion.code] if suggestion.code else ""
                sure = f"{suggestion.probability:.0%}"
                cells = [*row, told, sure, _REASONS[suggestion.reason.value]]
                words = dict.fromkeys(one.word for one in suggestion.evidence)
                writer.row([*cells, "、".join(words)] if job.evidence else cells)
    return f"共 {rows} 行，建议了分类的 {placed} 行，其余请人来定。"


def _suggested(
    model: Model, sheet: Sheet, *, evidence: bool
) -> Iterator[tuple[tuple[str, ...], Suggestion]]:
    for piece in pieces(sheet.rows, PIECE):
        texts = [message(row, sheet.columns) for row in piece]
        if evidence:
            yield from zip(piece, map(model.suggest, texts), strict=True)
        else:
            yield from zip(piece, model.suggest_many(texts), strict=True)


def _model(job: Job) -> Model:
    # Heavy, and only for this verb.
    from ..classify.model import Example  # noqa: PLC0415
    from ..classify.training import train, untrained  # noqa: PLC0415
    from ..classify.tree import UnfitTree  # noqa: PLC0415

    examples = _labelled(job) if job.labels else []
    labels = _tree(job, [name for _, name in examples])
    codes = {label.name: label.code for label in labels}
    try:
        if not examples:
            return untrained(labels)
        return train(labels, [Example(text, codes.get(name, "")) for text, name in examples])
    except UnfitTree as error:
        raise CommandRefused("分类表有重复的分类，或者上级不在表里，请改正。") from error


def _labelled(job: Job) -> list[tuple[str, str]]:
    with opened(job.source, job.columns, job.sheet) as sheet:
        needed(sheet.columns, "内容")
        place = place_of(sheet.header, job.labels)
        found = [
            (message(row, sheet.columns), row[place].strip())
            for row in sheet.rows
            if row[place].strip()
        ]
    if len(Counter(name for _, name in found)) < FEWEST_LABELLED:
        raise CommandRefused(f"“{job.labels}”这一列里至少要有两种分类，才能从中学习。")
    return found


def _tree(job: Job, told: Sequence[str]) -> list[Label]:
    """The tree of a sheet, or the default one; with labels only, they are the tree."""
    from ..classify.tree import Label  # noqa: PLC0415

    if job.own_tree:
        return _of_sheet(Path(job.own_tree))
    if told:
        return [Label(f"c{at}", name) for at, name in enumerate(dict.fromkeys(told))]
    with job.tree.open("rb") as file:
        headings = tomllib.load(file)["headings"]
    labels = []
    for heading in headings:
        labels.append(Label(heading["code"], heading["name"]))
        for leaf in heading["leaves"]:
            words = tuple(filter(None, leaf.get("words", "").split("、")))
            examples = tuple(leaf.get("examples", ()))
            labels.append(Label(leaf["code"], leaf["name"], heading["code"], words, examples))
    return labels


def _of_sheet(path: Path) -> list[Label]:
    """Columns of levels (一级分类, 二级分类 …), or one of names; words in a column 词 if there."""
    from ..classify.tree import Label  # noqa: PLC0415

    labels: dict[tuple[str, ...], Label] = {}
    with opened(path) as sheet:
        levels = [place for words in _LEVELS if (place := _place(sheet.header, words)) is not None]
        levels = levels or [p for p in (_place(sheet.header, _NAME),) if p is not None]
        words_at = _place(sheet.header, ("词", "关键词", "常用词"))
        if not levels:
            raise CommandRefused("分类表里要有“分类”一列，或“一级分类、二级分类”几列。")
        for row in sheet.rows:
            line: tuple[str, ...] = ()
            for place in levels:
                name = row[place].strip()
                if not name:
                    break
                above, line = line, (*line, name)
                words = _split(row[words_at]) if words_at is not None else ()
                if line not in labels:
                    parent = labels[above].code if above else None
                    labels[line] = Label(f"c{len(labels)}", name, parent, words)
    if not labels:
        raise CommandRefused("分类表是空的。")
    return list(labels.values())


def _place(header: Sequence[str], names: Sequence[str]) -> int | None:
    spelled = ["".join(name.split()).lower() for name in header]
    return next((spelled.index(name) for name in names if name in spelled), None)


def _split(words: str) -> tuple[str, ...]:
    for mark in "，,；;\n /":
        words = words.replace(mark, "、")
    return tuple(filter(None, words.split("、")))
