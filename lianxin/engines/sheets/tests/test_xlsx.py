"""Workbooks, made by programs and by hand."""

# ruff: noqa: DTZ001 -- a spreadsheet knows no time zone

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.engines.sheets import Fault, Flaw, Format, Limits, Row, SheetRefused, open_table
from lianxin.engines.sheets.tests.made import HEAD, archive, book, cell, opened, raw, two


def refused(content: bytes, **limits: int) -> SheetRefused:
    with pytest.raises(SheetRefused) as caught:
        list(opened(content, **limits).rows)
    return caught.value


def second(content: bytes) -> object:
    (row,) = opened(content).rows
    return row.values[1]


HEADER = ["编号", "主题", "时间"]


@pytest.mark.parametrize("options", [{}, {"constant_memory": True}])
def test_rows_come_with_their_lines_and_types(options: dict[str, object]) -> None:
    moment = dt.datetime(2020, 1, 5, 10, 23, 5)
    content = book([HEADER, [1, "\n\t食堂\n", moment], [], [2.5, True, None]],
                   default_date_format="yyyy/m/d h:mm:ss", **options)  # fmt: skip
    table = opened(content)
    assert (table.format, table.sheets, table.sheet) == (Format.XLSX, ("表1",), "表1")
    assert (table.header, table.header_line, table.header_certain) == (tuple(HEADER), 1, True)
    assert list(table.rows) == [Row(2, (1, "\n\t食堂\n", moment)), Row(4, (2.5, True, None))]
    assert table.notes.total == 0


def test_a_workbook_by_another_program() -> None:
    source = openpyxl.Workbook()
    source.active.append(HEADER)
    source.active.append([1, "食堂", dt.date(2020, 1, 5)])
    source.active.append([2, "班车", dt.time(10, 30)])
    out = io.BytesIO()
    source.save(out)
    assert [row.values[2] for row in opened(out.getvalue()).rows] == [
        dt.date(2020, 1, 5), dt.time(10, 30),
    ]  # fmt: skip


def test_from_a_path_the_file_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text("名称,数\n" + "甲,1\n" * 200_000, encoding="utf-8")
    for source in (path, str(path)):
        with open_table(source) as table:
            assert next(table.rows).line == 2
        with pytest.raises(ValueError, match="closed"):
            list(table.rows)


def test_a_stream_of_the_caller_stays_open() -> None:
    stream = io.BytesIO(book([HEADER, [1, "a", "b"]]))
    with open_table(stream) as table:
        list(table.rows)
    assert not stream.closed


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (cell("B2", "3", "n"), 3),
        (cell("B2", "3.0", "n"), 3),
        (cell("B2", "3E5", "n"), 300_000),
        (cell("B2", "-1.25", "n"), -1.25),
        (cell("B2", "nan", "n"), "nan"),
        (cell("B2", "1", "b"), True),
        (cell("B2", "0", "b"), False),
        (cell("B2", "2020-01-05T10:23:05", "d"), dt.datetime(2020, 1, 5, 10, 23, 5)),
        (cell("B2", "结果", "str"), "结果"),
        ('<c r="B2"><f>SUM(A1:A9)</f><v>45</v></c>', 45),
        ('<c r="B2" t="str"><f>A1&amp;"x"</f><v>甲x</v></c>', "甲x"),
        (cell("B2", "行_x000D_二_x005F_x"), "行\r二_x"),
        ('<c r="B2" t="inlineStr"><is><r><t>富</t></r><r><t>文本</t></r></is></c>', "富文本"),
        ('<c r="B2" t="inlineStr"><is><t>张</t><rPh><t>zhang</t></rPh></is></c>', "张"),
        ('<c t="inlineStr"><is><t>无位置</t></is></c>', "无位置"),
        (cell("B2", "&lt;b&gt;&#x4F60;"), "<b>你"),
        (cell("B2", "<![CDATA[<a>]]>"), "<a>"),
        (cell("B2", "   "), None),
    ],
)
def test_every_kind_of_cell(written: str, read: object) -> None:
    value = second(raw(two(written)))
    assert (value, type(value)) == (read, type(read))


