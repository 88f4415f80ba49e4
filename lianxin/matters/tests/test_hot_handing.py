"""统一受理: all that was said about an issue in one matter, and one reply for all."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from lianxin.kernel.errors import Refused
from lianxin.matters.actions import hot_handing, replying
from lianxin.matters.actions.hot_handing import Work, take_up
from lianxin.matters.models import Delivery, Matter, Voice
from lianxin.matters.tests.hot_stories import a_pump, an_issue, pumps
from lianxin.matters.tests.stories import a_matter, a_nameless_voice


def work(cast, **changes):
    fields = {"into": None, "title": "修机井", "category": None, "urgency": "ordinary"}
    return Work(**{**fields, "unit": cast.first, **changes})


def test_one_reply_goes_to_every_voice(cast):
    nameless, _code = a_nameless_voice(cast)
    voices = [*pumps(cast, 3), nameless]
    issue = an_issue(cast, *voices)
    taken = take_up(issue, work(cast), by=cast.chen)
    assert (taken.voices, taken.merged, taken.left) == (4, 0, 0)
    assert taken.matter.owner == cast.chen
    replying.reply(taken.matter, by=cast.chen, text="水泵周五换好。", kind="final")
    assert Delivery.objects.filter(voice__in=voices).count() == 4


def test_open_matters_come_along(cast):
    voices = pumps(cast, 3)
    other = a_matter(cast, voices[0])
    taken = take_up(an_issue(cast, *voices), work(cast), by=cast.chen)
    other.refresh_from_db()
    assert (taken.voices, taken.merged) == (2, 1)
    assert other.merged_into == taken.matter
    assert Voice.objects.filter(matter=taken.matter).count() == 3


def test_into_a_matter_that_is_open_already(cast):
    voices = pumps(cast, 3)
    open_one = a_matter(cast, voices[0])
    taken = take_up(an_issue(cast, *voices), work(cast, into=open_one), by=cast.chen)
    assert taken.matter == open_one
    assert Matter.objects.count() == 1


def test_the_owner_asked_must_take_it_over(cast):
    issue = an_issue(cast)
    taken = take_up(issue, work(cast, owner=cast.guli, reason="机井归您管"), by=cast.chen)
    assert taken.matter.owner == cast.chen
    assert taken.matter.offers.get().to == cast.guli


def test_each_voice_asks_its_own_rule(cast):
    """陈静 cannot take in what she raised herself, nor what is of another unit."""
    own = a_pump(cast, 0, raised_by=cast.chen, channel="named", speaker="")
    far = a_pump(cast, 1, unit=cast.second)
    issue = an_issue(cast, own, far, *pumps(cast, 2), unit=cast.regiment)
    taken = take_up(issue, work(cast), by=cast.chen)
    assert (taken.voices, taken.left) == (2, 1)
    far.refresh_from_db()
    assert far.state == "waiting"


def test_nothing_to_take_in_is_said(cast):
    issue = an_issue(cast, a_matter(cast, a_pump(cast, 0)).voices.get())
    with pytest.raises(Refused, match="没有您可以受理的诉求"):
        take_up(issue, work(cast), by=cast.chen)


def test_more_than_one_press_can_hold_waits_for_the_next(cast, monkeypatch):
    monkeypatch.setattr(hot_handing, "AT_ONCE", 2)
    issue = an_issue(cast, *pumps(cast, 4))
    taken = take_up(issue, work(cast), by=cast.chen)
    assert (taken.voices, taken.left) == (2, 2)
    again = take_up(issue, work(cast, into=taken.matter), by=cast.chen)
    assert (again.voices, again.left) == (2, 0)


def test_not_by_staff_and_not_when_it_is_over(cast):
    with pytest.raises(PermissionDenied):
        take_up(an_issue(cast), work(cast), by=cast.li)
    with pytest.raises(PermissionDenied, match="已经结束"):
        take_up(an_issue(cast, state="settled"), work(cast), by=cast.chen)


def test_on_the_page(cast, as_):
    issue = an_issue(cast)
    client, at = as_(cast.chen), f"/matters/hot/{issue.pk}/take-up/"
    form = client.get(at)
    assert "3 件待受理的诉求" in form.content.decode()
    sent = {"title": "修机井", "unit": cast.first.pk, "urgency": "ordinary"}
    assert client.post(at, {**sent, "title": ""}).status_code == 422
    assert client.post(at, {**sent, "into": "999"}).status_code == 422
    done = client.post(at, {**sent, "owner": cast.guli.pk}, follow=True)
    assert "已受理 3 件诉求" in done.content.decode()
    assert done.redirect_chain[-1][0] == f"/matters/{Matter.objects.get().pk}/"
