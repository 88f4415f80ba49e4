import pytest
from django.urls import reverse

from lianxin.files.models import Attachment
from lianxin.matters.models import Import, Mapping, Voice
from lianxin.matters.tests.sheets import (
    HEADINGS,
    ROWS,
    as_csv,
    as_xlsx,
    confirm,
    put_in,
    take_in,
    work,
)
from lianxin.queue.models import Job


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def chen(cast, as_):
    return as_(cast.chen)


def text(answer):
    return answer.content.decode()


def upload(client, cast, file):
    form = {"file": file, "unit": cast.first.pk}
    return client.post(reverse("matters:import-upload"), form)


def page_of(client, run, **headers):
    return client.get(reverse("matters:import", args=[run.pk]), headers=headers)


def test_the_columns_are_proposed_with_the_first_rows_to_check_them_by(cast, chen):
    run = put_in(chen, cast.first, as_xlsx(*ROWS))
    page = page_of(chen, run)
    form = page.context["form"]
    assert [form[f"column_{n}"].value() for n in range(5)] == [
        "source_id", "speaker", "title", "body", "said",
    ]  # fmt: skip
    assert "三号宿舍楼顶漏水，已经半个月。" in text(page)
    assert "前 3 行" in text(page)


def test_the_preview_ends_after_twenty_rows(cast, chen):
    rows = [(f"N{n}", "", "", f"第{n}件事没有人管。", "2026-03-05") for n in range(40)]
    run = put_in(chen, cast.first, as_csv(*rows))
    assert "第19件事没有人管。" in text(page_of(chen, run))
    assert "第20件事没有人管。" not in text(page_of(chen, run))


def test_next_month_the_same_form_needs_one_click(cast, as_):
    take_in(as_(cast.chen), cast.first, as_csv(*ROWS), source="书记信箱", 标题="")
    run = put_in(as_(cast.guli), cast.first, as_csv(("W4", "钱八", "x", "没有暖气。", "3月9日")))
    page = page_of(as_(cast.guli), run)
    assert "已按上次的对应填好" in text(page)
    form = page.context["form"]
    assert form["source"].value() == "书记信箱"
    assert form["column_2"].value() == ""
    confirm(as_(cast.guli), run)
    work()
    assert Voice.objects.get(source_id="W4").title == "没有暖气"
    assert Mapping.objects.get().by == cast.guli


def test_the_sample_is_forgotten_once_the_columns_are_known(cast, chen):
    run = put_in(chen, cast.first, as_csv(*ROWS))
    assert run.sample
    confirm(chen, run)
    run.refresh_from_db()
    assert run.sample == []


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"诉求内容": ""}, "请指出哪一列是“内容”。"),
        ({"标题": "body"}, "“内容”对应了 2 列，请只留一列。"),
        ({"标题": "replied"}, "有“答复时间”，请同时指出“答复内容”。"),
        ({"标题": "nonsense"}, "请从列表中选择这一列是什么。"),
    ],
)
def test_columns_that_cannot_be_are_said_and_nothing_chosen_is_lost(cast, chen, changes, reason):
    run = put_in(chen, cast.first, as_csv(*ROWS))
    answer = confirm(chen, run, **changes)
    assert answer.status_code == 422
    assert reason in text(answer)
    assert answer.context["form"]["column_0"].value() == "source_id"
    run.refresh_from_db()
    assert run.state == Import.State.UPLOADED


def test_a_source_must_be_named(cast, chen):
    run = put_in(chen, cast.first, as_csv(*ROWS))
    answer = confirm(chen, run, source=" ")
    assert answer.status_code == 422
    assert "请填写表格来自哪个系统。" in text(answer)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("空.csv", b"", "文件是空的"),
        ("只有表头.csv", "编号,内容\n".encode(), "表格里没有内容。"),
        ("网页.xls", b"<html><body><table><tr><td>1</td></tr></table>", "网页"),
        ("假.xlsx", b"PK\x03\x04" + bytes(200), "损坏"),
        ("照片.xlsx", b"\xff\xd8\xff" + bytes(200), "不收 jpg 文件"),
        ("文章.docx", b"%PDF-1.4\n%%EOF", "不收 pdf 文件"),
        ("程序.csv", b"MZ" + bytes(100), "程序文件"),
    ],
)
def test_what_is_no_table_is_refused_in_words_and_nothing_is_kept(
    cast, chen, settings, name, content, reason
):
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = upload(chen, cast, SimpleUploadedFile(name, content))
    assert answer.status_code == 422
    assert reason in text(answer)
    assert not Import.objects.exists()
    assert not Attachment.objects.exists()