@pytest.mark.parametrize(
    ("written", "read", "flaw"),
    [
        (cell("B2", "#N/A", "e"), None, Flaw.ERROR_CELL),
        (cell("B2", "#DIV/0!", "e"), None, Flaw.ERROR_CELL),
        ('<c r="B2"><f>A1</f></c>', None, Flaw.NO_VALUE),
        (cell("B2", "110101199003071234", "n"), 110101199003071232, Flaw.DIGITS_LOST),
        (cell("B2", "长" * 50), "长" * 40, Flaw.CELL_CUT),
    ],
)
def test_what_is_not_quite_right_is_noted(written: str, read: object, flaw: Flaw) -> None:
    table = opened(raw(two(written)), max_cell=40)
    (row,) = table.rows
    assert row.values[1] == read
    (note,) = table.notes.kept
    assert (note.line, note.column, note.flaw) == (2, 2, flaw)


def test_notes_are_counted_beyond_those_kept() -> None:
    rows = "".join(f'<row r="{n}">{cell(f"A{n}", "x")}{cell(f"B{n}", "#N/A", "e")}</row>'
                   for n in range(2, 12))  # fmt: skip
    table = opened(raw(HEAD + rows), max_notes=3)
    assert len(list(table.rows)) == 10
    assert (table.notes.total, len(table.notes.kept)) == (10, 3)


STYLES = (
    '<numFmts><numFmt numFmtId="176" '
    'formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>'
    '<numFmt numFmtId="177" formatCode="0.00_ &quot;元/天&quot;"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    "<cellXfs>"
    + "".join(f'<xf numFmtId="{n}"/>' for n in (0, 14, 22, 20, 176, 177, 31, 57))
    + "</cellXfs>"
)


@pytest.mark.parametrize(
    ("style", "serial", "since_1904", "read"),
    [
        (0, "43835", False, 43835),
        (1, "43835", False, dt.date(2020, 1, 5)),
        (1, "43835.5", False, dt.datetime(2020, 1, 5, 12)),
        (2, "43835", False, dt.datetime(2020, 1, 5)),
        (2, "43835.432697", False, dt.datetime(2020, 1, 5, 10, 23, 5, 21000)),
        (3, "0.5", False, dt.time(12)),
        (4, "43835", False, dt.date(2020, 1, 5)),
        (5, "43835", False, 43835),
        (6, "43835", False, dt.date(2020, 1, 5)),
        (7, "43835", False, dt.date(2020, 1, 5)),
        (1, "42373", True, dt.date(2020, 1, 5)),
        (1, "59", False, dt.date(1900, 2, 28)),
        (1, "1", False, dt.date(1900, 1, 1)),
        (1, "-5", False, -5),
        (1, "60", False, 60),
        (1, "9999999", False, 9999999),
    ],
)
def test_days_by_their_number_format(
    style: int, serial: str, since_1904: bool, read: object
) -> None:
    properties = ' date1904="1"' if since_1904 else ""
    content = raw(two(cell("B2", serial, "n", style)), styles=STYLES, properties=properties)
    table = opened(content)
    (row,) = table.rows
    assert row.values[1] == read
    assert type(row.values[1]) is type(read)
    wrong = style == 1 and isinstance(read, int)
    assert [note.flaw for note in table.notes.kept] == [Flaw.NOT_A_DAY] * wrong


def test_shared_strings_rich_and_with_reading_aids() -> None:
    strings = (
        "<si><t>名称</t></si><si><t>数</t></si><si><r><t>富</t></r><r><t>文</t></r></si>"
        "<si><t>王</t><rPh sb='0' eb='1'><t>wang</t></rPh></si>"
    )
    rows = (
        f'<row r="1">{cell("A1", "0", "s")}{cell("B1", "1", "s")}</row>'
        f'<row r="2">{cell("A2", "2", "s")}{cell("B2", "3", "s")}</row>'
    )
    assert list(opened(raw(rows, strings=strings)).rows) == [Row(2, ("富文", "王"))]


def test_a_string_that_is_not_there_is_damage() -> None:
    assert refused(raw(two(cell("B2", "9", "s")), strings="<si><t>x</t></si>")).code is (
        Fault.DAMAGED
    )


