"""评价与重启: what the person thinks of the outcome is the person's alone to say."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lianxin.journal.models import Event
from lianxin.matters.actions import verdicts
from lianxin.matters.models import Closure, Matter, Rating, Step
from lianxin.matters.tests.stories import a_matter, a_voice
from lianxin.notices.models import Notice


def answered(cast):
    voice = a_voice(cast)
    return voice, a_matter(cast, voice, state="answered")


def test_the_person_rates_and_the_owner_is_told(cast):
    voice, matter = answered(cast)
    verdicts.rate(voice, by=cast.li, step=Step.PARTLY, comment="热饭有了，时间短。")

    rating = Rating.objects.get()
    assert (rating.step, rating.turn, rating.on) == (Step.PARTLY, 1, timezone.localdate())
    event = Event.objects.about(voice).get()
    assert event.facts == {"turn": 1, "step": 2}
    notice = Notice.objects.get()
    assert (notice.to, notice.sentence()) == (
        cast.chen,
        f"事项 {matter.number} 的反映人作出了评价。",
    )


def test_pressing_twice_is_one_rating_and_a_change_of_mind_another(cast):
    voice, _ = answered(cast)
    for step in (Step.NOT, Step.NOT, Step.VERY):
        verdicts.rate(voice, by=cast.li, step=step)
    assert list(Rating.objects.values_list("turn", "step")) == [(1, 1), (2, 4)]
    assert Notice.objects.count() == 2


@pytest.mark.parametrize("who", ["chen", "wang", "zhao", "sun"])
def test_nobody_rates_for_the_person(cast, who):
    voice, _ = answered(cast)
    with pytest.raises(PermissionDenied, match="只有反映人本人"):
        verdicts.rate(voice, by=getattr(cast, who), step=4)
    with pytest.raises(PermissionDenied, match="只有反映人本人"):
        verdicts.ask_to_reopen(voice, by=getattr(cast, who), reason="x")


def test_before_an_answer_there_is_nothing_to_judge(cast, as_):
    voice = a_voice(cast)
    a_matter(cast, voice)
    with pytest.raises(PermissionDenied, match="收到正式答复后即可评价。"):
        verdicts.rate(voice, by=cast.li, step=4)
    with pytest.raises(PermissionDenied, match="答复或办结以后"):
        verdicts.ask_to_reopen(voice, by=cast.li, reason="x")


def test_it_begins_again_with_the_persons_reason_on_their_page(cast, as_):
    voice, matter = answered(cast)
    sent = as_(cast.li).post(f"/matters/mine/{voice.pk}/reopen/", {"reason": "窗口一直没开"})
    assert sent.status_code == 302
    matter.refresh_from_db()
    assert (matter.state, matter.reopened) == (Matter.State.IN_HAND, 1)
    page = as_(cast.li).get(f"/matters/mine/{voice.pk}/").content.decode()
    assert "窗口一直没开" in page
    assert "重新办理中" in page


def test_the_page_says_who_answers_for_it_and_until_when(cast, as_):
    voice = a_voice(cast)
    matter = a_matter(cast, voice)
    page = as_(cast.li).get(f"/matters/mine/{voice.pk}/").content.decode()
    assert "陈静" in page
    assert matter.number in page
    assert f"正在办理，期限 {timezone.localdate(matter.due)}。" in page


def test_a_closed_matter_says_how_it_was_closed_beside_the_persons_verdict(cast, as_):
    voice = a_voice(cast)
    a_matter(
        cast,
        voice,
        state="closed",
        closure=Closure.EXPLAINED,
        closure_note="按规定执行。",
        closed_at=timezone.now(),
    )
    verdicts.rate(voice, by=cast.li, step=Step.NOT, comment="没解决")
    page = as_(cast.li).get(f"/matters/mine/{voice.pk}/").content.decode()
    assert "程序性办结：政策解答" in page
    assert "评价：不满意" in page


def test_a_wrong_rating_is_said_on_the_page(cast, as_):
    voice, _ = answered(cast)
    page = as_(cast.li).post(f"/matters/mine/{voice.pk}/rate/", {"step": "9"})
    assert page.status_code == 422
    assert "请从四项中选择一项。" in page.content.decode()
