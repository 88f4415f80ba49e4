"""我的资料: see, put right, ask for the name; and everything people and journal hold."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from lianxin.journal.models import Event
from lianxin.notices.models import Notice
from lianxin.people import figures
from lianxin.people.actions import persons, sittings
from lianxin.people.models import User
from lianxin.people.particulars import Particulars


def page(client):
    return client.get(reverse("people:me")).content.decode()


def test_one_sees_what_is_registered_and_who_signed_in(cast, as_):
    sittings.sign_in(by=cast.li)
    sittings.sign_in_failed("li", locked=False)
    html = page(as_(cast.li))
    assert "李强 登录" in html
    assert "有人以 李强 的账号登录，密码不对" in html


def test_phone_and_position_are_put_right_alone(cast, as_):
    client = as_(cast.li)
    client.post(reverse("people:correct-own"), {"phone": " 139 ", "position": "农机手"})
    cast.li.refresh_from_db()
    assert (cast.li.phone, cast.li.position) == ("139", "农机手")
    wrong = client.post(reverse("people:correct-own"), {"phone": "1" * 31, "position": "x"})
    assert wrong.status_code == 422
    assert "1" * 31 in wrong.content.decode()


def test_a_wish_for_another_name_goes_to_the_keepers_and_comes_back(cast, as_):
    client = as_(cast.li)
    client.post(reverse("people:ask-for-name"), {"name": "李 • 强"})
    cast.li.refresh_from_db()
    assert (cast.li.name, cast.li.wanted_name) == ("李强", "李·强")
    told = Notice.objects.get()
    assert told.to == cast.sun
    assert "李" not in told.sentence()  # a notice carries no content
    assert told.url == reverse("people:person", args=[cast.li.pk])
    edit = as_(cast.sun).get(reverse("people:edit", args=[cast.li.pk])).content.decode()
    assert 'value="李·强"' in edit
    persons.edit_person(cast.li, by=cast.sun, particulars=Particulars("李·强"))
    cast.li.refresh_from_db()
    assert (cast.li.name, cast.li.wanted_name) == ("李·强", "")
    assert Notice.objects.get(to=cast.li).sentence().startswith("您请求更正姓名一事已经核对")


def test_the_name_one_has_needs_no_correction(cast, as_):
    response = as_(cast.li).post(reverse("people:ask-for-name"), {"name": "李强"})
    assert response.status_code == 409


def test_nobody_corrects_for_another(cast):
    with pytest.raises(PermissionDenied):
        persons.correct_own(cast.li, by=cast.sun, phone="", position="")
    with pytest.raises(PermissionDenied):
        persons.ask_for_name(cast.li, by=cast.chen, name="某")


def test_my_data_is_everything_and_only_mine(cast):
    sittings.sign_in(by=cast.zheng)
    sittings.sign_in(by=cast.li)
    persons.correct_own(cast.zheng, by=cast.zheng, phone="139", position="")
    found = figures.my_data(User.objects.get(pk=cast.zheng.pk))
    assert (found.record.name, found.record.phone) == ("郑审计", "139")
    assert [post.duty for post in found.posts] == ["审计管理员"]
    assert [event.what for event in found.sign_ins] == ["郑审计 登录"]
    assert [deed.what for deed in found.deeds] == ["郑审计 更正本人资料"]
    assert Event.objects.count() == 3


def test_every_column_about_a_person_is_in_my_data_or_explained():
    """A new column of User must be shown to the person, or be none of these."""
    machinery = {"id", "password", "last_login", "is_active", "must_choose_password",
                 "sittings_ended"}  # fmt: skip
    columns = {f.name for f in User._meta.local_fields} - machinery
    assert columns == set(figures.MyRecord.__dataclass_fields__)