def test_prefixed_names_and_no_positions() -> None:
    sheet = (
        '<x:worksheet xmlns:x="urn:x"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>名称</x:t>'
        '</x:is></x:c><x:c t="inlineStr"><x:is><x:t>数</x:t></x:is></x:c></x:row>'
        '<x:row><x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c><x:c><x:v>7</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    assert list(opened(raw(sheet.encode())).rows) == [Row(2, ("甲", 7))]
    utf16 = ('<?xml version="1.0" encoding="UTF-16"?>' + sheet).encode("utf-16")
    assert list(opened(raw(utf16)).rows) == [Row(2, ("甲", 7))]


def test_cells_merged_down_belong_to_each_row() -> None:
    rows = "".join(
        f'<row r="{n}">' + (cell(f"A{n}", "一车间") if n == 2 else f'<c r="A{n}" s="1"/>')
        + cell(f"B{n}", str(n), "n") + "</row>"
        for n in range(2, 6)
    )  # fmt: skip
    behind = '<mergeCells count="1"><mergeCell ref="A2:A4"/><mergeCell ref="C9:D9"/></mergeCells>'
    table = opened(raw(HEAD + rows, behind=behind))
    assert [row.values for row in table.rows] == [
        ("一车间", 2), ("一车间", 3), ("一车间", 4), (None, 5),
    ]  # fmt: skip
    assert table.merged == 1


def test_a_header_of_two_lines_is_named_by_the_lower() -> None:
    rows = (
        f'<row r="1">{cell("A1", "离退休职工走访台账")}</row>'
        f'<row r="2">{cell("A2", "序号")}{cell("B2", "姓名")}{cell("C2", "联系方式")}</row>'
        f'<row r="3"><c r="A3"/><c r="B3"/>{cell("C3", "电话")}{cell("D3", "住址")}</row>'
        f'<row r="4">{cell("A4", "1", "n")}{cell("B4", "甲")}{cell("C4", "1")}'
        f"{cell('D4', 'x')}</row>"
    )
    behind = "".join(f'<mergeCell ref="{ref}"/>' for ref in ("A1:D1", "A2:A3", "B2:B3", "C2:D2"))
    table = opened(raw(rows, behind=f"<mergeCells>{behind}</mergeCells>"))
    assert (table.header, table.header_line) == (("序号", "姓名", "电话", "住址"), 3)
    assert list(table.rows) == [Row(4, (1, "甲", "1", "x"))]


def test_a_million_empty_rows_cost_no_parsing() -> None:
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, 200_000))
    table = opened(raw(two(cell("B2", "1", "n")) + empty))
    assert list(table.rows) == [Row(2, ("甲", 1))]
    assert refused(raw(empty)).code is Fault.NO_ROWS


def test_the_first_visible_sheet_with_rows_is_taken() -> None:
    source = openpyxl.Workbook()
    source.active.title = "空"
    for name, state in (("隐", "hidden"), ("表", "visible")):
        sheet = source.create_sheet(name)
        sheet.sheet_state = state
        sheet.append(["名称", name])
        sheet.append(["甲", "乙"])
    out = io.BytesIO()
    source.save(out)
    table = opened(out.getvalue())
    assert (table.sheets, table.sheet) == (("空", "隐", "表"), "表")
    named = open_table(out, sheet="隐")
    assert named.header == ("名称", "隐")
    with pytest.raises(SheetRefused) as caught:
        open_table(out, sheet="无")
    assert (caught.value.code, caught.value.facts) == (Fault.NO_SUCH_SHEET, {"sheet": "无"})


