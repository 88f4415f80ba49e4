"""Where the names of the columns stand."""

import pytest

from lianxin.engines.sheets import Flaw, Row
from lianxin.engines.sheets.tests.made import book, opened

NAMES = ["序号", "单位", "诉求内容", "提出时间", "责任人", "办理情况", "备注"]
DATA = [1, "一车间", "食堂", "2020/1/5", "李强", "已办结", None]


@pytest.mark.parametrize(
    "above",
    [
        [],
        [["2020年职工诉求台账"]],
        [[], ["2020年职工诉求台账"], []],
        [["台账"], ["填报单位：", "一车间", None, "填报日期：", "2020年1月5日"]],
        [["台账"], ["填报单位：一车间", None, None, None, None, "单位：件"]],
        [["说明一"], ["说明二"], ["说明三"]],
    ],
)
def test_the_header_is_found_under_titles(above: list[list[object]]) -> None:
    table = opened(book([*above, NAMES, DATA, DATA]))
    assert table.header == tuple(NAMES)
    assert (table.header_line, table.header_certain) == (len(above) + 1, True)
    assert [row.line for row in table.rows] == [len(above) + 2, len(above) + 3]
    assert len(table.above) == sum(bool(row) for row in above)


def test_rows_are_as_wide_as_the_header_or_wider() -> None:
    table = opened(book([NAMES, ["甲"], [*DATA, "多"]]))
    assert [len(row.values) for row in table.rows] == [7, 8]


def test_words_only_the_first_full_row_is_the_header() -> None:
    table = opened(
        book([["一级", "二级", "三级"], ["城建", "安全", "隐患"], ["城建", "供水", "收费"]])
    )
    assert table.header == ("一级", "二级", "三级")


def test_a_column_without_a_name() -> None:
    table = opened(book([["姓名", None, "电话"], ["甲", "乙", "丙"]]))
    assert table.header == ("姓名", "", "电话")


def test_names_are_put_on_one_line() -> None:
    assert opened(book([[" 姓\n名 ", "电 话"], ["甲", "1"]])).header == ("姓 名", "电 话")


def test_names_the_caller_knows_decide() -> None:
    rows = [["姓名", "Phone"], ["表", "注", "甲", "乙", "丙", "丁"], ["李", "1"]]
    table = opened(book(rows), known=["姓名", "phone"])
    assert (table.header, table.header_line) == (("姓名", "Phone"), 1)


def test_without_names_the_first_full_row_is_taken_and_doubted() -> None:
    table = opened(book([[1, "甲", 3], [2, "乙", 4]]))
    assert (table.header_certain, table.header, table.header_line) == (False, ("1", "甲", "3"), 1)
    assert list(table.rows) == [Row(2, (2, "乙", 4))]


def test_years_as_text_in_a_csv_are_no_names() -> None:
    table = opened(b"1,2020/1/5,13800138000\n2,2020/1/6,13800138001\n")
    assert not table.header_certain


def test_the_header_again_is_left_out_and_noted() -> None:
    table = opened(book([NAMES, DATA, NAMES, DATA]))
    assert [row.line for row in table.rows] == [2, 4]
    assert [(note.line, note.flaw) for note in table.notes.kept] == [(3, Flaw.HEADER_AGAIN)]
