"""Workbooks of Excel 97 to 2003."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.engines.sheets import Fault, Flaw, Format, Row, SheetRefused
from lianxin.engines.sheets.tests import biff
from lianxin.engines.sheets.tests.made import opened

ROWS: list[list[object]] = [["编号", "主题", "数"], [1, "食堂", 2.5], [2, "班车", None]]

WHOLE = biff.xls(biff.table(ROWS) + biff.number(2, 2, 43835, style=1))


def refused(content: bytes, **limits: int) -> SheetRefused:
    with pytest.raises(SheetRefused) as caught:
        list(opened(content, **limits).rows)
    return caught.value


def test_rows_come_with_their_lines_and_types() -> None:
    table = opened(biff.xls(biff.table(ROWS)))
    assert (table.format, table.sheets, table.sheet) == (Format.XLS, ("表1",), "表1")
    assert (table.header, table.header_line) == (("编号", "主题", "数"), 1)
    assert list(table.rows) == [Row(2, (1, "食堂", 2.5)), Row(3, (2, "班车", None))]
    assert isinstance(next(iter(opened(biff.xls(biff.table(ROWS))).rows)).values[0], int)


def test_a_short_file_is_read_and_checked_too() -> None:
    short = biff.small("Workbook", biff.stream(biff.table(ROWS)))
    assert [row.line for row in opened(short).rows] == [2, 3]
    far = biff.stream(biff.number(0, 0, 1) + biff.number(65535, 255, 1))
    assert refused(biff.small("Workbook", far)).code is Fault.BOMB


def test_a_table_in_the_middle_of_its_sheet_keeps_its_lines() -> None:
    table = opened(biff.xls(biff.table(ROWS, at=(4, 2))))
    assert (table.header, table.header_line) == (("", "", "编号", "主题", "数"), 5)
    assert [row.line for row in table.rows] == [6, 7]


def test_days_and_errors() -> None:
    cells = biff.table(ROWS) + biff.number(2, 2, 43835, style=1) + biff.error(3, 1)
    table = opened(biff.xls(cells + biff.number(3, 0, 110101199003071234)))
    rows = list(table.rows)
    assert rows[1].values[2] == dt.date(2020, 1, 5)
    assert rows[2].values == (110101199003071232, None, None)
    assert [(n.line, n.column, n.flaw) for n in table.notes.kept] == [(4, 1, Flaw.DIGITS_LOST)]


def test_cells_merged_down_belong_to_each_row() -> None:
    rows = [["单位", "数"], ["一车间", 1], [None, 2], ["二车间", 3]]
    table = opened(biff.xls(biff.table(rows) + biff.merged(1, 2, 0, 0)))
    assert [row.values for row in table.rows] == [("一车间", 1), ("一车间", 2), ("二车间", 3)]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (biff.xls(biff.table(ROWS), begin=biff.record(0x2F, bytes(54))), Fault.LOCKED),
        (biff.xls(biff.number(65535, 255, 1) + biff.number(0, 0, 1)), Fault.BOMB),
        (biff.xls(biff.record(0xBE, bytes([255] * 2 + [0] * 2 + [0] * 512 + [255, 0]))
                  + biff.number(65535, 0, 1)), Fault.BOMB),
        (biff.xls(b""), Fault.NO_ROWS),
        (biff.ole("WordDocument", b"x"), Fault.OTHER_FORMAT),
        (biff.ole("Workbook", bytes(5000)), Fault.NO_ROWS),
        (biff.xls(biff.table(ROWS))[:1500], Fault.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Fault.DAMAGED),
    ],
)  # fmt: skip
def test_bad_workbooks_are_refused(content: bytes, fault: Fault) -> None:
    assert refused(content).code is fault


@given(at=st.integers(0, len(WHOLE) - 1), with_=st.binary(max_size=6), gone=st.integers(0, 6))
def test_any_damage_is_a_table_or_refused(at: int, with_: bytes, gone: int) -> None:
    try:
        list(opened(WHOLE[:at] + with_ + WHOLE[at + gone :]).rows)
    except SheetRefused:
        return


def test_limits_are_kept() -> None:
    rows = [["编号", "主题", "数"], *[[n, "a", 1] for n in range(20)]]
    assert refused(biff.xls(biff.table(rows)), max_rows=10).code is Fault.TOO_MANY_ROWS
    assert refused(biff.xls(biff.table(rows)), max_columns=2).code is Fault.TOO_MANY_COLUMNS
