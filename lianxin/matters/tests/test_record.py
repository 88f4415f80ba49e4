"""代为登记: an officer writes down what somebody said."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lianxin.journal.models import Event
from lianxin.kernel.errors import Refused
from lianxin.matters import codes
from lianxin.matters.actions import intake
from lianxin.matters.actions.slips import print_slips
from lianxin.matters.models import Channel, Slip, Voice
from lianxin.matters.said import Said, Spoken
from lianxin.notices.models import Notice

TODAY = timezone.localdate()
BODY = "渠道漏水三天了。"


def typed(cast, **changes):
    return {
        "form_key": codes.new_form_key(),
        "channel": "visit",
        "said_on": TODAY.isoformat(),
        "speaker": "马大娘",
        "contact": "三排东头",
        "unit": cast.first.pk,
        "body": BODY,
        **changes,
    }


def record(cast, by=None, **spoken):
    fields = {"channel": Channel.VISIT, "on": TODAY, **spoken}
    return intake.record_for(
        Said(cast.first, BODY), Spoken(**fields), by=by or cast.chen, form_key=codes.new_form_key()
    )


def test_who_said_it_and_who_wrote_it_down_are_two_people(cast, as_):
    page = as_(cast.chen).post("/matters/record/", typed(cast))
    voice = Voice.objects.get()
    assert page.url == f"/matters/voices/{voice.pk}/"
    assert (voice.speaker, voice.contact, voice.recorded_by) == ("马大娘", "三排东头", cast.chen)
    assert voice.raised_by is None
    assert Event.objects.about(voice).get().sentence() == "陈静 代为登记"


def test_the_same_form_twice_is_one_voice(cast, as_):
    form = typed(cast)
    for _ in range(2):
        as_(cast.chen).post("/matters/record/", form)
    assert Voice.objects.count() == 1


def test_what_is_written_down_late_says_so(cast, as_):
    before = TODAY - dt.timedelta(days=4)
    as_(cast.chen).post("/matters/record/", typed(cast, said_on=before.isoformat()))
    voice = Voice.objects.get()
    assert voice.was_recorded_late
    page = as_(cast.chen).get(f"/matters/voices/{voice.pk}/").content.decode()
    assert "补录" in page
    assert f"{TODAY:%Y-%m-%d} 登记" in page
    assert Event.objects.about(voice).get().facts["late"] is True


def test_tomorrow_has_not_been_said_yet(cast, as_):
    later = (TODAY + dt.timedelta(days=1)).isoformat()
    page = as_(cast.chen).post("/matters/record/", typed(cast, said_on=later))
    assert page.status_code == 422
    assert "反映日期不能晚于今天。" in page.content.decode()


def test_one_who_has_an_account_sees_it_and_is_told(cast, as_):
    as_(cast.chen).post("/matters/record/", typed(cast, account="li"))
    voice = Voice.objects.get()
    assert voice.raised_by == cast.li
    assert "渠道漏水三天了" in as_(cast.li).get("/matters/mine/").content.decode()
    notice = Notice.objects.get()
    assert notice.to == cast.li
    assert "渠道" not in notice.sentence()


@pytest.mark.parametrize("account", ["zhao", "nobody", "李强"])
def test_an_account_beyond_the_officers_units_cannot_be_named(cast, as_, account):
    page = as_(cast.chen).post("/matters/record/", typed(cast, account=account))
    assert page.status_code == 422
    assert "没有找到这个工号或登录名" in page.content.decode()


@pytest.mark.parametrize("who", ["li", "zhou", "sun", "qian", "zheng"])
def test_only_those_in_office_record_for_others(cast, who):
    with pytest.raises(PermissionDenied, match="政工员和单位负责人"):
        record(cast, by=getattr(cast, who))


def test_what_an_officer_took_down_about_another_unit_stays_in_their_sight(cast, as_):
    voice = record(cast, by=cast.zhao)
    assert as_(cast.zhao).get(f"/matters/voices/{voice.pk}/").status_code == 200
    cast.zhao.posts.all().delete()
    assert as_(cast.zhao).get(f"/matters/voices/{voice.pk}/").status_code == 404


def test_an_officer_whom_the_speaker_does_not_trust_no_longer_sees_it(cast, as_):
    page = as_(cast.chen).post("/matters/record/", typed(cast, avoid=[cast.chen.pk]))
    assert page.url == "/matters/waiting/"
    assert as_(cast.chen).get(f"/matters/voices/{Voice.objects.get().pk}/").status_code == 404


def a_slip(cast) -> str:
    return print_slips(cast.first, 24, by=cast.chen)[0]


def slip_form(cast, code, **changes):
    nameless = {"channel": "slip", "speaker": "", "contact": "", "slip": codes.grouped(code)}
    return typed(cast, **{**nameless, **changes})


def test_a_slip_from_the_box_is_followed_by_its_code(cast, as_, client):
    code = a_slip(cast)
    as_(cast.chen).post("/matters/record/", slip_form(cast, code))
    voice = Voice.objects.get()
    assert (voice.channel, voice.who(), voice.said_at) == (Channel.SLIP, "匿名", None)
    assert Slip.objects.get(pk=codes.fingerprint(code)).used_on == TODAY
    assert BODY in client.post("/a/follow/", {"code": code}).content.decode()


def test_a_slip_is_used_once(cast, as_):
    code = a_slip(cast)
    as_(cast.chen).post("/matters/record/", slip_form(cast, code))
    page = as_(cast.chen).post("/matters/record/", slip_form(cast, code))
    assert page.status_code == 422
    assert "这张纸条已经登记过。" in page.content.decode()
    assert Voice.objects.count() == 1


def test_a_code_that_was_never_printed_is_no_slip(cast):
    with pytest.raises(Refused, match="没有找到这张纸条"):
        intake.record_slip(Said(cast.first, BODY), by=cast.chen, code=codes.for_slip(), on=TODAY)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"slip": "1234"}, "请按纸条填写 16 位回执码"),
        ({"speaker": "马大娘"}, "意见箱纸条不记反映人"),
        ({"account": "li"}, "意见箱纸条不记反映人"),
    ],
)
def test_a_slip_needs_its_code_and_no_name(cast, as_, changes, sentence):
    page = as_(cast.chen).post("/matters/record/", slip_form(cast, a_slip(cast), **changes))
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not Voice.objects.exists()
