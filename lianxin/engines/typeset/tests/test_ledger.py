import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from lianxin.engines.typeset.cells import (
    CUT_MARK,
    HIGHEST_ROW,
    clean,
    display_width,
    fit,
    row_height,
    sheet_name,
)
from lianxin.engines.typeset.ledger import Column, Definitions, Kind, Ledger, write

COLUMNS = (
    Column("编号", 8),
    Column("内容", 30, definition="来信人所述，已脱敏"),
    Column("人数", 8, Kind.NUMBER, "同一事项的不同来信人数"),
    Column("受理日期", 12, Kind.DATE),
    Column("办结期限", 18, Kind.DATETIME),
)
LEDGER = Ledger("职工诉求台账", COLUMNS, "2026年第一季度", ("注：不含转出事项。",), "台账")
ROW = ("0001", "食堂太咸", 3, date(2026, 3, 2), datetime(2026, 3, 5, 10, 0, tzinfo=UTC))

NASTY = [
    "=1+1",
    '=HYPERLINK("http://example.org","点我")',
    "{=1+1}",
    "+86 13800000000",
    "-1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "http://example.org/",
    "internal:Sheet1!A1",
    "00123",
    "110105194912310021",
    "1e5",
    "＝1+1",
    "_x0041_",
    "<f>1</f>",
    "a & b",
    " 前后有空格 ",
    "第一行\n第二行",
]


def written(rows, ledger=LEDGER):
    target = BytesIO()
    report = write(ledger, rows, target)
    return report, target


def read(target, sheet=0):
    return load_workbook(target).worksheets[sheet]


def parts(target):
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def one_text_column(texts):
    report, target = written([(text,) for text in texts], Ledger("t", (Column("c", 20),)))
    return report, target, [row[0] for row in read(target).iter_rows(min_row=3)]


def test_what_is_written_is_read_back():
    report, target = written([ROW, ("0002", None, None, None, None)])
    page = read(target)
    rows = list(page.iter_rows(values_only=True))
    assert report.rows == 2
    assert page.title == "台账"
    assert rows[0][0] == "职工诉求台账"
    assert rows[1][0] == "2026年第一季度"
    assert rows[2] == ("编号", "内容", "人数", "受理日期", "办结期限")
    assert rows[3] == (
        "0001",
        "食堂太咸",
        3,
        datetime(2026, 3, 2),  # noqa: DTZ001
        datetime(2026, 3, 5, 18, 0),  # noqa: DTZ001 - in the zone of the ledger
    )
    assert rows[4] == ("0002", None, None, None, None)
    assert rows[5][0] == "注：不含转出事项。"


def test_it_is_set_up_for_printing():
    _, target = written([ROW])
    page = read(target)
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.paperSize == 9
    assert page.page_setup.fitToWidth in {None, 1}  # 1 is what the format takes for granted
    assert page.page_setup.fitToHeight == 0
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows == "$1:$3"
    assert page.freeze_panes == "A4"
    assert page.oddFooter.center.text == "— &P / &N —"
    assert page.auto_filter.ref == "A3:E4"
    assert page["B4"].alignment.wrap_text
    assert page["D4"].number_format == "yyyy-mm-dd"
    assert {str(merged) for merged in page.merged_cells.ranges} == {"A1:E1", "A2:E2", "A5:E5"}


def test_definitions_get_a_sheet_of_their_own():
    ledger = Ledger("台账", COLUMNS, sheet="甲", definitions=Definitions("口径", ("栏目", "口径")))
    _, target = written([ROW], ledger)
    page = read(target, 1)
    assert page.title == "口径"
    assert list(page.iter_rows(min_row=2, values_only=True)) == [
        ("栏目", "口径"),
        ("内容", "来信人所述，已脱敏"),
        ("人数", "同一事项的不同来信人数"),
    ]


def test_a_ledger_without_rows_is_still_a_ledger():
    report, target = written([])
    assert report.rows == 0
    assert read(target).auto_filter.ref == "A3:E3"


def test_one_column_is_enough():
    _, target = written([("甲",)], Ledger("标题", (Column("栏", 10),)))
    assert read(target)["A3"].value == "甲"


def test_nothing_becomes_a_formula_a_link_or_a_number():
    _, target, cells = one_text_column(NASTY)
    # Programs read _x0041_ as A, so the writer marks it; the reader of this test does not unmark.
    values = [str(cell.value).replace("_x005F_", "_") for cell in cells]
    assert values == [clean(text) for text in NASTY]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert all(cell.hyperlink is None for cell in cells)
    for name, content in parts(target).items():
        if name.endswith(".xml"):
            tags = {
                element.tag.split("}")[-1] for element in ElementTree.fromstring(content).iter()
            }
            assert "f" not in tags
            assert "hyperlink" not in tags


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t1", "\r1", "\x00=1", "＝1"])
def test_what_looks_like_a_formula_is_quoted(text):
    _, _, (cell,) = one_text_column([text])
    assert cell.quotePrefix
    assert cell.alignment.wrap_text
    assert not one_text_column(["平常"])[2][0].quotePrefix


