"""A large site, written straight into the tables: 2,000 units, 5,000 people, 100,000 matters.

Everything is drawn from one seed; days are counted back from today. The shares are those of a
busy district: one matter in five is open, a few of a hundred are late, some are offered, watched
or must be avoided. Nobody can sign in with a password: none is set.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection, models, transaction
from django.utils import timezone

from lianxin.journal.models import Event
from lianxin.matters import models as m
from lianxin.matters.searching import ALL
from lianxin.notices.models import Notice
from lianxin.ops.jobs import learn_the_tables
from lianxin.people.models import Duty, Post, Unit, User

SEED = 20261123
TOWNS, UNITS, PEOPLE, MATTERS = 40, 2_000, 5_000, 100_000
WAITING, DECLINED, ARCHIVED = 5_000, 1_500, 2_500
UNITS_OF_AN_OFFICER = 10
LEADER, ONE_UNIT, ONE_TOWN = 4_001, 4_002, 4_003  # the viewers; and officer 10 of ten units
BATCH = 2_000
FAMILIES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英建华玉兰志红春梅"
LONG_NAMES = ("阿依古丽·买买提", "买买提·艾力·吐尔逊", "古丽娜尔·阿不都热合曼·艾合买提")
PLACES = ("食堂", "三号井", "宿舍二楼", "东边条田", "锅炉房", "卫生室", "幼儿园门口", "农机库")
TROUBLES = (
    "夜里没有热水",
    "滴灌带漏水没有人修",
    "路灯坏了半个月",
    "上月的加班费还没有算清",
    "暖气不热，老人孩子受冻",
    "排班太紧，两周没有休息",
    "下水道堵了，味道很大",
    "申请困难补助不知道要哪些材料",
)
WISHES = ("希望尽快安排人看一看。", "请给一个准信。", "大家都在问，请在会上说一说。")
CATEGORIES = (
    "居住",
    "供水供电供暖",
    "劳动报酬",
    "工作时间",
    "道路交通",
    "医疗",
    "子女入学",
    "其他",
)


class Maker:
    """One run of the generator: its chance, its day, and what has been numbered so far."""

    def __init__(self) -> None:
        self.chance = random.Random(SEED)
        self.now = timezone.now()
        self.today = timezone.localdate()
        self.serving: dict[int, int] = {}  # unit → its officer
        self.voices: dict[int, list[tuple[int, dt.date]]] = {}  # matter → its voices

    def happens(self, share: float) -> bool:
        return self.chance.random() < share

    def key(self) -> int:
        return self.chance.getrandbits(62) + 1

    def moment(self, day: dt.date) -> dt.datetime:
        """Some minute of the working hours of DAY."""
        minutes = self.chance.randrange(10 * 60, 20 * 60)
        start = dt.datetime.combine(day, dt.time(), timezone.get_current_timezone())
        return min(start + dt.timedelta(minutes=minutes), self.now)

    def words(self) -> tuple[str, str]:
        place, trouble = self.chance.choice(PLACES), self.chance.choice(TROUBLES)
        more = "".join(
            f"{self.chance.choice(PLACES)}也一样，{self.chance.choice(TROUBLES)}。"
            for _ in range(self.chance.randrange(1, 8))
        )
        return f"{place}{trouble}", f"{place}{trouble}。{more}{self.chance.choice(WISHES)}"


def keep(model: type[models.Model], rows: Iterator[Any]) -> None:
    while batch := list(islice(rows, BATCH)):
        model._base_manager.bulk_create(batch)


# Who there is


def units(make: Maker) -> None:
    rows = [Unit(pk=1, name="示例师", path="1/")]
    rows += [
        Unit(pk=n, name=f"第{n - 1}团", path=f"1/{n}/", parent_id=1, order=n)
        for n in range(2, TOWNS + 2)
    ]
    for n in range(TOWNS + 2, UNITS + 1):
        town = 2 + (n - TOWNS - 2) * TOWNS // (UNITS - TOWNS - 1)
        rows.append(
            Unit(pk=n, name=f"{town - 1}团{n}连", path=f"1/{town}/{n}/", parent_id=town, order=n)
        )
    Unit.objects.bulk_create(rows, BATCH)
    for place, name in enumerate(CATEGORIES, 1):
        m.Category.objects.get_or_create(code=f"bench{place}", defaults={"name": name})


def people(make: Maker) -> None:
    password = make_password(None)

    def one(pk: int) -> User:
        name = make.chance.choice(FAMILIES) + "".join(make.chance.choices(GIVEN, k=2))
        if make.happens(0.2):
            name = make.chance.choice(LONG_NAMES)
        unit = make.chance.randrange(TOWNS + 2, UNITS + 1)
        return User(
            pk=pk, username=f"p{pk}", name=name, unit_id=unit, password=password, position="职工"
        )

    keep(User, (one(pk) for pk in range(1, PEOPLE + 1)))
    since = make.today - dt.timedelta(days=700)
    posts = [Post(user_id=LEADER, duty=Duty.LEADER, unit_id=1, since=since)]
    posts.append(Post(user_id=ONE_UNIT, duty=Duty.OFFICER, unit_id=TOWNS + 2, since=since))
    posts.append(Post(user_id=ONE_TOWN, duty=Duty.OFFICER, unit_id=2, since=since))
    for n in range(TOWNS + 2, UNITS + 1):
        officer = make.serving[n] = 1 + (n - TOWNS - 2) // UNITS_OF_AN_OFFICER
        posts.append(Post(user_id=officer, duty=Duty.OFFICER, unit_id=n, since=since))
    for n in range(2, TOWNS + 2):
        make.serving[n] = leader = 300 + n
        posts.append(Post(user_id=leader, duty=Duty.LEADER, unit_id=n, since=since))
    Post.objects.bulk_create(posts, BATCH)


# What is settled, or not yet


def matters(make: Maker) -> Iterator[m.Matter]:
    categories = list(m.Category.objects.filter(code__startswith="bench"))
    for pk in range(1, MATTERS + 1):
        state = "in_hand" if make.happens(0.17) else "answered" if make.happens(0.035) else "closed"
        is_open = state != "closed"
        age = make.chance.randrange(0, 12) if is_open else make.chance.randrange(20, 730)
        if is_open and make.happens(0.1):
            age = make.chance.randrange(12, 90)  # these are late
        day = make.today - dt.timedelta(days=age)
        opened = make.moment(day)
        due = make.moment(day) + dt.timedelta(days=12)
        unit = (
            make.chance.randrange(2, TOWNS + 2)
            if make.happens(0.1)
            else make.chance.randrange(TOWNS + 2, UNITS + 1)
        )
        owner = make.serving[unit]
        title, summary = make.words()
        yield m.Matter(
            pk=pk,
            number=f"{day.year}-{pk:06d}",
            state=state,
            kind="voice" if make.happens(0.95) else "assigned" if make.happens(0.6) else "promise",
            title=title,
            summary=summary,
            unit_id=unit,
            category=make.chance.choice(categories),
            urgency="lifeline" if make.happens(0.1) else "ordinary",
            owner_id=owner,
            first_owner_id=owner,
            received_on=day,
            opened_at=opened,
            started_on=day,
            started_at=opened,
            due=due,
            first_due=due,
            bounces=int(make.happens(0.02)),
            reopened=int(make.happens(0.02)),
            level=make.chance.randrange(1, 4) if is_open and make.happens(0.02) else 0,
            closure="" if is_open else "substantive" if make.happens(0.7) else "explained",
            closed_at=None if is_open else opened + dt.timedelta(days=6),
        )


def voices(make: Maker) -> Iterator[m.Voice]:
    rows = m.Matter._base_manager.filter(kind="voice").values_list(
        "pk", "unit", "owner", "category", "received_on"
    )
    for pk, unit, owner, category, day in rows.order_by("pk"):
        for _ in range(2 if make.happens(0.16) else 1):
            voice = one_voice(make, unit, day, category)
            if voice.channel not in ("anonymous", "named"):
                voice.recorded_by_id = owner
            voice.state, voice.matter_id = "taken", pk
            make.voices.setdefault(pk, []).append((voice.pk, day))
            yield voice
    for state, number in (("waiting", WAITING), ("declined", DECLINED), ("archived", ARCHIVED)):
        for turn in range(number):
            unit = make.chance.randrange(2, UNITS + 1)
            days = make.chance.randrange(0, 4 if state == "waiting" else 700)
            voice = one_voice(make, unit, make.today - dt.timedelta(days=days), None)
            voice.state = state
            if state == "declined":
                voice.decline_kind, voice.decline_note = "other_office", "请找镇上的窗口。"
            if state == "archived":
                voice.channel, voice.source, voice.source_id = "imported", "热线", f"H{turn}"
                voice.code_hash, voice.tag = None, ""
            yield voice


def one_voice(make: Maker, unit: int, day: dt.date, category: int | None) -> m.Voice:
    title, body = make.words()
    channel = make.chance.choice(("named",) * 4 + ("anonymous",) * 3 + ("visit", "phone", "office"))
    voice = m.Voice(
        pk=make.key(),
        channel=channel,
        title=title,
        body=body,
        unit_id=unit,
        category_id=category,
        said_on=day,
        received_on=day,
        accept_by=make.moment(day) + dt.timedelta(days=2),
    )
    if channel == "anonymous":
        voice.code_hash, voice.tag = f"{make.chance.getrandbits(256):064x}", "ABCDE"
    elif channel == "named":
        voice.raised_by_id = make.chance.randrange(500, PEOPLE + 1)
        voice.said_at = make.moment(day)
    else:
        voice.speaker = make.chance.choice(FAMILIES) + "师傅"
    return voice


# What happened to them


def replies(make: Maker) -> Iterator[m.Reply]:
    rows = m.Matter._base_manager.exclude(state="in_hand").values_list("pk", "owner", "opened_at")
    for pk, owner, opened in rows.order_by("pk"):
        at = min(opened + dt.timedelta(days=4), make.now)
        yield m.Reply(pk=pk, matter_id=pk, by_id=owner, at=at, text=f"{make.words()[1]}已经安排。")


def deliveries(make: Maker) -> Iterator[m.Delivery]:
    for pk, at in m.Reply.objects.values_list("pk", "at").order_by("pk"):
        day = timezone.localdate(at)
        for voice, _ in make.voices.get(pk, []):
            read = day if make.happens(0.6) else None
            yield m.Delivery(pk=make.key(), voice_id=voice, reply_id=pk, on=day, read_on=read)


def ratings(make: Maker) -> Iterator[m.Rating]:
    for found in make.voices.values():
        for voice, day in found:
            if make.happens(0.25):
                step = make.chance.randrange(1, 5)
                yield m.Rating(pk=make.key(), voice_id=voice, step=step, on=day)


def messages(make: Maker) -> Iterator[m.Message]:
    for found in make.voices.values():
        for voice, day in found:
            if make.happens(0.1):
                read = day if make.happens(0.95) else None
                yield m.Message(
                    pk=make.key(),
                    voice_id=voice,
                    turn=1,
                    side="person",
                    text="有结果了吗？",
                    on=day,
                    read_on=read,
                )


def revisits(make: Maker) -> Iterator[m.Revisit]:
    rows = m.Matter._base_manager.filter(state="closed").values_list("pk", "owner", "closed_at")
    for pk, owner, closed in rows.order_by("pk"):
        if make.happens(0.9):
            done = closed + dt.timedelta(days=1) if make.happens(0.98) else None
            yield m.Revisit(
                matter_id=pk,
                due_on=timezone.localdate(closed) + dt.timedelta(days=1),
                done_at=done,
                by_id=owner if done else None,
                way="phone" if done else "",
                step=3 if done else None,
            )


def offers(make: Maker) -> Iterator[m.Offer]:
    rows = m.Matter._base_manager.filter(state="in_hand").values_list("pk", "owner", "opened_at")
    for pk, owner, opened in rows.order_by("pk"):
        if make.happens(0.03):
            to = 1 + (owner + make.chance.randrange(1, 9)) % 196
            until = make.now + dt.timedelta(days=1)
            yield m.Offer(
                matter_id=pk, by_id=owner, to_id=to, reason="更熟悉", at=opened, answer_by=until
            )


def extensions(make: Maker) -> Iterator[m.Extension]:
    rows = m.Matter._base_manager.filter(state="in_hand").values_list("pk", "owner", "due")
    for pk, owner, due in rows.order_by("pk"):
        if make.happens(0.03):
            state = "asked" if make.happens(0.3) else "approved"
            yield m.Extension(
                matter_id=pk, by_id=owner, state=state, until=due, due_before=due,
                decide_by=make.now, reason="等配件",
            )  # fmt: skip


def avoided(make: Maker) -> Iterator[Any]:
    """The officer beside must not see one matter in a hundred, nor its voices."""
    through = m.Matter.avoid.through
    for pk, owner in m.Matter._base_manager.values_list("pk", "owner").order_by("pk"):
        if make.happens(0.01):
            yield through(matter_id=pk, user_id=1 + owner % 196)


def avoidances(make: Maker) -> Iterator[m.Avoidance]:
    rows = m.Voice._base_manager.filter(state="waiting").values_list("pk", "unit").order_by("pk")
    for voice, unit in rows:
        if unit in make.serving and make.happens(0.03):
            yield m.Avoidance(pk=make.key(), voice_id=voice, user_id=make.serving[unit])


def helping(make: Maker) -> Iterator[Any]:
    through = m.Matter.helpers.through
    for pk, owner in m.Matter._base_manager.values_list("pk", "owner").order_by("pk"):
        if make.happens(0.03):
            yield through(matter_id=pk, user_id=1 + (owner + 2) % 196)


def events(make: Maker) -> Iterator[Event]:
    """About five lines a matter, in the words the deeds themselves would write."""
    rows = m.Matter._base_manager.order_by("pk").values_list(
        "pk", "number", "state", "closure", "owner", "opened_at", "due"
    )
    for pk, number, state, closure, owner, opened, due in rows.iterator(BATCH):
        term = f"{timezone.localtime(due):%Y-%m-%d %H:%M}"
        line = [("matter.opened", {"number": number, "due": term}), ("matter.noted", {})]
        if state != "in_hand":
            line.append(("matter.replied", {"count": 1, "kind": "final", "reply": pk}))
        if state == "closed":
            line += [("matter.closed", {"closure": closure}), ("matter.revisited", {})]
        for step, (verb, facts) in enumerate(line):
            at = min(opened + dt.timedelta(days=step), make.now)
            yield Event(
                id=make.key(),
                subject="matters.Matter",
                subject_id=pk,
                verb=verb,
                by_id=owner,
                at=at,
                facts=facts,
            )
        for voice, day in make.voices.get(pk, []):
            yield Event(
                id=make.key(),
                subject="matters.Voice",
                subject_id=voice,
                verb="voice.raised",
                at=make.moment(day).replace(hour=0, minute=0),
                facts={"unit": 2},
            )


def notices(make: Maker) -> Iterator[Notice]:
    rows = m.Matter._base_manager.filter(state="in_hand").values_list(
        "pk", "number", "owner", "due"
    )
    for pk, number, owner, due in rows.order_by("pk"):
        read = make.now if make.happens(0.9) else None
        facts = {"number": number, "due": f"{timezone.localtime(due):%Y-%m-%d %H:%M}"}
        yield Notice(
            to_id=owner, verb="matter.reminded", facts=facts, subject="matters.Matter",
            subject_id=pk, url=f"/matters/{pk}/", show_from=make.now, read_at=read,
        )  # fmt: skip


TABLES: tuple[tuple[type[models.Model], Callable[[Maker], Iterator[Any]]], ...] = (
    (m.Matter, matters),
    (m.Voice, voices),
    (m.Reply, replies),
    (m.Delivery, deliveries),
    (m.Rating, ratings),
    (m.Message, messages),
    (m.Revisit, revisits),
    (m.Offer, offers),
    (m.Extension, extensions),
    (m.Matter.avoid.through, avoided),
    (m.Avoidance, avoidances),
    (m.Matter.helpers.through, helping),
    (Event, events),
    (Notice, notices),
)


def build() -> None:
    assert not User.objects.exists(), "only into an empty database"
    make = Maker()
    with transaction.atomic():
        units(make)
        people(make)
    for model, rows in TABLES:
        with transaction.atomic():
            keep(model, rows(make))
    for searched in ALL:
        for _ in searched.index.rebuild(searched):
            pass
    settle()
    told = {model._meta.label: model._base_manager.count() for model, _ in TABLES}
    print(", ".join(f"{name} {number:,}" for name, number in told.items()))


def settle() -> None:
    """As a site is after its first night: the planner knows how the tables look."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for sequence in connection.ops.sequence_reset_sql(_style(), list(_numbered())):
                cursor.execute(sequence)
            cursor.execute("vacuum analyze")
        else:
            learn_the_tables(timezone.now())
            cursor.execute("pragma wal_checkpoint(truncate)")


def _numbered() -> Iterator[type[models.Model]]:
    return (model for model in (Unit, User, m.Matter, m.Reply, Notice, m.Offer))


def _style() -> Any:
    from django.core.management.color import no_style

    return no_style()


__all__ = ["LEADER", "ONE_TOWN", "ONE_UNIT", "build"]
