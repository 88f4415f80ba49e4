"""Two people pressing at the same moment: one wins, the other reads why."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from lianxin.kernel.errors import Refused
from lianxin.matters.actions import accepting, closing, deciding, replying, supervising, transfer
from lianxin.matters.actions.closing import Ending
from lianxin.matters.models import Counter, Matter, Meeting, Offer, Reply, Supervision, Voice
from lianxin.matters.tests.stories import a_matter, a_voice

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """What came of each: done, or the reason why not. Each has read its rows before the start."""
    results: list[str] = []
    start = threading.Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> None:
        try:
            start.wait()
            deed()
            results.append("done")
        except (Refused, PermissionDenied) as no:
            results.append(str(no))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def one_won(results: list[str]) -> None:
    assert results.count("done") == 1, results
    assert all(results), "the others read why"


def rows(queryset, times: int = 2) -> list:
    """The same row read several times over, with what belongs to it."""
    return [queryset.get() for _time in range(times)]


def matters(pk: int, times: int = 2) -> list[Matter]:
    return rows(Matter.objects.select_related("owner", "unit").filter(pk=pk), times)


def test_two_accept_one_voice(cast):
    for _round in range(ROUNDS):
        voice = a_voice(cast)
        mine = rows(Voice.objects.select_related("unit").filter(pk=voice.pk), 4)
        people = [cast.chen, cast.guli, cast.wang, cast.chen]

        values = {"title": "热饭", "category": None, "urgency": "simple", "unit": cast.first}
        deeds = [
            partial(accepting.accept, one, by=by, **values)
            for one, by in zip(mine, people, strict=True)
        ]
        one_won(at_once(*deeds))
        assert Matter.objects.filter(voices=voice).count() == 1
    assert Matter.objects.count() == Counter.objects.get().last == ROUNDS


def test_two_voices_accepted_at_once_have_two_numbers(cast):
    voices = [a_voice(cast) for _time in range(4)]
    values = {"title": "热饭", "category": None, "urgency": "simple", "unit": cast.first}
    deeds = [partial(accepting.accept, voice, by=cast.chen, **values) for voice in voices]
    assert at_once(*deeds) == ["done"] * 4
    assert len(set(Matter.objects.values_list("number", flat=True))) == 4


def test_taken_over_turned_back_and_withdrawn(cast):
    for _round in range(ROUNDS):
        matter = a_matter(cast)
        offer = transfer.offer(matter, by=cast.chen, to=cast.guli, reason="后勤")
        known = Offer.objects.select_related("matter__owner", "matter__unit", "to", "by")
        one, two, three = rows(known.filter(pk=offer.pk), 3)
        one_won(
            at_once(
                partial(transfer.take_over, one, by=cast.guli),
                partial(transfer.turn_back, two, by=cast.guli, reason="不归", basis="第三条"),
                partial(transfer.withdraw, three, by=cast.chen),
            )
        )
        offer.refresh_from_db()
        matter.refresh_from_db()
        assert (matter.owner == cast.guli) == (offer.state == "taken_over")
        assert matter.bounces == (offer.state == "turned_back")


def test_two_offers(cast):
    for _round in range(ROUNDS):
        one, two = matters(a_matter(cast).pk)
        one_won(
            at_once(
                partial(transfer.offer, one, by=cast.chen, to=cast.guli, reason="后勤"),
                partial(transfer.offer, two, by=cast.chen, to=cast.zhao, reason="二连"),
            )
        )
        assert one.offers.count() == 1


def test_two_leaders_decide(cast):
    for _round in range(ROUNDS):
        matter = a_matter(cast)
        meeting = deciding.call_meeting(matter, by=None, cause="conflict")
        known = Meeting.objects.select_related("matter__owner", "matter__unit")
        one, two = rows(known.filter(pk=meeting.pk))
        one_won(
            at_once(
                partial(deciding.decide, one, by=cast.wang, owner=cast.guli),
                partial(deciding.decide, two, by=cast.wang, owner=cast.zhao),
            )
        )
        matter.refresh_from_db()
        meeting.refresh_from_db()
        assert matter.owner == meeting.owner


def test_closed_offered_and_answered_once_more(cast):
    """Different buttons of one matter exclude each other too."""
    for _round in range(ROUNDS):
        matter = a_matter(cast)
        replying.reply(matter, by=cast.chen, text="已恢复。", kind="final")
        one, two, three = matters(matter.pk, 3)
        one_won(
            at_once(
                partial(closing.close, one, Ending("substantive"), by=cast.chen),
                partial(transfer.offer, two, by=cast.chen, to=cast.guli, reason="后勤"),
                partial(replying.reply, three, by=cast.chen, text="再答。", kind="final"),
            )
        )
        matter.refresh_from_db()
        assert not (matter.state == "closed" and matter.open_offer())


def test_a_voice_that_joins_while_the_reply_is_given_is_answered(cast):
    for _round in range(ROUNDS):
        matter, voice = a_matter(cast), a_voice(cast)
        one, two = matters(matter.pk)
        mine = Voice.objects.select_related("unit").get(pk=voice.pk)
        at_once(
            partial(replying.reply, one, by=cast.chen, text="已恢复。", kind="final"),
            partial(accepting.join, mine, two, by=cast.guli),
        )
        reply = Reply.objects.filter(matter=matter).first()
        if reply:
            assert reply.deliveries.count() == matter.voices.count()


def test_two_leaders_put_it_under_supervision(cast):
    for _round in range(ROUNDS):
        one, two = matters(a_matter(cast).pk)
        one_won(
            at_once(
                partial(supervising.escalate, one, by=cast.wang, level=1),
                partial(supervising.escalate, two, by=cast.wang, level=2),
            )
        )
        assert Supervision.objects.filter(matter=one).count() == 1
