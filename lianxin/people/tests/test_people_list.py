"""人员名单: found by name, number and unit; told apart when names are the same."""

from __future__ import annotations

import pytest

from lianxin.people.models import User
from tests.cast import a_unit

INDEX = "/people/"


def html(client, **query):
    response = client.get(INDEX, query)
    assert response.status_code == 200
    return response.content.decode()


def test_staff_see_themselves_an_officer_the_branch_an_administrator_all(cast, as_):
    own = html(as_(cast.li))
    assert "李强" in own
    assert "陈静" not in own
    branch = html(as_(cast.chen))
    assert "李强" in branch
    assert "赵敏" not in branch
    assert "赵敏" in html(as_(cast.zheng))


@pytest.mark.parametrize("text", ["强", "QJ-0", "二", "阿依古丽•买买提", "guli"])
def test_found_by_name_number_unit_or_sign_in_name(cast, as_, text):
    User.objects.filter(pk=cast.li.pk).update(staff_number="QJ-007")
    expected = {"强": "李强", "QJ-0": "李强", "二": "赵敏"}.get(text, "阿依古丽·买买提")
    found = html(as_(cast.sun), q=text)
    assert f">{expected}</a>" in found
    assert ">陈静</a>" not in found


def test_a_branch_holds_what_is_beneath_it(cast, as_):
    User.objects.filter(pk=cast.li.pk).update(unit=a_unit("一排", cast.first))
    found = html(as_(cast.sun), unit=cast.first.pk)
    assert "李强" in found
    assert ">赵敏</a>" not in found


def test_those_who_left_are_found_when_asked_for(cast, as_):
    User.objects.filter(pk=cast.li.pk).update(is_active=False)
    assert ">李强</a>" not in html(as_(cast.sun))
    assert ">李强</a>" in html(as_(cast.sun), who="gone")


def test_same_names_are_told_apart_by_number_and_unit(cast, as_):
    for number, unit in (("101", cast.first), ("102", cast.second)):
        User.objects.create_user(number, name="李强", unit=unit, staff_number=number)
    found = html(as_(cast.sun), q="李强")
    assert found.count(">李强</a>") == 3
    assert "101" in found
    assert "102" in found


@pytest.mark.parametrize(
    "query", [{"unit": "x"}, {"unit": "9" * 40}, {"who": "?"}, {"page": "-1"}, {"q": "\x00"},
              {"q": "%' OR 1=1 --"}, {"q": "长" * 500}, {"page": "9" * 30}]
)  # fmt: skip
def test_nonsense_in_the_address_does_no_harm(cast, as_, query):
    html(as_(cast.sun), **query)


def test_fifty_rows_and_few_questions_whatever_the_register_holds(
    cast, as_, django_assert_max_num_queries
):
    User.objects.bulk_create(
        User(username=f"p{n}", name=f"阿卜杜拉·买买提{n}", unit=cast.second) for n in range(120)
    )
    client = as_(cast.sun)
    client.get("/people/me/")  # the sitting is noted once a minute, not with every page
    with django_assert_max_num_queries(10):
        found = html(client)
    assert found.count('data-label="工号"') == 50


def test_only_the_part_is_sent_when_only_the_part_is_asked_for(cast, as_):
    part = as_(cast.sun).get(INDEX, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="people">')


def test_a_person_one_may_not_see_does_not_exist(cast, as_):
    for pk in (cast.zhao.pk, 10**30, 0):
        assert as_(cast.chen).get(f"/people/{pk}/").status_code == 404
