"""Workbooks and text tables made for the tests; the bad ones by hand."""

import io
import random
import zipfile
from collections.abc import Iterable, Sequence

import xlsxwriter

from lianxin.engines.sheets import Limits, Table, open_table

_BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    "<workbookPr{properties}/><sheets>{sheets}</sheets></workbook>"
)
_LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "{links}</Relationships>"
)


def opened(content: bytes, known: Iterable[str] = (), **limits: int) -> Table:
    return open_table(io.BytesIO(content), known=tuple(known), limits=Limits(**limits))


def book(rows: Sequence[Sequence[object]], **options: object) -> bytes:
    """A workbook as a program writes it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **options}) as target:
        sheet = target.add_worksheet("表1")
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, row)
    return out.getvalue()


def raw(
    data: str | bytes,
    *,
    strings: str = "",
    styles: str = "",
    properties: str = "",
    behind: str = "",
    extra: dict[str, bytes] | None = None,
) -> bytes:
    """A workbook of one sheet with exactly this sheetData."""
    sheet = data if isinstance(data, bytes) else (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{data}</sheetData>{behind}</worksheet>"
    ).encode()  # fmt: skip
    parts = {
        "xl/workbook.xml": _BOOK.format(
            properties=properties, sheets='<sheet name="表1" sheetId="1" r:id="rId1"/>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": _LINKS.format(
            links='<Relationship Id="rId1" Target="worksheets/sheet1.xml"/>'
            '<Relationship Id="rId2" Target="/xl/sharedStrings.xml"/>'
            '<Relationship Id="rId3" Target="styles.xml"/>'
        ).encode(),
        "xl/worksheets/sheet1.xml": sheet,
        **({"xl/sharedStrings.xml": f"<sst>{strings}</sst>".encode()} if strings else {}),
        **({"xl/styles.xml": f"<styleSheet>{styles}</styleSheet>".encode()} if styles else {}),
        **(extra or {}),
    }
    return archive(parts)


def archive(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


def cell(ref: str, value: str, kind: str = "inlineStr", style: int = 0) -> str:
    inside = f"<is><t>{value}</t></is>" if kind == "inlineStr" else f"<v>{value}</v>"
    return f'<c r="{ref}" t="{kind}" s="{style}">{inside}</c>'


HEAD = f'<row r="1">{cell("A1", "名称")}{cell("B1", "数")}</row>'


def two(value: str) -> str:
    """A header and one row whose second cell is this."""
    return f'{HEAD}<row r="2">{cell("A2", "甲")}{value}</row>'


_CHARACTERS = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工"


def bodies(count: int, length: int = 400) -> Iterable[list[object]]:
    """Rows like those of a year of messages: every text another one, the same each time."""
    some = random.Random(7)
    texts = ["".join(some.choices(_CHARACTERS, k=length - 6)) for _ in range(997)]
    for number in range(count):
        text = f"{number:06}{texts[number % 997]}"
        yield [number, f"U{number:06}", text[:20], f"2020/1/5 10:{number % 60:02}", text, 0, 5]
