"""日志: 郑审计 reads what was done, never what was written."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from lianxin.journal import actions
from lianxin.journal.models import Event, record, wording
from lianxin.people.actions import persons, sittings, units
from lianxin.people.models import User

INDEX = "/journal/"


def html(client, **query):
    response = client.get(INDEX, query)
    assert response.status_code == 200
    return response.content.decode()


def rows(client, **query):
    return html(client, **query).count('data-label="事由"')


@pytest.fixture
def zheng(cast, as_):
    client = as_(cast.zheng)
    client.get(INDEX)
    return client


def test_deeds_are_told_with_who_when_and_on_what(cast, zheng):
    units.rename_unit(cast.first, by=cast.sun, name="第一连")
    persons.transfer(cast.guli, by=cast.sun, unit=cast.second)
    page = html(zheng)
    assert ">修改单位名称<" in page
    assert "单位 第一连" in page
    assert "孙系统（sun）" in page
    assert "人员 阿依古丽·买买提（guli）" in page


@pytest.mark.parametrize("who", ["sun", "qian", "wang", "chen", "li"])
def test_nobody_else_reads_it(cast, as_, who):
    response = as_(getattr(cast, who)).get(INDEX)
    assert response.status_code == 403
    assert "只有审计管理员" in response.content.decode()
    with pytest.raises(PermissionDenied):
        actions.open_journal(by=getattr(cast, who))


def test_reading_is_written_down_once_a_sitting(cast, as_):
    client = as_(cast.zheng)
    for _ in range(3):
        client.get(INDEX)
    assert Event.objects.filter(verb="journal.read").count() == 1
    as_(cast.zheng).get(INDEX)
    assert Event.objects.filter(verb="journal.read").count() == 2


def test_found_by_day_verb_and_person(cast, zheng):
    sittings.sign_in(by=cast.li)
    sittings.sign_in(by=cast.guli)
    old = record("user.signed_in", cast.li, by=cast.li)
    long_ago = timezone.now() - dt.timedelta(days=40)
    Event.objects.filter(pk=old.pk)._raw_delete(Event.objects.db)
    Event(
        at=long_ago, verb="user.signed_in", subject="people.User", subject_id=1, by=cast.li
    ).save()
    assert rows(zheng) == 3  # with the reading itself
    assert rows(zheng, verb="user.signed_in") == 2
    assert rows(zheng, who="李强") == 1
    assert rows(zheng, who="阿依古丽•买买提", verb="user.signed_in") == 1
    since = (timezone.localdate() - dt.timedelta(days=60)).isoformat()
    assert rows(zheng, since=since, verb="user.signed_in") == 3


def test_without_a_doer_there_is_a_day_and_no_minute(cast, zheng):
    record("user.unknown_sign_in_failed", User(pk=0), by=None)
    cell = html(zheng, verb="user.unknown_sign_in_failed").split('data-label="时间"')[1]
    assert cell.split("</td>")[0].endswith(timezone.localdate().isoformat())


@pytest.mark.parametrize(
    "query", [{"since": "x"}, {"since": "2026-02-30"}, {"since": "9999-12-31"}, {"verb": "no.such"},
              {"since": "2026-11-02", "until": "2026-11-01"}, {"until": "0001-01-01"}]
)  # fmt: skip
def test_a_wrong_question_is_explained(zheng, query):
    for url in (INDEX, reverse("journal:export")):
        response = zheng.get(url, query)
        assert response.status_code == 422
        assert "error" in response.content.decode()


@pytest.mark.parametrize("query", [{"page": "x"}, {"page": "9" * 30}, {"who": "\x00'%"}])
def test_nonsense_in_the_address_does_no_harm(zheng, query):
    html(zheng, **query)


def test_every_kind_of_deed_can_be_chosen(zheng):
    page = html(zheng)
    assert all(f'value="{verb}"' in page for verb in wording())
    assert "%(" not in page


def test_pages_of_fifty_with_few_questions(cast, zheng, django_assert_max_num_queries):
    people = [cast.li, cast.guli, cast.chen, cast.sun]
    for n in range(120):
        record("user.signed_in", people[n % 4], by=people[n % 4])
    with django_assert_max_num_queries(10):
        assert rows(zheng) == 50
    assert rows(zheng, page=3) == 21


def test_the_export_holds_the_same_and_is_a_deed(cast, zheng):
    units.rename_unit(cast.first, by=cast.sun, name="第一连")
    response = zheng.get(reverse("journal:export"), {"verb": "unit.renamed"})
    sheet = load_workbook(io.BytesIO(response.content)).active
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert lines[-1][1:] == ["孙系统（sun）", "修改单位名称", "单位 第一连"]
    event = Event.objects.get(verb="journal.exported")
    assert event.facts["rows"] == 1


def test_too_long_an_export_is_refused_in_words(cast, zheng, monkeypatch):
    monkeypatch.setattr("lianxin.journal.views.MOST_EXPORTED", 1)
    sittings.sign_in(by=cast.li)
    response = zheng.get(reverse("journal:export"))
    assert response.status_code == 409
    assert "请缩短日期范围" in response.content.decode()


def test_the_journal_is_written_once(cast):
    event = record("user.signed_in", cast.li, by=cast.li)
    for change in (event.save, event.delete, Event.objects.all().delete):
        with pytest.raises(TypeError, match="written once"):
            change()
    with pytest.raises(TypeError, match="written once"):
        Event.objects.all().update(verb="x")
