import datetime as dt

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from lianxin.journal.models import Event
from lianxin.matters import importing
from lianxin.matters.actions import imports as actions
from lianxin.matters.models import Category, Channel, Delivery, Import, Urgency, Voice
from lianxin.matters.tests.sheets import (
    HEADINGS,
    ROWS,
    as_csv,
    as_xlsx,
    confirm,
    counts,
    put_in,
    reasons,
    take_in,
    work,
)
from lianxin.notices.models import Notice
from lianxin.queue import worker
from lianxin.queue.models import Job


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def chen(cast, as_):
    return as_(cast.chen)


@pytest.mark.parametrize("made", [as_csv, as_xlsx])
def test_a_sheet_becomes_voices(cast, chen, made):
    run = take_in(chen, cast.first, made(*ROWS))
    assert counts(run) == {"taken": 3}
    assert (run.state, run.rows) == (Import.State.DONE, 3)
    voice = Voice.objects.get(source_id="W1")
    assert (voice.channel, voice.state) == (Channel.IMPORTED, Voice.State.WAITING)
    assert (voice.speaker, voice.title) == ("李四", "宿舍漏水")
    assert (voice.source, voice.unit, voice.recorded_by) == ("12345 热线", cast.first, cast.chen)
    assert voice.said_on == dt.date(2026, 3, 5)
    assert timezone.localtime(voice.said_at).strftime("%H:%M") == "10:23"
    assert voice.received_on == timezone.localdate()
    assert voice.was_recorded_late
    assert voice.accept_by > timezone.now()
    assert voice.imported_in == run
    assert Voice.objects.get(source_id="W2").title == "食堂夜班没有热饭"


def test_gb18030_is_read_too(cast, chen):
    take_in(chen, cast.first, as_csv(*ROWS, encoding="gb18030"))
    assert Voice.objects.get(source_id="W1").body == "三号宿舍楼顶漏水，已经半个月。"


def test_the_same_sheet_again_changes_nothing(cast, chen):
    take_in(chen, cast.first, as_csv(*ROWS))
    before = list(Voice.objects.order_by("pk").values())
    run = take_in(chen, cast.first, as_csv(*ROWS))
    assert counts(run) == {"repeated": 3}
    assert list(Voice.objects.order_by("pk").values()) == before


def test_without_numbers_too_the_same_sheet_changes_nothing(cast, chen):
    rows = [row[1:] for row in ROWS]
    for expected in ({"taken": 3}, {"repeated": 3}):
        run = take_in(chen, cast.first, as_csv(*rows, headings=HEADINGS[1:]))
        assert counts(run) == expected


def test_a_row_that_says_something_else_under_the_same_number_is_listed_and_not_written(cast, chen):
    take_in(chen, cast.first, as_csv(*ROWS))
    changed = ("W1", "李四", "宿舍漏水", "漏水已经修好。", "2026-03-06")
    run = take_in(chen, cast.first, as_csv(changed, *ROWS[1:]))
    assert counts(run) == {"repeated": 2, "different": 1}
    assert reasons(run) == [(2, "编号已有，内容、时间与已有的不同，未覆盖。")]
    assert Voice.objects.get(source_id="W1").body == ROWS[0][3]


def test_the_same_number_of_another_source_is_another_voice(cast, chen):
    take_in(chen, cast.first, as_csv(*ROWS))
    run = put_in(chen, cast.first, as_csv(*ROWS))
    data = {f"column_{n}": f for n, f in enumerate(("source_id", "", "", "body", ""))}
    chen.post(reverse("matters:import-start", args=[run.pk]), {**data, "source": "书记信箱"})
    work()
    assert Voice.objects.filter(source_id="W1").count() == 2


def test_rows_that_repeat_each_other_in_one_sheet_are_one_voice(cast, chen):
    other = (*ROWS[0][:3], "另一件事，写错了编号。", ROWS[0][4])
    run = take_in(chen, cast.first, as_csv(ROWS[0], ROWS[0], other))
    assert counts(run) == {"taken": 1, "repeated": 1, "different": 1}


def test_refused_rows_are_kept_with_line_and_reason_and_the_rest_arrives(cast, chen):
    bad = [("W8", "赵六", "空", "", "2026-03-05"), ("W9", "孙七", "无日", "没有水。", "改天")]
    run = take_in(chen, cast.first, as_csv(ROWS[0], *bad, ROWS[1]))
    assert counts(run) == {"taken": 2, "refused": 2}
    assert reasons(run) == [(3, "没有内容。"), (4, "时间“改天”认不出是哪一天。")]


def test_refused_rows_are_corrected_and_put_in_again(cast, chen, tmp_path):
    bad = ("W9", "=孙七", "无日", "没有水。", "改天")
    run = take_in(chen, cast.first, as_xlsx(ROWS[0], bad))
    answer = chen.get(reverse("matters:import-refused", args=[run.pk]))
    path = tmp_path / "refused.xlsx"
    path.write_bytes(b"".join(answer.streaming_content))
    book = openpyxl.load_workbook(path)
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[1] == (*HEADINGS, "未导入原因")
    assert rows[2] == (*bad, "时间“改天”认不出是哪一天。")
    book.active.cell(3, 5).value = "2026-03-08"
    book.save(path)
    with path.open("rb") as file:
        run = put_in(chen, cast.first, file)
    page = chen.get(reverse("matters:import", args=[run.pk])).content.decode()
    assert "已按上次的对应填好" in page
    confirm(chen, run)
    work()
    assert Voice.objects.get(source_id="W9").said_on == dt.date(2026, 3, 8)


