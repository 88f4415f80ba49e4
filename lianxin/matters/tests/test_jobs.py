"""The clocks: what is told when, once, however often the worker runs."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from lianxin.journal.models import Event
from lianxin.matters import jobs
from lianxin.matters.actions import closing, deciding, extending, supervising, transfer
from lianxin.matters.models import Avoidance, Level, Matter, Meeting, Offer, Revisit
from lianxin.matters.tests.stories import a_matter, a_nameless_voice, a_voice
from lianxin.notices.models import Notice
from lianxin.people.models import Duty, Post

DAY = dt.timedelta(days=1)


def at(day: str, hour: int = 12, minute: int = 0) -> dt.datetime:
    """A moment of the site; Monday 2026-05-11 begins a week without holidays."""
    return dt.datetime.combine(
        dt.date.fromisoformat(day), dt.time(hour, minute), ZoneInfo("Asia/Shanghai")
    )


DUE = at("2026-05-14", 20)  # a Thursday


def told(person, verb="") -> int:
    rows = Notice.objects.filter(to=person)
    return (rows.filter(verb=verb) if verb else rows).count()


class TestRemind:
    @pytest.mark.parametrize(
        ("now", "reminded"),
        [
            (at("2026-05-12", 19), 0),
            (at("2026-05-13", 0, 1), 1),
            (at("2026-05-14", 19), 1),
            (at("2026-05-14", 21), 0),
        ],
    )
    def test_one_working_day_before(self, cast, now, reminded):
        a_matter(cast, due=DUE)
        assert jobs.remind(now) == reminded
        assert told(cast.chen, "matter.reminded") == reminded
        assert jobs.remind(now) == 0

    @pytest.mark.parametrize(
        ("now", "reminded"), [(at("2026-05-14", 17, 59), 0), (at("2026-05-14", 18, 1), 1)]
    )
    def test_two_hours_before_when_the_clock_runs_at_night(self, cast, now, reminded):
        a_matter(cast, due=DUE, urgency="lifeline")
        assert jobs.remind(now) == reminded

    def test_over_a_long_holiday(self, cast):
        a_matter(cast, due=at("2026-10-08", 20))
        assert jobs.remind(at("2026-09-29")) == 0
        assert jobs.remind(at("2026-09-30")) == 1

    def test_what_is_answered_is_left_alone(self, cast):
        a_matter(cast, due=DUE, state="answered")
        assert jobs.remind(at("2026-05-14")) == jobs.urge(at("2026-05-25")) == 0

    def test_more_time_is_a_new_reminder(self, cast):
        matter = a_matter(cast)
        Matter.objects.update(reminded_at=timezone.now(), urged_at=timezone.now())
        extension = extending.ask_for_time(
            matter, by=cast.chen, until=matter.due + 2 * DAY, reason="等配件"
        )
        extending.approve(extension, by=cast.wang)
        now = Matter.objects.get()
        assert (now.reminded_at, now.urged_at) == (None, None)


class TestUrge:
    def test_on_the_working_day_after(self, cast):
        a_matter(cast, due=at("2026-05-15", 20))  # a Friday
        assert jobs.urge(at("2026-05-15", 21)) == 0
        assert jobs.urge(at("2026-05-17")) == 0
        assert jobs.urge(at("2026-05-18", 1)) == 1
        assert jobs.urge(at("2026-05-18", 2)) == 0
        assert told(cast.chen, "matter.urged") == told(cast.wang, "matter.urged") == 1
        assert told(cast.guli) == 0

    def test_at_once_when_the_clock_runs_at_night(self, cast):
        a_matter(cast, due=DUE, urgency="danger")
        assert jobs.urge(DUE + dt.timedelta(minutes=1)) == 1

    def test_the_nearest_leader_hears_it_and_not_the_owner_twice(self, cast):
        Post.objects.create(user=cast.guli, duty=Duty.LEADER, unit=cast.first)
        a_matter(cast, due=DUE, owner=cast.guli)
        jobs.urge(at("2026-05-18"))
        assert told(cast.guli) == told(cast.wang) == 1

    def test_who_must_avoid_it_hears_nothing(self, cast):
        matter = a_matter(cast, due=DUE)
        matter.avoid.add(cast.wang)
        jobs.urge(at("2026-05-18"))
        assert told(cast.wang) == 0


class TestSupervise:
    @pytest.mark.parametrize(
        ("now", "level"),
        [
            ("2026-05-21", Level.NONE),  # five working days late
            ("2026-05-22", Level.ORDINARY),
            ("2026-05-29", Level.YELLOW),
            ("2026-06-05", Level.RED),
        ],
    )
    def test_a_step_every_five_working_days(self, cast, now, level):
        a_matter(cast, due=DUE)
        jobs.supervise(at(now))
        assert Matter.objects.get().level == level
        assert jobs.supervise(at(now)) == 0

    def test_what_a_leader_lifted_counts_anew(self, cast):
        matter = a_matter(cast, due=DUE, level=Level.RED)
        supervising.lift(matter, by=cast.wang, reason="配件在路上")
        Matter.objects.update(lifted_at=at("2026-06-08"))
        jobs.supervise(at("2026-06-12"))
        assert Matter.objects.get().level == Level.NONE
        jobs.supervise(at("2026-06-16"))
        assert Matter.objects.get().level == Level.ORDINARY

    def test_a_higher_step_of_a_leader_is_not_lowered(self, cast):
        a_matter(cast, due=DUE, level=Level.YELLOW)
        assert jobs.supervise(at("2026-05-22")) == 0
        assert Matter.objects.get().level == Level.YELLOW


class TestOffersAndDecisions:
    def test_an_offer_without_an_answer_lapses_and_the_owner_stays(self, cast):
        offer = transfer.offer(a_matter(cast), by=cast.chen, to=cast.guli, reason="后勤")
        assert jobs.lapse_offers(offer.answer_by - dt.timedelta(minutes=1)) == 0
        after = offer.answer_by + dt.timedelta(minutes=1)
        assert jobs.lapse_offers(after) == 1
        assert jobs.lapse_offers(after) == 0
        now = Matter.objects.get()
        assert (now.owner, now.bounces, Offer.objects.get().state) == (cast.chen, 0, "lapsed")
        assert told(cast.chen, "matter.offer_lapsed") == 1

    def test_a_leader_who_does_not_decide_is_urged_with_those_above(self, cast):
        Post.objects.create(user=cast.guli, duty=Duty.LEADER, unit=cast.first)
        meeting = deciding.call_meeting(a_matter(cast), by=None, cause=Meeting.Cause.CONFLICT)
        after = meeting.decide_by + dt.timedelta(minutes=1)
        assert jobs.urge_decisions(after) == 1
        assert jobs.urge_decisions(after) == 0
        verb = "matter.decision_urged"
        assert told(cast.guli, verb) == told(cast.wang, verb) == 1

    def test_so_is_one_who_does_not_answer_a_request(self, cast):
        matter = a_matter(cast)
        extension = extending.ask_for_time(
            matter, by=cast.chen, until=matter.due + DAY, reason="等配件"
        )
        assert jobs.urge_decisions(extension.decide_by + DAY) == 1
        assert told(cast.wang, "matter.decision_urged") == 1


class TestWaiting:
    def test_one_notice_with_a_number(self, cast):
        now = timezone.now()
        for _time in range(3):
            a_nameless_voice(cast, accept_by=now - DAY)
        a_voice(cast)
        assert jobs.urge_waiting(now) == 3
        notice = Notice.objects.get(to=cast.chen)
        assert notice.sentence() == "催办：一连有 3 件诉求超过受理期限，请受理。"
        assert told(cast.guli) == told(cast.wang) == 1
        assert told(cast.li) == told(cast.zhao) == told(cast.sun) == 0
        assert jobs.urge_waiting(now) == 0

    def test_who_must_avoid_a_voice_does_not_learn_that_it_is_there(self, cast):
        voice, _code = a_nameless_voice(cast, accept_by=timezone.now() - DAY)
        Avoidance.objects.create(voice=voice, user=cast.guli)
        jobs.urge_waiting(timezone.now())
        assert (told(cast.chen), told(cast.guli)) == (1, 0)


class TestAfterClosing:
    def closed(self, cast, **changes):
        return a_matter(
            cast, state="closed", closure="substantive", closed_at=timezone.now(), **changes
        )

    def test_the_owner_is_reminded_of_the_revisit_once(self, cast):
        Revisit.objects.create(matter=self.closed(cast), due_on=dt.date(2026, 5, 15))
        assert jobs.remind_revisits(at("2026-05-14")) == 0
        assert jobs.remind_revisits(at("2026-05-15")) == 1
        assert jobs.remind_revisits(at("2026-05-16")) == 0
        assert told(cast.chen, "matter.revisit_due") == 1

    def test_a_revisit_nobody_makes_climbs_once(self, cast):
        Revisit.objects.create(matter=self.closed(cast), due_on=dt.date(2026, 5, 14))
        assert jobs.climb_after_silence(at("2026-05-21")) == 0
        assert jobs.climb_after_silence(at("2026-05-22")) == 1
        assert jobs.climb_after_silence(at("2026-05-23")) == 0
        assert Matter.objects.get().level == Level.ORDINARY

    @pytest.mark.parametrize(("step", "climbed"), [(1, 1), (2, 0), (None, 0)])
    def test_a_no_to_which_nobody_does_anything_climbs(self, cast, step, climbed):
        Revisit.objects.create(
            matter=self.closed(cast),
            due_on=dt.date(2026, 5, 14),
            done_at=at("2026-05-14"),
            way="phone",
            step=step,
        )
        assert jobs.climb_after_silence(at("2026-05-25")) == climbed

    def test_what_is_queued_comes_back_on_its_day(self, cast):
        day = dt.date(2026, 5, 14)
        matter = self.closed(cast, review_on=day)
        Matter.objects.update(closure="queued")
        assert jobs.bring_back_queued(at("2026-05-13")) == 0
        assert jobs.bring_back_queued(at("2026-05-14")) == 1
        assert jobs.bring_back_queued(at("2026-05-15")) == 0
        assert told(cast.chen, "matter.review_due") == told(cast.wang, "matter.review_due") == 1
        closing.review_queued(
            Matter.objects.get(pk=matter.pk), by=cast.chen, review_on=day + 365 * DAY, note="无预算"
        )
        assert jobs.bring_back_queued(at("2027-05-14")) == 1


class TestAbsent:
    def test_a_matter_whose_owner_has_left_gets_a_meeting(self, cast):
        a_matter(cast)
        assert jobs.call_for_the_absent(timezone.now()) == 0
        cast.chen.is_active = False
        cast.chen.save()
        assert jobs.call_for_the_absent(timezone.now()) == 1
        assert jobs.call_for_the_absent(timezone.now()) == 0
        assert Meeting.objects.get().cause == Meeting.Cause.ABSENT
        assert (told(cast.chen), told(cast.wang)) == (0, 1)

    def test_so_does_one_whose_owner_holds_no_office_any_more(self, cast):
        a_matter(cast)
        Post.objects.filter(user=cast.chen).delete()
        assert jobs.call_for_the_absent(timezone.now()) == 1


def test_who_reopened_by_code_is_told_at_night_with_all_others(cast):
    voice, _code = a_nameless_voice(cast)
    matter = a_matter(cast, voice, state="answered")
    closing.reopen(matter, by=None, voice=voice, reason="没有解决")
    assert not Notice.objects.exists()
    assert jobs.tell_of_reopened(timezone.now()) == 1
    assert jobs.tell_of_reopened(timezone.now()) == 0
    assert told(cast.chen, "matter.reopening_told") == told(cast.wang) == 1


def test_every_job_runs_on_an_empty_site(db):
    assert not any(job(timezone.now()) for job in (*jobs.HOURLY, *jobs.DAILY))
    assert not Event.objects.exists()
