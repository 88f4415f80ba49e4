"""回避: whoever the sender names sees nothing of it, on no page, in no list, through no file."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from lianxin.files.actions import attach
from lianxin.matters import codes
from lianxin.matters.access import voices as access
from lianxin.matters.actions import dialogue, intake
from lianxin.matters.models import Voice
from lianxin.matters.said import Said
from lianxin.matters.tests.stories import a_matter, a_voice
from lianxin.people.models import Duty, Post, User
from tests.cast import a_unit


def about(cast, *avoid) -> Voice:
    said = Said(cast.first, "有人克扣补助。", title="克扣补助", avoid=avoid)
    return intake.raise_anonymously(said, form_key=codes.new_form_key()).voice


PAGES = {
    "get": ["/matters/voices/{pk}/", "/matters/mine/{pk}/", "/matters/mine/{pk}/stored/"],
    "post": [
        "/matters/voices/{pk}/ask/",
        "/matters/voices/{pk}/decline/",
        "/matters/voices/{pk}/reconsider/",
        "/matters/mine/{pk}/write/",
        "/matters/mine/{pk}/rate/",
        "/matters/mine/{pk}/reopen/",
    ],
}


def test_every_page_is_closed_to_the_one_who_must_avoid_it(cast, as_):
    voice = about(cast, cast.chen)
    file = attach(voice, SimpleUploadedFile("a.txt", b"x"), by=None)
    client = as_(cast.chen)
    assert "克扣补助" not in client.get("/matters/waiting/").content.decode()
    assert "克扣补助" not in client.get("/matters/waiting/?q=克扣").content.decode()
    for method, addresses in PAGES.items():
        for address in addresses:
            assert getattr(client, method)(address.format(pk=voice.pk)).status_code == 404, address
    assert client.get(f"/files/{file.pk}/").status_code == 404
    with pytest.raises(PermissionDenied):
        dialogue.ask(voice, by=cast.chen, text="谁写的？")


def test_the_other_officer_and_the_leader_still_see_it(cast, as_):
    voice = about(cast, cast.chen)
    for who in (cast.guli, cast.wang):
        assert as_(who).get(f"/matters/voices/{voice.pk}/").status_code == 200


def test_when_all_officers_must_avoid_it_the_leader_above_sees_it(cast, as_):
    voice = about(cast, cast.chen, cast.guli)
    assert "克扣补助" in as_(cast.wang).get("/matters/waiting/").content.decode()
    assert not access.all_avoid(voice.unit, list(voice.avoid.all()))


def test_and_when_those_too_the_next_line_above(cast, as_):
    division = a_unit("示例师")
    for unit in (cast.regiment, cast.first, cast.second):
        unit.path = division.path + unit.path
        unit.save()
    above = User.objects.create_user("above", name="师部领导", unit=division)
    Post.objects.create(user=above, duty=Duty.LEADER, unit=division)
    cast.first.refresh_from_db()
    voice = about(cast, cast.chen, cast.guli, cast.wang)
    assert as_(cast.wang).get(f"/matters/voices/{voice.pk}/").status_code == 404
    assert as_(above).get(f"/matters/voices/{voice.pk}/").status_code == 200
    assert not access.all_avoid(cast.first, [cast.chen, cast.guli, cast.wang])


def test_what_the_matter_must_be_kept_from_its_voices_are_kept_from(cast, as_):
    voice = a_voice(cast)
    matter = a_matter(cast, voice, owner=cast.guli)
    matter.avoid.add(cast.chen)
    assert as_(cast.chen).get(f"/matters/voices/{voice.pk}/").status_code == 404


def test_one_who_raised_it_sees_their_own_whatever_else(cast, as_):
    voice = a_voice(cast, raised_by=cast.chen)
    voice.avoid.add(cast.chen)
    assert as_(cast.chen).get(f"/matters/mine/{voice.pk}/").status_code == 200
    assert as_(cast.chen).post(f"/matters/voices/{voice.pk}/ask/", {"text": "x"}).status_code == 404


def test_a_helper_and_one_who_is_offered_it_see_it_and_an_administrator_never(cast, as_):
    voice = a_voice(cast)
    matter = a_matter(cast, voice)
    assert as_(cast.zhao).get(f"/matters/voices/{voice.pk}/").status_code == 404
    matter.helpers.add(cast.zhao)
    assert as_(cast.zhao).get(f"/matters/voices/{voice.pk}/").status_code == 200
    matter.avoid.add(cast.zhao)
    assert as_(cast.zhao).get(f"/matters/voices/{voice.pk}/").status_code == 404
    for who in (cast.sun, cast.qian, cast.zheng, cast.zhou):
        assert as_(who).get(f"/matters/voices/{voice.pk}/").status_code == 404