def test_one_uploads_only_for_units_one_serves(cast, chen):
    form = {"file": as_csv(*ROWS), "unit": cast.second.pk}
    answer = chen.post(reverse("matters:import-upload"), form)
    assert answer.status_code == 422
    assert not Import.objects.exists()


def test_a_wrong_sheet_is_let_go_with_its_file(
    cast, chen, settings, django_capture_on_commit_callbacks
):
    run = put_in(chen, cast.first, as_csv(*ROWS))
    with django_capture_on_commit_callbacks(execute=True):
        assert chen.post(reverse("matters:import-drop", args=[run.pk])).status_code == 302
    run.refresh_from_db()
    assert (run.state, run.file, run.sample) == (Import.State.DROPPED, None, [])
    assert not [p for p in settings.MEDIA_ROOT.rglob("*") if p.is_file()]
    assert "已放弃" in text(page_of(chen, run))


def test_a_started_import_cannot_be_started_again(cast, chen):
    run = put_in(chen, cast.first, as_csv(*ROWS))
    data = {"column_3": "body", "source": "热线"}
    url = reverse("matters:import-start", args=[run.pk])
    assert chen.post(url, data).status_code == 302
    again = chen.post(url, data)
    assert again.status_code == 403
    assert "已经开始导入" in text(again)
    assert Job.objects.count() == 1


def test_while_it_runs_the_page_asks_again_and_stops_when_it_is_done(cast, chen):
    run = put_in(chen, cast.first, as_csv(*ROWS))
    confirm(chen, run)
    running = page_of(chen, run, HX_Request="true")
    assert running.status_code == 200
    assert 'hx-trigger="every 1s"' in text(running)
    work()
    over = page_of(chen, run, HX_Request="true")
    assert over.status_code == 286
    assert "hx-trigger" not in text(over)


def test_a_cancelled_import_says_so_and_can_go_on(cast, chen):
    run = put_in(chen, cast.first, as_csv(*ROWS))
    confirm(chen, run)
    chen.post(reverse("queue:cancel", args=[Job.objects.get().pk]))
    page = page_of(chen, run)
    assert "已取消" in text(page)
    assert "接着导入" in text(page)
    chen.post(reverse("queue:retry", args=[Job.objects.get().pk]))
    work()
    assert Voice.objects.count() == 3


def test_a_file_that_has_gone_is_said(cast, chen):
    run = put_in(chen, cast.first, as_csv(*ROWS))
    confirm(chen, run)
    Import.objects.update(file=None)
    work()
    assert "上传的文件已不在，请重新上传。" in text(page_of(chen, run))


def test_what_must_be_looked_at_is_listed_by_kind(cast, chen):
    headings = (*HEADINGS, "点赞数")
    rows = [(*ROWS[0], "很多"), (*ROWS[1][:3], "", ROWS[1][4], "0")]
    run = take_in(chen, cast.first, as_csv(*rows, headings=headings))
    page = text(page_of(chen, run))
    assert "点赞数“很多”不能用，按 0 计。" in page
    assert "没有内容。" in page
    answer = chen.get(reverse("matters:import", args=[run.pk]), {"kind": "refused"})
    assert "按 0 计" not in text(answer)
    assert chen.get(reverse("matters:import", args=[run.pk]), {"kind": "x"}).status_code == 200


def test_lists_cost_few_queries_however_long(cast, chen, django_assert_max_num_queries):
    bad = [(f"N{n}", "", "", "", "2026-03-05") for n in range(60)]
    run = take_in(chen, cast.first, as_csv(*bad))
    for _ in range(60):
        Import.objects.create(unit=cast.first, by=cast.guli, name="表.csv", job=run.job)
    with django_assert_max_num_queries(10):
        chen.get(reverse("matters:imports"))
    with django_assert_max_num_queries(10):
        page_of(chen, run)


def test_a_workbook_of_several_sheets_says_which_is_read(cast, chen, tmp_path):
    import xlsxwriter

    path = tmp_path / "两张.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for sheet in ("热线", "信箱"):
            page = book.add_worksheet(sheet)
            page.write_row(0, 0, HEADINGS)
            page.write_row(1, 0, ROWS[0])
    with path.open("rb") as file:
        run = put_in(chen, cast.first, file)
    assert "文件里有 2 张工作表，这里读的是“热线”。" in text(page_of(chen, run))


def test_before_the_first_import_the_page_says_what_it_is_for(cast, chen):
    assert "还没有导入过表格。" in text(chen.get(reverse("matters:imports")))
