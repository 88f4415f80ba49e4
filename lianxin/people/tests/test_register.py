"""登记、修改、调动、离开、返回: 孙系统 keeps the register of people."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from lianxin.journal.models import Event
from lianxin.kernel.errors import Refused
from lianxin.notices.models import Notice
from lianxin.people.actions import persons
from lianxin.people.models import Duty, Post, User
from lianxin.people.particulars import Particulars

LONG = "阿依古丽·买买提吐尔逊·艾力汗·阿不都热合曼"


def add(cast, name="张三", unit=None, **more):
    by = more.pop("by", cast.sun)
    return persons.add_person(Particulars(name, **more), by=by, unit=unit or cast.first)


def test_a_new_person_cannot_sign_in_until_a_password_is_given(cast):
    person = add(cast, staff_number="A007")
    assert person.username == "a007"
    assert not person.has_usable_password()
    assert person.awaits_first_password
    assert Event.objects.get(verb="user.added").by == cast.sun


def test_without_a_number_the_sign_in_name_is_the_next_of_our_own(cast):
    assert [add(cast).username, add(cast).username] == ["lx00001", "lx00002"]
    assert add(cast, staff_number="壹号").username == "lx00003"  # not typable everywhere


def test_a_number_that_is_somebodys_sign_in_name_gives_another(cast):
    assert add(cast, staff_number="LI").username == "lx00001"


@pytest.mark.parametrize("who", ["qian", "zheng", "chen", "wang", "li"])
def test_only_the_system_administrator_keeps_the_register(cast, who):
    by = getattr(cast, who)
    for deed in (
        lambda: add(cast, by=by),
        lambda: persons.edit_person(cast.guli, by=by, particulars=Particulars("某")),
        lambda: persons.transfer(cast.guli, by=by, unit=cast.second),
        lambda: persons.leave(cast.guli, by=by),
    ):
        with pytest.raises(PermissionDenied, match="只有系统管理员"):
            deed()


@pytest.mark.parametrize("dot", ["•", "‧", "・", "∙", " · ", "･"])
def test_every_middle_dot_becomes_the_one(cast, as_, dot):
    typed = {"name": f" 买买提{dot}艾力 ", "unit": cast.first.pk}
    as_(cast.sun).post(reverse("people:add"), typed)
    assert User.objects.get(username="lx00001").name == "买买提·艾力"


def test_a_name_of_four_parts_is_kept_and_shown_whole(cast, as_):
    person = add(cast, LONG * 3 + "·某")
    assert len(person.name) < 80
    client = as_(cast.chen)
    assert person.name in client.get(reverse("people:index")).content.decode()
    assert person.name in client.get(reverse("people:person", args=[person.pk])).content.decode()


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(cast, as_):
    User.objects.filter(pk=cast.guli.pk).update(staff_number="007")
    typed = {"name": "张三", "unit": cast.first.pk, "staff_number": "007", "username": "李"}
    response = as_(cast.sun).post(reverse("people:add"), typed)
    html = response.content.decode()
    assert response.status_code == 422
    assert "工号已登记给阿依古丽·买买提（一连）" in html
    assert "登录名只能用字母、数字" in html
    assert 'value="张三"' in html


@pytest.mark.parametrize(
    "name", ["", " ", "·", "\x00", "长" * 81, "名" * 100_000, "\u200b\u202e", "\n\n"]
)
def test_what_is_no_name_is_refused(cast, as_, name):
    typed = {"name": name, "unit": cast.first.pk}
    assert as_(cast.sun).post(reverse("people:add"), typed).status_code == 422
    assert User.objects.count() == 9


def test_two_who_take_one_sign_in_name_at_once(cast):
    add(cast, username="zhangsan")
    with pytest.raises(Refused, match="已被别人使用"):
        add(cast, username="zhangsan")


def test_editing_says_which_fields_not_what_stood_in_them(cast):
    persons.edit_person(
        cast.li,
        by=cast.sun,
        particulars=Particulars("李强", phone="13900000000", position="农机手"),
    )
    cast.li.refresh_from_db()
    assert (cast.li.phone, cast.li.username) == ("13900000000", "li")
    assert Event.objects.get(verb="user.edited").facts == {"fields": ["position", "phone"]}


def test_a_transfer_moves_one_person_and_asks_about_their_posts(cast):
    persons.transfer(cast.li, by=cast.sun, unit=cast.second)
    assert not Notice.objects.exists()
    persons.transfer(cast.chen, by=cast.sun, unit=cast.second)
    assert User.objects.get(pk=cast.chen.pk).unit == cast.second
    assert User.objects.get(pk=cast.chen.pk).serves(cast.first, Duty.OFFICER)
    notice = Notice.objects.get(to=cast.qian)
    assert notice.sentence() == "一名在任人员调到了别的单位，请核对其任职是否还合适。"


def test_of_two_who_transfer_at_once_one_wins(cast):
    seen_by_another = User.objects.get(pk=cast.li.pk)
    persons.transfer(cast.li, by=cast.sun, unit=cast.second)
    with pytest.raises(Refused, match="刚刚被别人改动"):
        persons.transfer(seen_by_another, by=cast.sun, unit=cast.regiment)


def test_who_leaves_loses_duties_and_sittings_but_not_the_line(cast, as_):
    client = as_(cast.chen)
    assert client.get(reverse("people:me")).status_code == 200
    persons.leave(cast.chen, by=cast.sun)
    chen = User.objects.get(pk=cast.chen.pk)
    assert not chen.is_active
    assert not chen.holds(Duty.OFFICER)
    assert client.get(reverse("people:me")).status_code == 302
    assert Event.objects.get(verb="user.left").facts == {"posts": 1}
    assert Event.objects.filter(verb="post.ended").count() == 1


@pytest.mark.parametrize("who", ["qian", "zheng"])
def test_the_last_of_an_administration_cannot_leave(cast, who):
    with pytest.raises(Refused, match="至少要保留一位"):
        persons.leave(getattr(cast, who), by=cast.sun)
    assert User.objects.get(pk=getattr(cast, who).pk).is_active
    assert Post.objects.current().filter(user=getattr(cast, who)).exists()


def test_nobody_sends_themselves_away(cast):
    with pytest.raises(PermissionDenied, match="不能为自己办理离开"):
        persons.leave(cast.sun, by=cast.sun)


def test_of_two_who_press_leave_at_once_one_wins(cast):
    seen_by_another = User.objects.get(pk=cast.li.pk)
    persons.leave(cast.li, by=cast.sun)
    with pytest.raises(Refused, match="刚刚被别人改动"):
        persons.leave(seen_by_another, by=cast.sun)


def test_who_comes_back_starts_with_a_new_password_and_no_posts(cast, as_):
    cast.chen.set_password("from-before-9")
    cast.chen.save()
    persons.leave(cast.chen, by=cast.sun)
    url = reverse("people:bring-back", args=[cast.chen.pk])
    as_(cast.sun).post(url, {"unit": cast.second.pk})
    chen = User.objects.get(pk=cast.chen.pk)
    assert (chen.is_active, chen.unit) == (True, cast.second)
    assert not chen.check_password("from-before-9")
    assert chen.awaits_first_password
    assert not chen.duties()


def test_nobody_is_put_into_a_closed_unit(cast):
    cast.second.closed_on = "2026-01-01"
    cast.second.save()
    with pytest.raises(Refused, match="已撤销"):
        persons.transfer(cast.li, by=cast.sun, unit=cast.second)
    with pytest.raises(Refused, match="已撤销"):
        add(cast, unit=cast.second)
