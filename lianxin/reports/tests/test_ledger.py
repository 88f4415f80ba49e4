"""诉求台账 on the screen: whose rows, which rows, and what each cell says."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone

from lianxin.matters.models import (
    Category,
    Channel,
    Delivery,
    Extension,
    Matter,
    Rating,
    Reply,
    Revisit,
    Voice,
)
from lianxin.matters.tests.stories import a_matter, a_nameless_voice, a_voice
from lianxin.people.models import Duty, Post
from lianxin.reports.ledgers import VOICES
from tests.cast import a_unit

DAY = dt.timedelta(days=1)
TODAY = timezone.localdate


def page(client, status=200, **asked):
    answer = client.get(reverse("reports:ledger"), asked)
    assert answer.status_code == status
    return answer.content.decode()


def titles(client, **asked):
    """What stands in the column 主题."""
    return set(re.findall(r'href="/matters/voices/\d+/">([^<]+)<', page(client, **asked)))


def test_an_empty_ledger_says_how_it_fills(cast, as_):
    assert "台账还是空的" in page(as_(cast.chen))


def test_each_sees_the_rows_they_may_see(cast, as_):
    a_voice(cast, title="一连的事")
    a_voice(cast, title="二连的事", unit=cast.second)
    assert titles(as_(cast.chen)) == {"一连的事"}
    assert titles(as_(cast.zhao)) == {"二连的事"}
    assert titles(as_(cast.wang)) == {"一连的事", "二连的事"}


def test_who_must_avoid_a_voice_has_no_row_of_it(cast, as_):
    a_voice(cast, title="关于陈静").avoid.add(cast.chen)
    assert titles(as_(cast.chen)) == set()
    assert titles(as_(cast.guli)) == {"关于陈静"}


def test_what_one_raised_oneself_is_no_row_of_ones_work(cast, as_):
    """The officer of the second company said something about the first."""
    a_voice(cast, title="赵敏说的", raised_by=cast.zhao)
    assert titles(as_(cast.zhao)) == set()


def test_staff_read_where_their_own_voices_are(cast, as_):
    assert "您反映的事情在“我的诉求”里" in page(as_(cast.li), status=403)


def all_kinds(cast):
    """One voice of each kind that the filters tell apart."""
    heating = Category.objects.create(code="heating", name="供暖")
    boiler = Category.objects.create(code="boiler", name="锅炉", parent=heating)
    now = timezone.now()
    squad = a_unit("一班", cast.first)
    a_voice(cast, title="旧的", received_on=TODAY() - 40 * DAY, said_on=TODAY() - 40 * DAY)
    a_voice(cast, title="电话", channel=Channel.PHONE, raised_by=None, said_at=None)
    a_voice(cast, title="暖气", category=boiler)
    a_voice(cast, title="班里", unit=squad)
    a_matter(cast, a_voice(cast, title="晚了"), due=now - DAY)
    closed = a_matter(cast, a_voice(cast, title="办结"))
    Matter.objects.filter(pk=closed.pk).update(state="closed", closure="explained", closed_at=now)
    return heating, squad


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"until": lambda h, s: TODAY() - 30 * DAY}, {"旧的"}),
        ({"since": lambda h, s: TODAY() - 50 * DAY, "until": lambda h, s: TODAY() - DAY}, {"旧的"}),
        ({"channel": lambda h, s: "phone"}, {"电话"}),
        ({"category": lambda h, s: h.pk}, {"暖气"}),
        ({"unit": lambda h, s: s.pk}, {"班里"}),
        ({"late": lambda h, s: "on"}, {"晚了"}),
        ({"state": lambda h, s: "closed"}, {"办结"}),
        ({"state": lambda h, s: "in_hand"}, {"晚了"}),
        ({"state": lambda h, s: "waiting"}, {"旧的", "电话", "暖气", "班里"}),
        ({"closure": lambda h, s: "explained"}, {"办结"}),
        ({"closure": lambda h, s: "substantive"}, set()),
    ],
    ids=[
        *("until", "period", "channel", "branch of categories", "branch of units", "late"),
        *("closed", "in hand", "waiting", "closure", "no such closure"),
    ],
)
def test_rows_can_be_limited(cast, as_, asked, wanted):
    made = all_kinds(cast)
    assert titles(as_(cast.chen), **{k: v(*made) for k, v in asked.items()}) == wanted


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"since": "昨天"}, "请输入日期"),
        ({"since": "0001-01-01"}, "请检查年份"),
        ({"since": "2026-02-01", "until": "2026-01-01"}, "结束日期早于开始日期"),
        ({"unit": "999999999999999999999999"}, "没有这个选项"),
        ({"unit": "x"}, "没有这个选项"),
        ({"category": "99"}, "没有这个选项"),
        ({"state": "taken"}, "没有这个选项"),
        ({"channel": "\x00"}, "没有这个选项"),
        ({"closure": "x" * 10_000}, "没有这个选项"),
    ],
)
def test_what_cannot_be_asked_is_said_and_nothing_is_shown(cast, as_, asked, reason):
    a_voice(cast)
    text = page(as_(cast.chen), status=422, **asked)
    assert reason in text
    assert "食堂夜班无热饭" not in text


def test_a_unit_one_does_not_serve_cannot_be_chosen(cast, as_):
    page(as_(cast.chen), status=422, unit=cast.second.pk)


def test_what_was_recorded_later_is_stamped(cast, as_):
    today = TODAY()
    a_voice(cast, title="补的", channel=Channel.VISIT, said_on=today - 3 * DAY, received_on=today)
    a_voice(cast, title="当天的", said_on=today, received_on=today)
    text = page(as_(cast.chen))
    assert text.count("<span>补录 ") == 1
    assert f"补录 {today.isoformat()}" in text


def test_what_is_missing_is_shown_as_missing(cast):
    """Not entered: 未填. Has not happened: —. Never an empty cell, never a zero."""
    from lianxin.matters.figures.ledger import ledger
    from lianxin.matters.figures.scope import Scope

    a_voice(cast)
    [row] = ledger(cast.chen, Scope(), timezone.now())
    cells = {column.key: column.cell(row) for column in VOICES.columns}
    assert cells["category"] == "未填"
    assert {
        cells[key]
        for key in ("number", "owner", "due", "closure", "verdict", "bounces", "is_late", "stamp")
    } == {"—"}
    assert not [key for key, cell in cells.items() if cell in (None, "")]


def test_no_page_adds_or_changes_a_row(cast, as_):
    """The only thing that can be sent to reports is the wish for a file."""
    ours = get_resolver("lianxin.reports.urls").url_patterns
    before = list(Voice.objects.values())
    answers = {
        one.name: as_(cast.chen).post(reverse(f"reports:{one.name}"), {"title": "手工一行"})
        for one in ours
    }
    files = {"export", "export-hot", "export-hot-details"}
    assert {name for name, answer in answers.items() if answer.status_code != 405} == files
    assert list(Voice.objects.values()) == before
    assert "添加" not in page(as_(cast.chen)).replace("不能手工添加", "")


def test_how_it_was_closed_stands_beside_what_the_person_thinks(cast, as_):
    keys = [column.key for column in VOICES.shown()]
    assert keys.index("verdict") == keys.index("closure") + 1
    voice = a_voice(cast)
    matter = a_matter(cast, voice)
    now = timezone.now()
    Matter.objects.filter(pk=matter.pk).update(state="closed", closure="staged", closed_at=now)
    Rating.objects.create(voice=voice, turn=1, step=4)
    Rating.objects.create(voice=voice, turn=2, step=1)
    text = page(as_(cast.chen))
    assert re.search(r"阶段性办结</td>\s*<td[^>]*>不满意</td>", text)


def test_each_column_says_what_it_counts(cast, as_):
    a_voice(cast)
    text = page(as_(cast.chen))
    assert "各列的口径" in text
    for column in VOICES.columns:
        assert str(column.definition) in text


def test_a_row_tells_the_whole_course(cast):
    from lianxin.matters.figures.ledger import ledger
    from lianxin.matters.figures.scope import Scope

    now = timezone.now()
    voice = a_voice(cast, affected=12)
    matter = a_matter(cast, voice, bounces=2, reopened=1, level=1, urgency="complex")
    matter.helpers.add(cast.zhao)
    Extension.objects.create(
        matter=matter,
        by=cast.chen,
        state="approved",
        until=now + 9 * DAY,
        due_before=now,
        decide_by=now,
        reason="等配件",
    )
    reply = Reply.objects.create(matter=matter, text="加设夜班窗口", by=cast.chen)
    Delivery.objects.create(voice=voice, reply=reply)
    Revisit.objects.create(matter=matter, due_on=TODAY(), done_at=now, way="phone", step=3)
    [row] = ledger(cast.chen, Scope(), now)
    cells = {column.key: column.cell(row) for column in VOICES.columns}
    assert cells["number"] == matter.number
    assert cells["owner"] == "陈静"
    assert cells["helpers"] == "赵敏"
    assert cells["reply"] == "加设夜班窗口"
    assert cells["urgency"] == "复杂事项"
    assert (cells["affected"], cells["bounces"], cells["reopened"]) == (12, 2, 1)
    assert cells["level"] == "普通督办"
    assert cells["extended_to"] == now + 9 * DAY
    assert "满意" in cells["revisit"]


def test_a_nameless_voice_has_no_name_and_no_minute(cast):
    from lianxin.matters.figures.ledger import ledger
    from lianxin.matters.figures.scope import Scope

    a_nameless_voice(cast)
    [row] = ledger(cast.chen, Scope(), timezone.now())
    cells = {column.key: column.cell(row) for column in VOICES.columns}
    assert cells["who"] == "匿名"
    assert not [key for key, cell in cells.items() if isinstance(cell, dt.datetime)]


def test_the_sum_of_all_stands_above(cast, as_):
    a_voice(cast)
    a_matter(cast)
    assert "合计 2 条，其中：待受理 1，办理中 1" in page(as_(cast.chen))


def test_a_leader_of_one_unit_sees_its_branch_alone(cast, as_):
    Post.objects.create(user=cast.li, duty=Duty.LEADER, unit=cast.second)
    a_voice(cast, title="一连的事", raised_by=cast.guli)
    a_voice(cast, title="二连的事", unit=cast.second)
    assert titles(as_(cast.li)) == {"二连的事"}


@pytest.mark.parametrize("branch", [False, True], ids=["all units", "one unit"])
def test_fifty_a_page_in_ten_queries(cast, as_, django_assert_max_num_queries, branch):
    for n in range(60):
        voice = a_voice(cast, title=f"第 {n} 条")
        if n % 2:
            matter = a_matter(cast, voice)
            matter.helpers.add(cast.guli)
            Rating.objects.create(voice=voice, step=4)
            reply = Reply.objects.create(matter=matter, text="好", by=cast.chen)
            Delivery.objects.create(voice=voice, reply=reply)
    client = as_(cast.chen)
    asked = {"unit": cast.first.pk} if branch else {}
    page(client)
    with django_assert_max_num_queries(10):
        text = page(client, **asked)
    assert len(re.findall(r'href="/matters/voices/\d+/">', text)) == 50
    assert len(titles(client, page=2)) == 10


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 40, ""])
def test_a_page_that_cannot_be_leads_to_one_that_is(cast, as_, number):
    a_voice(cast)
    page(as_(cast.chen), page=number)
