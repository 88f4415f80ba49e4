"""The ledger for the printer: everything on one page, up to a stack of paper."""

from __future__ import annotations

from django.urls import reverse

from lianxin.matters.tests.stories import a_voice
from lianxin.reports import views


def paper(client, status=200, **asked):
    answer = client.get(reverse("reports:paper"), asked)
    assert answer.status_code == status
    return answer.content.decode()


def test_all_rows_with_what_was_asked_and_who_printed(cast, as_):
    for n in range(60):
        a_voice(cast, title=f"第 {n} 条")
    text = paper(as_(cast.chen), since="2020-01-01")
    assert "登记日期 2020-01-01 起" in text
    assert "陈静 于" in text
    assert all(f"第 {n} 条" in text for n in range(60))
    assert "本表共 60 行" in text


def test_beyond_the_limit_it_says_to_use_the_spreadsheet(cast, as_, monkeypatch):
    monkeypatch.setattr(views, "ON_PAPER", 2)
    for n in range(3):
        a_voice(cast, title=f"第 {n} 条")
    text = paper(as_(cast.chen))
    assert "行数超过 2，纸上只列前 2 行" in text
    assert "改用导出表格" in text


def test_nothing_found_is_said(cast, as_):
    assert "没有符合条件的诉求" in paper(as_(cast.chen))


def test_wrong_filters_are_said(cast, as_):
    assert "请输入日期" in paper(as_(cast.chen), status=422, since="x")