def test_a_row_with_a_reply_is_archived_with_it(cast, chen):
    headings = (*HEADINGS, "答复意见", "答复时间")
    rows = [(*ROWS[0], "已修好，请放心。", "2026-03-09 09:00"), (*ROWS[1], "", "")]
    run = take_in(chen, cast.first, as_csv(*rows, headings=headings))
    assert counts(run) == {"taken": 2, "archived": 1}
    voice = Voice.objects.get(source_id="W1")
    assert voice.state == Voice.State.ARCHIVED
    delivery = Delivery.objects.get(voice=voice)
    assert (delivery.text, delivery.on) == ("已修好，请放心。", dt.date(2026, 3, 9))
    assert delivery.words == "已修好，请放心。"


def test_a_reply_that_comes_later_is_listed_and_not_written(cast, chen):
    take_in(chen, cast.first, as_csv(*ROWS))
    headings = (*HEADINGS, "答复意见")
    run = take_in(chen, cast.first, as_csv((*ROWS[0], "已修好。"), headings=headings))
    assert reasons(run) == [(2, "编号已有，答复内容与已有的不同，未覆盖。")]


def test_the_clock_runs_from_today_by_the_urgency_of_the_category(cast, chen):
    Category.objects.create(code="water", name="供水", urgency=Urgency.LIFELINE)
    headings = (*HEADINGS, "分类")
    take_in(chen, cast.first, as_csv((*ROWS[0], "供水"), (*ROWS[1], "电"), headings=headings))
    urgent, ordinary = Voice.objects.order_by("source_id")
    assert urgent.category.name == "供水"
    assert ordinary.category is None
    assert urgent.accept_by < timezone.now() + dt.timedelta(hours=9) < ordinary.accept_by


def test_a_row_about_a_unit_goes_there_if_one_serves_it(cast, as_):
    headings = (*HEADINGS, "单位")
    rows = [(*ROWS[0], "二连"), (*ROWS[1], "一连")]
    run = take_in(as_(cast.wang), cast.regiment, as_csv(*rows, headings=headings))
    assert list(Voice.objects.order_by("source_id").values_list("unit__name", flat=True)) == [
        "二连",
        "一连",
    ]
    Voice.objects.all().delete()
    run = take_in(as_(cast.chen), cast.first, as_csv(*rows, headings=headings))
    assert reasons(run) == [(2, "没有找到您服务的单位“二连”，已归入一连。")]
    assert set(Voice.objects.values_list("unit__name", flat=True)) == {"一连"}


def test_an_interrupted_import_goes_on_where_it_was_and_nothing_is_there_twice(
    cast, chen, monkeypatch
):
    monkeypatch.setattr(importing, "PIECE", 2)
    rows = [(f"N{n}", "", "", f"第{n}件事没有人管。", "2026-03-05") for n in range(7)]
    rows[1] = ("N1", "", "", "", "2026-03-05")
    run = put_in(chen, cast.first, as_csv(*rows))
    confirm(chen, run)
    real, pieces = actions.take_rows, []

    def dying(*args):
        if len(pieces) == 2:
            raise KeyboardInterrupt  # the process is gone, whatever it was doing
        pieces.append(args)
        real(*args)

    monkeypatch.setattr(importing, "take_rows", dying)
    now = timezone.now()
    with pytest.raises(KeyboardInterrupt):
        worker.run(worker.claim("dies", now))
    run.refresh_from_db()
    assert (run.place, run.taken, Voice.objects.count()) == (4, 3, 3)
    monkeypatch.setattr(importing, "take_rows", real)
    worker.run(worker.claim("lives", now + dt.timedelta(seconds=16)))
    run.refresh_from_db()
    assert run.state == Import.State.DONE
    assert counts(run) == {"taken": 6, "refused": 1}
    assert Voice.objects.count() == 6


def test_two_workers_at_the_same_place_take_a_row_once(cast, chen, monkeypatch):
    run = put_in(chen, cast.first, as_csv(*ROWS))
    confirm(chen, run)
    real = importing.take_rows

    def overtaken(mine, entries, refused):
        real(Import.objects.get(pk=mine.pk), entries, refused)  # another worker was faster
        real(mine, entries, refused)

    monkeypatch.setattr(importing, "take_rows", overtaken)
    work()
    job = Job.objects.get()
    assert (job.state, job.error) == (Job.State.FAILED, "这份表格已在另一处继续导入。")
    assert Voice.objects.count() == 3


def test_the_journal_has_a_line_for_the_import_and_none_for_its_rows(cast, chen):
    run = take_in(chen, cast.first, as_csv(*ROWS))
    events = Event.objects.filter(subject="matters.Import").order_by("at")
    assert {event.verb for event in events} == {
        "import.uploaded", "import.started", "import.finished",
    }  # fmt: skip
    assert not Event.objects.filter(subject="matters.Voice").exists()
    finished = events.get(verb="import.finished")
    assert (finished.subject_id, finished.by) == (run.pk, cast.chen)
    assert finished.sentence() == "导入完成：导入 3 条，未导入 0 条"


def test_the_one_who_put_it_in_is_told_without_content(cast, chen):
    take_in(chen, cast.first, as_csv(*ROWS))
    notice = Notice.objects.get()
    assert notice.to == cast.chen
    assert notice.sentence() == "表格已导入：3 条，未导入 0 条，请查看。"


def test_taking_in_a_hundred_rows_costs_as_few_queries_as_three(cast, chen, monkeypatch):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    monkeypatch.setattr(importing, "PIECE", 30)
    rows = [(f"N{n}", "", "", f"第{n}件事没有人管。", "2026-03-05") for n in range(30)]
    queries = []
    for part in (rows[:3], rows):
        run = put_in(chen, cast.first, as_csv(*part))
        confirm(chen, run)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            work()
        queries.append(len(seen))
    assert abs(queries[0] - queries[1]) <= 2  # the second one compares with the first
