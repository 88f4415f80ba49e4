"""Text tables in the encodings offices write."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.engines.sheets import Fault, Flaw, Format, Row, SheetRefused
from lianxin.engines.sheets.tests.made import opened

TEXT = '编号,主题,详情\r\n1,食堂,"第一行\r\n第二行，""引用"""\r\n\r\n2,班车,太晚\r\n'
ROWS = [Row(2, ("1", "食堂", '第一行\r\n第二行，"引用"')), Row(4, ("2", "班车", "太晚"))]


def refused(content: bytes, **limits: int) -> SheetRefused:
    with pytest.raises(SheetRefused) as caught:
        list(opened(content, **limits).rows)
    return caught.value


@pytest.mark.parametrize(
    ("codec", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_encodings(codec: str, found: str) -> None:
    table = opened(TEXT.encode(codec))
    assert (table.format, table.encoding) == (Format.CSV, found)
    assert table.header == ("编号", "主题", "详情")
    assert list(table.rows) == ROWS
    assert table.notes.total == 0


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(delimiter: str, end: str) -> None:
    lines = ["编号|主题|详情", "1|食堂,班车;浴室|好", "2|a,b,c,d|坏"]
    content = end.join(line.replace("|", delimiter) for line in lines)
    if delimiter in ",;":
        content = content.replace("食堂,班车;浴室", '"食堂,班车;浴室"').replace("a,b,c,d", "abcd")
    table = opened(content.encode())
    assert table.format is (Format.TSV if delimiter == "\t" else Format.CSV)
    assert [len(row.values) for row in table.rows] == [3, 3]


def test_the_hint_of_excel_is_followed_and_is_no_row() -> None:
    table = opened("sep=;\r\n名称;数\r\n甲,乙;1,5\r\n".encode())
    assert (table.header, table.header_line, table.above) == (("名称", "数"), 2, ())
    assert list(table.rows) == [Row(3, ("甲,乙", "1,5"))]


def test_one_column() -> None:
    table = opened("姓名\n甲\n乙\n".encode())
    assert (table.header, [row.values for row in table.rows]) == (("姓名",), [("甲",), ("乙",)])


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_broken_bytes_cost_no_row(codec: str) -> None:
    lines = ["编号,主题"] + [f"{n},建议延长食堂开放时间{n}" for n in range(50)]
    parts = [line.encode(codec) for line in lines]
    parts[7] = parts[7][:-1] + b"\xff"
    parts[9] = parts[9][:6] + parts[9][7:]
    parts[20] += "议".encode(codec)[:1]  # half a character before the end of the line
    table = opened(b"\n".join(parts))
    rows = list(table.rows)
    assert [row.line for row in rows] == list(range(2, 52))
    assert [row.values[0] for row in rows] == [str(n) for n in range(50)]
    noted = {note.line for note in table.notes.kept}
    assert {8, 21} <= noted <= {8, 10, 21}
    assert {note.flaw for note in table.notes.kept} == {Flaw.BROKEN_BYTES}


def test_a_zero_byte_is_dropped() -> None:
    content = ("名称,数\n" + "甲,1\n" * 40).encode()
    table = opened(content.replace("甲".encode(), b"\xe7\x94\xb2\x00", 1))
    assert next(table.rows) == Row(2, ("甲", "1"))


@pytest.mark.parametrize("word", ["联通", "你好", "姓名", "张三"])
def test_short_gbk_words_are_not_taken_for_something_western(word: str) -> None:
    assert opened(f"{word},a\n{word},b\n".encode("gbk")).header[0] == word


def test_cells_stay_text() -> None:
    table = opened("工号,日期,数\n007,2020/1/5,1E5\n".encode())
    assert list(table.rows) == [Row(2, ("007", "2020/1/5", "1E5"))]


def test_a_quotation_mark_left_open_is_named_by_its_row() -> None:
    content = '编号,主题\n1,好\n2,"坏\n3,好\n4,好\n'
    error = refused(content.encode())
    assert (error.code, error.facts) == (Fault.UNCLOSED_QUOTE, {"line": 3})
    error = refused((content + "5,很多字\n" * 60_000).encode())
    assert (error.code, error.facts) == (Fault.UNCLOSED_QUOTE, {"line": 3})


def test_quotation_marks_inside_a_cell_are_only_marks() -> None:
    table = opened('编号,主题\n1,他说"好"的\n2,"紧急"通知\n'.encode())
    assert [row.values[1] for row in table.rows] == ['他说"好"的', "紧急通知"]


def test_limits() -> None:
    assert refused(b"a,b\n" + b"x" * (1 << 21)).code is Fault.ROW_TOO_LONG
    assert refused(b"a,b\n" + b"1," * 300).code is Fault.TOO_MANY_COLUMNS
    assert refused(b"a,b\n" + b"1,2\n" * 20, max_rows=10).code is Fault.TOO_MANY_ROWS
    table = opened("名称,数\n".encode() + "长".encode() * 120_000 + b",1\n")
    assert [len(row.values[0]) for row in table.rows] == [100_000]
    assert table.notes.kept[0].flaw is Flaw.CELL_CUT


@pytest.mark.parametrize(
    ("content", "fault", "found"),
    [
        (b"", Fault.EMPTY, None),
        (b"\n\n , \n", Fault.NO_ROWS, None),
        (b"\xef\xbb\xbf", Fault.NO_ROWS, None),
        (b"<html><table><tr><td>1</td></tr></table></html>", Fault.HTML, None),
        ("<table>".encode("utf-16"), Fault.HTML, None),
        (b'\r\n<?xml version="1.0"?><html xmlns:x="urn:schemas">', Fault.HTML, None),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
         Fault.OTHER_FORMAT, "xml"),
        (b"%PDF-1.4\n", Fault.OTHER_FORMAT, "pdf"),
        (b"\xff\xd8\xff\xe0" + bytes(20), Fault.OTHER_FORMAT, "jpg"),
        (b"Rar!\x1a\x07\x01\x00", Fault.OTHER_FORMAT, "rar"),
        (bytes(range(256)) * 20, Fault.NOT_A_TABLE, None),
        (bytes(1000), Fault.NOT_A_TABLE, None),
    ],
)  # fmt: skip
def test_what_is_no_text_table_says_what_it_is(
    content: bytes, fault: Fault, found: str | None
) -> None:
    error = refused(content)
    assert (error.code, error.facts.get("found")) == (fault, found)


CELLS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffd"), min_size=1,
    max_size=12,
).filter(lambda text: not text.isspace())  # fmt: skip


@given(
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8),
    codec=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
)
def test_what_was_written_is_read(rows: list[list[str]], codec: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([["工号", "姓名", "意见建议"], *rows])
    table = opened(out.getvalue().encode(codec), known=["工号", "姓名"])
    read = [row.values for row in table.rows]
    assert read == [tuple(row) for row in rows if row != ["工号", "姓名", "意见建议"]]


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_refused(content: bytes) -> None:
    try:
        list(opened(content).rows)
    except SheetRefused:
        return
