"""The ledger as a spreadsheet: the same rows, harmless text, and a line in the journal."""

from __future__ import annotations

import hashlib
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from lianxin.files.models import Attachment
from lianxin.journal.models import Event
from lianxin.matters.tests.stories import a_matter, a_nameless_voice, a_voice
from lianxin.queue import worker
from lianxin.queue.models import Job
from lianxin.reports import exporting
from lianxin.reports.ledgers import VOICES
from lianxin.reports.models import Export


def export(client, **asked):
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return client.post(f"{reverse('reports:export')}?{query}")


def book(answer):
    assert answer.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))


def rows(sheet):
    """Below the title, the line of the period and the headings, without the note at the foot."""
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)][:-1]


def column(key):
    return [one.key for one in VOICES.columns].index(key)


def test_the_file_has_title_period_who_when_headings_and_rows(cast, as_):
    a_matter(cast, a_voice(cast, title="暖气不热"))
    a_nameless_voice(cast, title="澡堂没热水")
    answer = export(as_(cast.chen), since="2020-01-01")
    assert answer["Content-Disposition"].startswith("attachment")
    sheet = book(answer)["诉求台账"]
    assert sheet["A1"].value == "诉求台账"
    asked = sheet["A2"].value
    assert "登记日期 2020-01-01 起" in asked
    assert "负责的全部单位" in asked
    assert f"陈静 于 {timezone.localtime():%Y-%m-%d}" in asked
    headings = [cell.value for cell in sheet[3]]
    assert headings == [str(one.heading) for one in VOICES.columns]
    assert {row[column("title")] for row in rows(sheet)} == {"暖气不热", "澡堂没热水"}
    assert "没有手工添加的行" in sheet.cell(sheet.max_row, 1).value
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$1:$3"


def test_the_second_sheet_says_what_each_column_counts(cast, as_):
    a_voice(cast)
    sheet = book(export(as_(cast.chen)))["口径"]
    said = {row[0].value: row[1].value for row in sheet.iter_rows()}
    for one in VOICES.columns:
        assert said[str(one.heading)] == str(one.definition)


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(1)", "\t=1", "{=1}"]
)
def test_text_never_becomes_a_formula(cast, as_, text):
    a_voice(cast, title=text, body=text)
    sheet = book(export(as_(cast.chen)))["诉求台账"]
    cell = sheet.cell(4, column("title") + 1)
    assert cell.data_type == "s"
    assert cell.value == text
    assert not cell.hyperlink


def test_days_are_days_and_missing_ones_are_said(cast, as_):
    a_voice(cast)
    [row] = rows(book(export(as_(cast.chen)))["诉求台账"])
    assert row[column("received_on")].date() == timezone.localdate()
    assert row[column("closed_at")] == "—"
    assert row[column("category")] == "未填"


def test_control_characters_and_long_texts_do_not_break_the_file(cast, as_):
    a_voice(cast, title="坏\x0b字符", body="长" * 100_000)
    [row] = rows(book(export(as_(cast.chen)))["诉求台账"])
    assert row[column("title")] == "坏字符"
    assert len(row[column("text")]) <= 32_767


def test_only_rows_one_may_see_leave_the_house(cast, as_):
    a_voice(cast, title="一连的事")
    a_voice(cast, title="二连的事", unit=cast.second)
    [row] = rows(book(export(as_(cast.zhao)))["诉求台账"])
    assert row[column("title")] == "二连的事"


def test_that_it_left_stands_in_the_journal(cast, as_):
    a_voice(cast)
    answer = export(as_(cast.chen), channel="named")
    content = b"".join(answer.streaming_content)
    made = Export.objects.get()
    assert made.by == cast.chen
    assert made.rows == 1
    assert made.filters == {"channel": "named"}
    assert made.sha256 == hashlib.sha256(content).hexdigest()
    event = Event.objects.get(verb="ledger.exported")
    assert event.by == cast.chen
    assert event.subject_id == made.pk
    assert event.sentence() == "陈静 导出台账，共 1 行"


def test_who_may_not_read_it_may_not_take_it(cast, as_):
    for key in ("li", "zhou", "sun", "qian", "zheng"):
        assert export(as_(getattr(cast, key))).status_code == 403
    assert not Export.objects.exists()


def test_wrong_filters_make_no_file(cast, as_):
    answer = export(as_(cast.chen), since="x")
    assert answer.status_code == 422
    assert "请输入日期" in answer.content.decode()
    assert not Export.objects.exists()


@pytest.fixture
def few_at_once(monkeypatch):
    monkeypatch.setattr(exporting, "AT_ONCE", 2)


def in_the_background(cast, as_):
    for n in range(3):
        a_voice(cast, title=f"第 {n} 条")
    answer = export(as_(cast.chen))
    job = Job.objects.get()
    assert answer.url == reverse("queue:detail", args=[job.pk])
    return job


@pytest.mark.usefixtures("few_at_once")
def test_a_large_one_is_written_in_the_background(cast, as_, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    job = in_the_background(cast, as_)
    assert not Export.objects.exists()
    worker.run(worker.claim("w", timezone.now()))
    job.refresh_from_db()
    assert (job.state, job.message) == ("done", "共 3 行")
    made = Export.objects.get()
    file = Attachment.objects.of(made).get()
    assert file.sha256 == made.sha256
    page = as_(cast.chen).get(reverse("reports:exports")).content.decode()
    assert reverse("files:download", args=[file.pk]) in page
    answer = as_(cast.chen).get(reverse("files:download", args=[file.pk]))
    assert len(rows(book(answer)["诉求台账"])) == 3
    for other in (cast.guli, cast.wang, cast.sun, cast.zheng):
        assert as_(other).get(reverse("files:download", args=[file.pk])).status_code == 404


@pytest.mark.usefixtures("few_at_once")
def test_a_job_that_runs_twice_makes_one_export(cast, as_, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    job = in_the_background(cast, as_)
    worker.run(worker.claim("w", timezone.now()))
    Job.objects.filter(pk=job.pk).update(state="queued")
    worker.run(worker.claim("w", timezone.now()))
    assert Export.objects.count() == 1
    assert Attachment.objects.count() == 1


@pytest.mark.usefixtures("few_at_once")
def test_who_lost_the_office_meanwhile_gets_nothing(cast, as_, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    job = in_the_background(cast, as_)
    cast.chen.posts.all().delete()
    worker.run(worker.claim("w", timezone.now()))
    job.refresh_from_db()
    assert job.state == "failed"
    assert not Export.objects.exists()
    assert not Attachment.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_ones_exports_are_listed_for_oneself_alone(cast, as_):
    a_voice(cast)
    export(as_(cast.chen))
    mine = as_(cast.chen).get(reverse("reports:exports")).content.decode()
    assert Export.objects.get().sha256 in mine
    assert "系统不留副本" in mine
    for other in (cast.wang, cast.sun, cast.zheng):
        text = as_(other).get(reverse("reports:exports")).content.decode()
        assert "还没有导出过" in text
