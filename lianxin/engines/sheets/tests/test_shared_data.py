"""The tables as published, read whole. They are not ours and never in the repository.

LIANXIN_SHARED_DATA names the folder they lie in.
"""

import datetime as dt
import os
from pathlib import Path

import pytest

from lianxin.engines.sheets import Format, Row, Table, open_table
from lianxin.engines.text.dates import read_date

FOLDER = Path(os.environ.get("LIANXIN_SHARED_DATA", "."))
MESSAGES = ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "反对数", "点赞数")
REPLIES = (*MESSAGES[:5], "答复意见", "答复时间")

pytestmark = pytest.mark.shared_data


def table(name: str) -> Table:
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"{name} is not here: set LIANXIN_SHARED_DATA to the folder it lies in")
    return open_table(path)


@pytest.mark.parametrize(
    ("name", "header", "count"),
    [("messages.xlsx", MESSAGES, 4326), ("replies.xlsx", REPLIES, 2816)],
)
def test_every_row_with_its_line_and_its_day(
    name: str, header: tuple[str, ...], count: int
) -> None:
    with table(name) as found:
        assert (found.format, found.header, found.header_line) == (Format.XLSX, header, 1)
        rows = list(found.rows)
        assert found.notes.total == 0
    assert [row.line for row in rows] == list(range(2, count + 2))
    assert all(isinstance(row.values[0], int) for row in rows)
    assert all(len(row.values) == 7 for row in rows)
    times = [header.index(name) for name in header if "时间" in name]
    for row in rows:
        for column in times:
            assert read_date(row.values[column], today=dt.date(2020, 6, 1)).sure


def test_a_text_table() -> None:
    with table("taxonomy.csv") as found:
        assert (found.format, found.encoding) == (Format.CSV, "utf-8")
        rows = list(found.rows)
    assert rows[0] == Row(2, ("城乡建设", "安全生产", "事故处理"))
    assert [row.line for row in rows] == list(range(2, 519))
