"""Spreadsheets as other systems export them, and the way of one through the pages."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from lianxin.matters.models import Import
from lianxin.queue import worker

HEADINGS = ("工单编号", "来电人", "标题", "诉求内容", "来电时间")
ROWS = (
    ("W1", "李四", "宿舍漏水", "三号宿舍楼顶漏水，已经半个月。", "2026-03-05 10:23"),
    ("W2", "王五", "", "食堂夜班没有热饭。上夜班的人只能吃泡面。", "2026年3月6日"),
    ("W3", "", "路灯不亮", "二连到三连的路灯全部不亮。", "2026/3/7 20:15:00"),
)


def as_csv(*rows: Sequence[Any], headings: Sequence[str] = HEADINGS, encoding="utf-8-sig"):
    out = io.StringIO()
    csv.writer(out).writerows([headings, *rows])
    return SimpleUploadedFile("热线 3月.csv", out.getvalue().encode(encoding))


def as_xlsx(*rows: Sequence[Any], headings: Sequence[str] = HEADINGS, name="热线 3月.xlsx"):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False})
    page = book.add_worksheet()
    for number, row in enumerate([headings, *rows]):
        page.write_row(number, 0, row)
    book.close()
    return SimpleUploadedFile(name, out.getvalue())


def put_in(client, unit, file) -> Import:
    """Upload it on the page, as a person would."""
    form = {"file": file, "unit": unit.pk}
    answer = client.post(reverse("matters:import-upload"), form)
    assert answer.status_code == 302, answer.content.decode()
    return Import.objects.get(pk=answer["Location"].rstrip("/").rpartition("/")[2])


def confirm(client, run: Import, source="12345 热线", **changes: str):
    """Press the button under the proposed columns, after these changes: heading=field."""
    page = client.get(reverse("matters:import", args=[run.pk]))
    form = page.context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    for heading, field in changes.items():
        data[f"column_{run.headings.index(heading)}"] = field
    data["source"] = data["source"] or source
    return client.post(reverse("matters:import-start", args=[run.pk]), data)


def work() -> None:
    """The worker does what is in the queue."""
    while job := worker.claim("w", timezone.now()):
        worker.run(job)


def take_in(client, unit, file, **changes: str) -> Import:
    run = put_in(client, unit, file)
    answer = confirm(client, run, **changes)
    assert answer.status_code == 302, answer.content.decode()
    work()
    run.refresh_from_db()
    return run


def reasons(run: Import) -> list[tuple[int, str]]:
    return list(run.findings.values_list("line", "reason"))


def counts(run: Import) -> dict[str, int]:
    names = ("taken", "archived", "repeated", "different", "refused", "noted")
    return {name: value for name in names if (value := getattr(run, name))}


def texts(rows: Iterable[Sequence[Any]]) -> list[list[str]]:
    return [["" if value is None else str(value) for value in row] for row in rows]
