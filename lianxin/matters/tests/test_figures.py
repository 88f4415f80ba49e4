"""What desk and reports may know of matters: for a viewer, and never more than they see."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from lianxin.matters.actions import deciding, extending, replying, transfer
from lianxin.matters.figures import counts, mine
from lianxin.matters.figures.ledger import ledger
from lianxin.matters.figures.scope import Scope
from lianxin.matters.figures.today import today
from lianxin.matters.models import Category, Matter, Message, Rating, Revisit
from lianxin.matters.tests.stories import a_matter, a_nameless_voice, a_voice
from tests.cast import a_unit

DAY = dt.timedelta(days=1)
TODAY = timezone.localdate


def desk(user):
    return today(user, timezone.now())


class TestToday:
    def test_each_thing_stands_with_those_who_have_to_do_it(self, cast):
        now = timezone.now()
        a_voice(cast, title="待受理")
        late = a_matter(cast, title="超期", due=now - DAY)
        a_matter(cast, title="承诺", kind="promise")
        a_matter(cast, title="远的", due=now + 60 * DAY)
        chen, wang, zhao = desk(cast.chen), desk(cast.wang), desk(cast.zhao)
        assert [item.label for item in chen.waiting.first] == ["待受理"]
        assert [item.label for item in chen.late.first] == [str(late)]
        assert chen.late.first[0].is_late
        assert [item.label[-2:] for item in chen.promises.first] == ["承诺"]
        assert (wang.waiting.count, wang.late.count) == (1, 0)
        assert not any(vars(zhao).values())

    def test_an_offer_stands_with_whom_it_was_put_to(self, cast):
        transfer.offer(a_matter(cast), by=cast.chen, to=cast.zhao, reason="二连")
        assert desk(cast.zhao).offers.count == 1
        assert not desk(cast.guli).offers

    def test_a_leader_finds_what_is_to_be_decided_and_not_what_is_their_own(self, cast):
        deciding.call_meeting(a_matter(cast), by=None, cause="conflict")
        own = a_matter(cast, owner=cast.wang)
        for matter, by in ((a_matter(cast), cast.chen), (own, cast.wang)):
            until = matter.due + DAY
            extending.ask_for_time(matter, by=by, until=until, reason="等配件")
        found = desk(cast.wang)
        assert (found.meetings.count, found.approvals.count) == (1, 1)
        assert not desk(cast.chen).meetings

    def test_revisits_messages_and_drafts_stand_with_the_owner(self, cast):
        matter = a_matter(cast, state="closed", closure="staged", closed_at=timezone.now())
        Revisit.objects.create(matter=matter, due_on=TODAY())
        Message.objects.create(voice=matter.voices.get(), turn=1, side="person", text="还有")
        replying.save_draft(a_matter(cast), by=cast.chen, text="草稿")
        found = desk(cast.chen)
        assert (found.revisits.count, found.messages.count, found.drafts.count) == (1, 1, 1)
        assert not desk(cast.guli).revisits

    def test_staff_find_what_they_said_and_what_was_answered(self, cast):
        matter = a_matter(cast)
        assert (desk(cast.li).raised.count, desk(cast.li).answers.count) == (1, 0)
        replying.reply(matter, by=cast.chen, text="已恢复", kind="final")
        assert desk(cast.li).answers.count == 1
        assert not desk(cast.li).waiting

    @pytest.mark.parametrize("who", ["sun", "qian", "zheng", "zhou"])
    def test_administrators_find_nothing(self, cast, who):
        a_voice(cast)
        a_matter(cast, due=timezone.now() - DAY)
        assert not any(vars(desk(getattr(cast, who))).values())

    def test_few_queries_whatever_there_is(self, cast, django_assert_max_num_queries):
        for _time in range(20):
            matter = a_matter(cast)
            Matter.objects.filter(pk=matter.pk).update(due=timezone.now() - DAY, level=1)
            a_voice(cast)
        with django_assert_max_num_queries(14):
            desk(cast.wang)


class TestCounts:
    def test_by_state_category_unit_and_week(self, cast):
        home = Category.objects.create(code="home", name="住房")
        heat = Category.objects.create(code="heat", name="供暖", parent=home)
        monday = TODAY() - dt.timedelta(days=TODAY().weekday())
        a_voice(cast, category=heat, received_on=monday)
        a_voice(cast, unit=cast.second, received_on=monday - 14 * DAY)
        a_matter(cast, a_voice(cast, received_on=monday), category=heat, state="answered")
        scope = Scope()
        wang = cast.wang
        assert {c.label: c.count for c in counts.by_state(wang, scope)} == {
            "待受理": 2,
            "已答复": 1,
        }
        assert [(c.label, c.count) for c in counts.by_category(wang, scope)] == [
            ("供暖", 2),
            ("未分类", 1),
        ]
        assert {c.label: c.count for c in counts.by_unit(wang, scope)} == {"一连": 2, "二连": 1}
        assert [c.count for c in counts.by_week(wang, scope)] == [1, 0, 2]
        assert [c.count for c in counts.by_unit(cast.zhao, scope)] == [1]
        narrow = Scope(unit=cast.first, category=home.pk, since=monday)
        assert sum(c.count for c in counts.by_state(wang, narrow)) == 2

    def test_for_everybody_small_counts_are_hidden(self, cast):
        far = a_unit("三连", cast.regiment)
        day = dt.date(2026, 2, 10)
        for unit, times in ((cast.first, 9), (cast.second, 7), (far, 2)):
            for _time in range(times):
                a_voice(cast, unit=unit, received_on=day)
        shown = counts.shared(2026, 1, today=dt.date(2026, 4, 1), dimension="unit")
        assert shown is not None
        values = {label: cell.value for label, cell in shown.cells.items()}
        assert values == {"一连": 9, "二连": None, "三连": None}

    def test_never_of_a_quarter_that_still_runs(self, cast):
        for quarter, day in ((1, "2026-03-31"), (4, "2026-12-31")):
            now = dt.date.fromisoformat(day)
            assert counts.shared(2026, quarter, today=now, dimension="category") is None
            after = now + DAY
            assert counts.shared(2026, quarter, today=after, dimension="category") is not None


class TestMine:
    def test_all_that_is_held_about_a_person_and_nothing_of_others(self, cast):
        matter = a_matter(cast)
        voice = matter.voices.get()
        replying.reply(matter, by=cast.chen, text="已恢复供餐", kind="final")
        Rating.objects.create(voice=voice, step=3, comment="好了")
        Message.objects.create(voice=voice, turn=1, side="person", text="谢谢")
        a_nameless_voice(cast)
        data = mine.my_data(cast.li)
        (found,) = data.raised
        assert (found.title, found.number, found.state) == (voice.title, matter.number, "已答复")
        assert [word.text for word in found.replies] == ["已恢复供餐"]
        assert [word.text for word in found.dialogue] == ["谢谢"]
        assert [(one.step, one.comment) for one in found.ratings] == [("满意", "好了")]
        assert mine.my_data(cast.chen).raised == ()

    def test_what_one_wrote_down_for_others_is_a_number_only(self, cast):
        a_voice(cast, raised_by=None, speaker="老张", recorded_by=cast.chen, channel="visit")
        assert mine.my_data(cast.chen).recorded == 1


def test_the_ledger_is_read_with_queries_that_do_not_grow(cast, django_assert_max_num_queries):
    for _time in range(30):
        replying.reply(a_matter(cast), by=cast.chen, text="已恢复", kind="final")
    with django_assert_max_num_queries(10):
        rows = list(ledger(cast.wang, Scope(), timezone.now()))
    assert len(rows) == 30
    assert {(row.state, row.reply, row.who) for row in rows} == {("已答复", "已恢复", "李强")}