def test_macros_are_no_matter() -> None:
    content = raw(two(cell("B2", "1", "n")), extra={"xl/vbaProject.bin": b"Auto_Open"})
    assert list(opened(content).rows) == [Row(2, ("甲", 1))]


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (raw(BOMB + b"<worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>"),
         Fault.ENTITIES),
        (raw(HEAD, extra={"xl/styles.xml": BOMB + b"<styleSheet/>"}), Fault.ENTITIES),
        (raw(b'<?xml version="1.0"?>' + b" " * 200_000 + b'<!DOCTYPE x SYSTEM "file:///etc/passwd">'
             b"<x>v></x>"), Fault.ENTITIES),
        (raw(b"<worksheet><sheetData><row><c><v>1</v>"), Fault.DAMAGED),
        (raw(b"<worksheet>" + b"<a>" * 1000 + b"v>"), Fault.DAMAGED),
        (raw(b'<worksheet a="' + b"v>" * (5 << 19) + b'"/>'), Fault.DAMAGED),
        (raw(b"<worksheet>" + b"".join(b"<a%d/>" % n for n in range(9000)) + b"v></worksheet>"),
         Fault.DAMAGED),
        (raw(two(cell("ABCD2", "1", "n"))), Fault.DAMAGED),
        (raw(f'<row r="1048577">{cell("A1", "x")}</row>'), Fault.DAMAGED),
        (book([HEADER, [1, "a", "b"]])[:-30], Fault.DAMAGED),
        (book([HEADER, [1, "a", "b"]])[:500], Fault.DAMAGED),
        (b"PK\x03\x04" + bytes(100), Fault.DAMAGED),
        (archive({"a.txt": b"x"}), Fault.OTHER_FORMAT),
        (archive({"xl/workbook.bin": b"x"}), Fault.OTHER_FORMAT),
        (archive({"mimetype": b"x", "content.xml": b"x"}), Fault.OTHER_FORMAT),
        (archive({"xl/workbook.xml": b"<workbook/>"}), Fault.NO_ROWS),
        (raw(""), Fault.NO_ROWS),
    ],
)  # fmt: skip
def test_bad_workbooks_are_refused(content: bytes, fault: Fault) -> None:
    assert refused(content).code is fault


def test_a_bomb_is_refused_while_it_is_inflated() -> None:
    padding = " " * (40 << 20)
    assert refused(raw(two(cell("B2", "1", "n")) + padding)).code is Fault.BOMB
    assert refused(raw(two(cell("B2", "1", "n"))), max_unpacked=300).code is Fault.BOMB


def test_sizes_declared_in_the_archive_are_not_believed() -> None:
    content = bytearray(raw(two(cell("B2", "1", "n")) + " " * (40 << 20)))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        where = content.index(mark)
        while where >= 0:
            content[where + at : where + at + 4] = (1000).to_bytes(4, "little")
            where = content.find(mark, where + 4)
    assert refused(bytes(content)).code in (Fault.BOMB, Fault.DAMAGED)


def test_a_workbook_with_a_password_is_refused() -> None:
    from lianxin.engines.uploads.tests.made import ole

    assert refused(ole("EncryptedPackage", "EncryptionInfo")).code is Fault.LOCKED
    with zipfile.ZipFile(io.BytesIO(book([HEADER]))) as source:
        assert source.testzip() is None
    content = bytearray(book([HEADER, [1, "a", "b"]]))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(content)).code is Fault.LOCKED


def test_limits_are_kept_and_named() -> None:
    rows = [HEADER, *[[n, "a", "b"] for n in range(20)]]
    error = refused(book(rows), max_rows=10)
    assert (error.code, error.facts) == (Fault.TOO_MANY_ROWS, {"line": 12, "limit": 10})
    wide = raw(two(cell("CZ2", "1", "n")))
    error = refused(wide, max_columns=100)
    assert error.code is Fault.TOO_MANY_COLUMNS
    assert error.facts == {"line": 2, "column": 104, "limit": 100}
    assert refused(book(rows), max_size=1000).code is Fault.TOO_BIG
    assert refused(book(rows), max_shared=50).code is Fault.TOO_MUCH_TEXT
    styled = raw(two(cell("B2", "1", "n") + '<c r="XFD2" s="1"/>'))
    assert list(opened(styled).rows) == [Row(2, ("甲", 1))]


def test_limits_have_defaults_that_hold_a_large_plant() -> None:
    assert Limits().max_rows >= 100_000


WHOLE = raw(two(cell("B2", "0", "s")), strings="<si><t>甲</t></si>", styles=STYLES)


@given(
    part=st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml",
                          "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels", ""]),
    at=st.floats(0, 1), with_=st.binary(max_size=6), gone=st.integers(0, 6),
)  # fmt: skip
def test_any_damage_is_a_table_or_refused(part: str, at: float, with_: bytes, gone: int) -> None:
    def hurt(content: bytes) -> bytes:
        where = int(at * len(content))
        return content[:where] + with_ + content[where + gone :]

    with zipfile.ZipFile(io.BytesIO(WHOLE)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    if part:
        parts[part] = hurt(parts[part])
    content = archive(parts) if part else hurt(WHOLE)
    try:
        list(opened(content).rows)
    except SheetRefused:
        return
