"""热点问题表 and 热点问题留言明细表: the columns everybody knows; who is nameless stays so."""

from __future__ import annotations

import io

import openpyxl

from lianxin.journal.models import Event
from lianxin.matters.models import Avoidance
from lianxin.matters.tests.hot_stories import a_monthly, a_pump, an_issue, pumps
from lianxin.matters.tests.stories import a_nameless_voice
from lianxin.reports import hot_views
from lianxin.reports.models import Export

TABLE, DETAILS = "/reports/hot/export/", "/reports/hot/details/export/"


def rows(answer):
    """The lines under the title, the period and the head, up to the note."""
    assert answer.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    lines = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    return lines[2], [line for line in lines[3:] if line[1] is not None]


def test_the_table_of_issues(cast, as_):
    issue = an_issue(cast, *pumps(cast, 3), place="东风渠", heat=9)
    head, (line,) = rows(as_(cast.wang).post(TABLE))
    assert head == ["热度排名", "问题ID", "热度指数", "时间范围", "地点/人群", "问题描述"]
    assert line[0] == 1
    assert line[1] == f"{issue.pk & 0xFFFFFFFF:08X}"
    assert line[4:] == ["东风渠", "东风渠机井水泵坏了"]


def test_the_table_of_voices(cast, as_):
    nameless, _code = a_nameless_voice(cast, title="=1+1", body="水泵坏了")
    imported = a_pump(cast, 0, channel="imported", source="热线", source_id="A7", likes=2)
    an_issue(cast, imported, nameless)
    head, lines = rows(as_(cast.chen).post(DETAILS))
    assert head == [
        *("问题ID", "留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "反对数", "点赞数")
    ]
    by_title = {line[3]: line for line in lines}
    assert by_title["=1+1"][2] == "匿名"
    assert by_title["=1+1"][1] == "—"
    line = by_title[imported.title]
    assert (line[1], line[2], line[6], line[7]) == ("A7", imported.speaker, 0, 2)
    assert line[4].hour == 0


def test_only_what_the_exporter_may_see(cast, as_):
    hidden, *others = pumps(cast, 3)
    Avoidance.objects.create(voice=hidden, user=cast.chen)
    an_issue(cast, hidden, *others)
    _head, lines = rows(as_(cast.chen).post(DETAILS))
    assert len(lines) == 2
    _head, none = rows(as_(cast.zhao).post(DETAILS))
    assert none == []


def test_taking_it_out_stands_in_the_journal_and_among_ones_exports(cast, as_):
    an_issue(cast)
    as_(cast.wang).post(f"{TABLE}?top=5")
    export = Export.objects.get()
    assert (export.ledger, export.rows, export.filters) == ("hot", 1, {"top": "5"})
    assert Event.objects.filter(verb="ledger.exported", by=cast.wang).count() == 1
    assert "热点问题表" in as_(cast.wang).get("/reports/exports/").content.decode()


def test_too_many_rows_are_refused_with_the_way_out(cast, as_, monkeypatch):
    monkeypatch.setattr(hot_views, "AT_ONCE", 2)
    an_issue(cast)
    answer = as_(cast.wang).post(DETAILS)
    assert answer.status_code == 409
    assert "只看前几名" in answer.content.decode()


def test_the_briefing_is_words_and_numbers_of_the_figures(cast, as_):
    a_monthly(cast, *pumps(cast, 4), result="已换一台")
    text = as_(cast.wang).get("/reports/hot/briefing/").content.decode()
    assert "目前集中反映的问题 1 个，涉及诉求 4 件" in text
    assert "4 人反映 4 件" in text
    assert "牵头人 陈静" in text
    assert "整改结果：已换一台" in text
    empty = as_(cast.zhao).get("/reports/hot/briefing/").content.decode()
    assert "没有符合条件的热点问题" in empty