def test_title_and_notes_cannot_be_formulas_either():
    _, target = written([ROW], Ledger("=1+1", COLUMNS, "@x", ("-2+3",)))
    page = read(target)
    assert (page["A1"].value, page["A2"].value, page["A5"].value) == ("=1+1", "@x", "-2+3")
    assert page["A1"].quotePrefix
    assert b"<f>" not in b"".join(parts(target).values())


def test_any_script_survives():
    texts = ["𠮷野家𬭊", "🙂👨‍👩‍👧", "ياخشىمۇسىز", "ئۇيغۇرچە 2026", "é\u0301", "长" * 10_000]
    _, _, cells = one_text_column(texts)
    assert [cell.value for cell in cells] == texts


def test_what_xml_cannot_hold_is_left_out_and_counted():
    report, _, cells = one_text_column(["a\x00b\x0bc\ufffed", "一\ud800二", "x\r\ny\rz", "好"])
    assert [cell.value for cell in cells] == ["abcd", "一二", "x\ny\nz", "好"]
    assert report.cleaned == 2


def test_long_texts_are_cut_visibly():
    report, _, cells = one_text_column(["长" * 40_000, "🙂" * 20_000, "短" * 32_767])
    values = [cell.value for cell in cells]
    assert report.cut == 2
    assert all(len(value.encode("utf-16-le")) // 2 <= 32_767 for value in values)
    assert values[0].endswith("长" + CUT_MARK)
    assert values[1].endswith("🙂" + CUT_MARK)
    assert len(values[2]) == 32_767


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Kind.NUMBER, Decimal("12.50"), 12.5),
        (Kind.NUMBER, 0, 0),
        (Kind.NUMBER, "不详", "不详"),
        (Kind.NUMBER, "=1", "=1"),
        (Kind.NUMBER, float("nan"), "nan"),
        (Kind.NUMBER, 6222021234567890123, "6222021234567890123"),
        (Kind.NUMBER, Decimal("1234567890.123456789"), "1234567890.123456789"),
        (Kind.TEXT, 5, "5"),
        (Kind.DATE, "不详", "不详"),
        (Kind.DATE, date(1893, 12, 26), "1893-12-26"),
        (Kind.TEXT, date(2026, 3, 2), "2026-03-02"),
        (Kind.TEXT, datetime(2026, 3, 1, 17, 0, tzinfo=UTC), "2026-03-02 01:00"),
        (Kind.DATE, datetime(2026, 3, 1, 17, 0, tzinfo=UTC), datetime(2026, 3, 2)),  # noqa: DTZ001
    ],
)
def test_values_and_kinds(kind, value, expected):
    _, target = written([(value,)], Ledger("t", (Column("c", 20, kind),)))
    assert read(target)["A3"].value == expected


def test_rows_are_high_enough():
    _, target = written([("1", "长" * 100, 1, None, None), ("2", "短", 1, None, None)])
    heights = read(target).row_dimensions
    assert heights[4].height > 5 * heights[5].height
    assert heights[5].height >= 15


def test_rows_are_streamed():
    taken = []

    def rows():
        for number in range(1000):
            taken.append(number)
            yield (str(number), "甲", number, None, None)

    report, target = written(rows())
    assert report.rows == len(taken) == 1000
    assert read(target).max_row == 1000 + 4


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="5 values expected, 2 given"):
        written([("1", "2")])
    with pytest.raises(ValueError, match="column"):
        Ledger("t", ())


def test_the_sheet_can_be_full(monkeypatch):
    monkeypatch.setattr("lianxin.engines.typeset.ledger.LAST_ROW", 5)
    assert written([ROW])[0].rows == 1
    with pytest.raises(ValueError, match="full"):
        written([ROW, ROW])


def test_the_same_ledger_gives_the_same_bytes():
    assert parts(written([ROW])[1]) == parts(written([ROW])[1])
    core = parts(written([ROW])[1])["docProps/core.xml"].decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT", core)) <= {"2000-01-01T", "1999-12-31T"}


def test_it_can_be_written_to_a_path(tmp_path):
    path = tmp_path / "台账.xlsx"
    write(LEDGER, [ROW], path)
    assert load_workbook(path).worksheets[0]["A1"].value == "职工诉求台账"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("2026/03: 台账*?", "2026 03  台账"),
        ("'台账'", "台账"),
        ("", "Sheet1"),
        ("长" * 40, "长" * 31),
        ("[]", "Sheet1"),
    ],
)
def test_sheet_names(wanted, expected):
    assert sheet_name(wanted) == expected


def test_heights_and_widths():
    assert display_width("ab甲Ａ") == 6
    assert row_height([("", 10)], 11) == row_height([("短", 10)], 11)
    assert row_height([("一\n二\n三", 10)], 11) > 2 * row_height([("一", 10)], 11)
    assert row_height([("长" * 30_000, 10)], 11) == HIGHEST_ROW
    assert row_height([], 11) > 0


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(codec=None), max_size=40), min_size=1, max_size=8))
def test_any_text_is_read_back_as_cleaned(texts):
    _, target, cells = one_text_column(texts)
    assert [cell.value or "" for cell in cells] == [fit(clean(text)) for text in texts]
    assert b"<f>" not in b"".join(parts(target).values())
