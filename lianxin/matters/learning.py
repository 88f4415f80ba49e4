"""The engine over the rows: which category a voice belongs to, learned from what officers decide.

One voice in five is held back: no model ever learns from it, so that each can be tried on what
it has not seen. Which ones these are is in their keys, which are random.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from lianxin.engines.text.classify.tree import Label
from lianxin.kernel.memory import ShortMemory
from lianxin.matters.models import Category, Decided, LearnedModel, Suggested, Voice
from lianxin.queue.progress import Progress
from lianxin.queue.registry import background

if TYPE_CHECKING:
    from lianxin.engines.text.classify.assessment import Assessment
    from lianxin.engines.text.classify.model import Example, Model, Suggestion

ONE_IN = 5  # voices is held back
PIECE = 500  # voices a transaction
READ_BESIDE = 5_000  # voices without a decision that are read for their words
LEARNED_FROM = 20_000  # decisions, the latest
WORDS_SHOWN = 6
NOTHING = ("nothing_fits", "no_words")  # reasons for which no category is even likely
KEPT = 10  # versions besides the one in use
WORD = 8  # signs: a longer line among the words of a category is an example
STILL_TO_SORT = (Voice.State.WAITING, Voice.State.ARCHIVED)
Say = Callable[[int, int], None]


def tree() -> list[Label]:
    """The categories in use as the engine reads them; one whose heading is off stands alone."""
    rows = list(Category.objects.in_use().order_by("pk"))
    codes = {row.pk: row.code for row in rows}
    return [_label(row, codes.get(row.parent_id or 0)) for row in rows]


def _label(row: Category, parent: str | None) -> Label:
    lines = [line.strip() for line in row.words.splitlines() if line.strip()]
    words = tuple(line for line in lines if len(line) <= WORD)
    examples = tuple(line for line in lines if len(line) > WORD)
    return Label(row.code, row.name, parent, words, examples)


def text_of(voice: Voice) -> str:
    return f"{voice.title}\n{voice.body}"


# The model in use


_IN_USE: ShortMemory[str, int | None] = ShortMemory(
    lambda state: LearnedModel.objects.filter(state=state).values_list("pk", flat=True).first()
)
_read: dict[int, Model] = {}


def model_in_use() -> tuple[int, Model] | None:
    """Its version and the model, read from its row once a process; None before the first."""
    from lianxin.engines.text.classify.model import Model  # noqa: PLC0415 - numpy, for who asks

    version = _IN_USE(LearnedModel.State.IN_USE)
    if version is None:
        return None
    if version not in _read:
        data = LearnedModel.objects.values_list("data", flat=True).get(pk=version)
        model = Model.from_bytes(bytes(data))
        _read.clear()
        _read[version] = model
    return version, _read[version]


@dataclass(frozen=True)
class Hint:
    """What the page of a voice says about its category: the answer, or why there is none."""

    category: Category | None
    likely: Category | None
    percent: int
    words: tuple[str, ...]  # that decided, each once, in the order of the text


def hint(voice: Voice) -> Hint | None:
    """Computed anew, for one voice that somebody looks at; None before the first model."""
    current = model_in_use()
    if current is None:
        return None
    found = current[1].suggest(text_of(voice))
    likely = found.ranked[0][0] if found.ranked and found.reason not in NOTHING else ""
    codes = {row.code: row for row in Category.objects.filter(code__in=[found.code or "", likely])}
    words = tuple(dict.fromkeys(one.word for one in found.evidence))
    percent = round(found.probability * 100)
    return Hint(codes.get(found.code or ""), codes.get(likely), percent, words[:WORDS_SHOWN])


# What was decided


def decide(voices: Iterable[Voice], category: Category | None) -> None:
    """These voices were given CATEGORY by an officer: from now on the engine may learn it."""
    voices = list(voices)
    if category is None:
        Decided.objects.filter(voice__in=voices).delete()
        return
    here = {row.voice_id: row for row in Suggested.objects.filter(voice__in=voices)}
    rows = [
        Decided(
            voice=voice,
            category=category,
            suggested_id=here[voice.pk].category_id if voice.pk in here else None,
            was_suggested=voice.pk in here,
        )
        for voice in voices
    ]
    Decided.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["voice"], update_fields=["category"]
    )


def move_decisions(category: Category, into: Category) -> None:
    """CATEGORY is one with INTO from now on: what was decided stays decided."""
    Decided.objects.filter(category=category).update(category=into)
    Decided.objects.filter(suggested=category).update(suggested=into)
    Suggested.objects.filter(category=category).update(category=into)
    Suggested.objects.filter(likely=category).update(likely=into)


# Suggesting for many


def suggest_new(say: Say = lambda done, total: None) -> int:
    """For each voice still to be sorted that the model in use has not read; by key, in pieces."""
    current = model_in_use()
    if current is None:
        return 0
    version, model = current
    categories = {row.code: row for row in Category.objects.in_use()}
    unread = _unread(version)
    total, done, last = unread.count(), 0, -1
    while piece := list(unread.filter(pk__gt=last).order_by("pk")[:PIECE]):
        found = model.suggest_many([text_of(voice) for voice in piece])
        pairs = zip(piece, found, strict=True)
        rows = [_suggested(voice, one, version, categories) for voice, one in pairs]
        with transaction.atomic():
            Suggested.objects.bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=["voice"],
                update_fields=["category", "likely", "probability", "reason", "model"],
            )
        last, done = piece[-1].pk, done + len(piece)
        say(done, total)
    return done


def _unread(version: int) -> QuerySet[Voice]:
    waiting = Voice.objects.filter(state__in=STILL_TO_SORT, decided=None)
    read = Q(suggested__model=version)
    return waiting.exclude(read).only("pk", "title", "body")


def _suggested(
    voice: Voice, one: Suggestion, version: int, categories: dict[str, Category]
) -> Suggested:
    likely = categories.get(one.ranked[0][0]) if one.ranked else None
    return Suggested(
        voice=voice,
        category=categories.get(one.code or ""),
        likely=likely,
        probability=one.probability,
        reason=one.reason,
        model_id=version,
    )


# Learning


def learn(*, again: bool = False) -> LearnedModel | None:
    """A new model, if there is anything new to learn from; it stands or falls by what is held back.

    The first one, and one for a changed tree of categories, is always taken into use: the old
    one does not know the categories.
    """
    labels = tree()
    mark = _mark(labels)
    newest = LearnedModel.objects.first()
    if not labels or (newest and newest.mark == mark and not again):
        return None
    made, tried = _trained(labels)
    old = model_in_use()
    fits = _may_replace(made, old[1] if old else None, tried, labels)
    return _keep(made, mark, fits, _figures(made, tried), _figures(old[1], tried) if old else {})


def _trained(labels: list[Label]) -> tuple[Model, list[Example]]:
    from lianxin.engines.text.classify.training import train  # noqa: PLC0415 - for the worker only

    learned, tried = _examples()
    unread = Voice.objects.filter(decided=None).order_by("-received_on", "pk")
    beside = [text_of(voice) for voice in unread.only("title", "body")[:READ_BESIDE]]
    return train(labels, learned, unlabelled=beside), tried


def _examples() -> tuple[list[Example], list[Example]]:
    """The latest decisions: those to learn from, and those held back; the oldest first."""
    from lianxin.engines.text.classify.model import Example  # noqa: PLC0415 - numpy, for who asks

    rows = Decided.objects.order_by("-on", "pk").values_list(
        "voice", "category__code", "voice__title", "voice__body", "voice__matter"
    )
    learned: list[Example] = []
    tried: list[Example] = []
    for voice, code, title, body, matter in reversed(list(rows[:LEARNED_FROM])):
        group = f"matter {matter}" if matter else ""
        example = Example(f"{title}\n{body}", code, group)
        (tried if voice % ONE_IN == 0 else learned).append(example)
    return learned, tried


def _mark(labels: list[Label]) -> str:
    """Changes whenever there is anything new to learn from."""
    decisions = Decided.objects.order_by("voice").values_list("voice", "category")
    told = repr([labels, list(decisions.iterator())])
    return hashlib.sha256(told.encode()).hexdigest()


def _may_replace(made: Model, old: Model | None, tried: list[Example], labels: list[Label]) -> bool:
    from lianxin.engines.text.classify.assessment import assess, not_worse  # noqa: PLC0415

    if old is None or set(old.codes) != {label.code for label in labels}:
        return True
    return not_worse(assess(made, tried), assess(old, tried))


def _figures(model: Model, tried: list[Example]) -> dict[str, Any]:
    from lianxin.engines.text.classify.assessment import assess  # noqa: PLC0415

    return _plain(assess(model, tried))


def _plain(found: Assessment) -> dict[str, Any]:
    told = asdict(found)
    return {name: told[name] for name in ("count", "accuracy", "coverage", "accuracy_when_sure")}


@transaction.atomic
def _keep(
    made: Model, mark: str, fits: bool, figures: dict[str, Any], before: dict[str, Any]
) -> LearnedModel:
    if fits:
        for old in LearnedModel.objects.filter(state=LearnedModel.State.IN_USE):
            old.move("retire")
    LearnedModel.objects.exclude(state=LearnedModel.State.IN_USE).exclude(
        pk__in=LearnedModel.objects.order_by("-pk").values("pk")[:KEPT]
    ).delete()
    kept = LearnedModel.objects.create(
        state=LearnedModel.State.IN_USE if fits else LearnedModel.State.REFUSED,
        data=made.to_bytes(),
        decisions=made.decisions,
        mark=mark,
        held_back=figures,
        before=before,
    )
    _IN_USE.forget()
    return kept


@background
def learn_now(progress: Progress) -> str:
    made = learn(again=True)
    suggest_new(progress.say)
    if made is None:
        return _("还没有分类，没有可学的内容。")
    if made.state == LearnedModel.State.REFUSED:
        return _("新模型不如现有的准，继续使用现有的。")
    return _("已换用新模型。")


RUN = f"{learn_now.__module__}.{learn_now.__name__}"


# What runs by itself


def suggest(now: dt.datetime) -> int:
    """For what came in since the last hour; a new site gets its first model here."""
    if model_in_use() is None:
        learn()
    return suggest_new()


def relearn(now: dt.datetime) -> int:
    made = learn()
    return suggest_new() if made else 0
