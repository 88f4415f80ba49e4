"""Many rows fit in little memory, and cost in proportion.

LIANXIN_ROWS=100000 is the size that was promised; fewer keep the tests quick.
"""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter

from lianxin.engines.sheets.tests.made import bodies

COUNT = int(os.environ.get("LIANXIN_ROWS", "20000"))
HEAD = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "反对数", "点赞数"]
# The highest resident size of the process itself: rusage would count its parent's as well.
READ = """
import sys
from lianxin.engines.sheets import open_table
with open_table(sys.argv[1]) as table:
    assert len(table.header) == 7
    count = sum(1 for _ in table.rows)
with open("/proc/self/status") as status:
    peak = next(line.split()[1] for line in status if line.startswith("VmHWM"))
print(count, peak)
"""


def written(path: Path, kind: str, count: int) -> None:
    if kind.startswith("csv"):
        codec = "utf-8" if kind == "csv" else "gb18030"
        with path.open("w", encoding=codec, newline="") as out:
            csv.writer(out).writerows([HEAD, *bodies(count)])
        return
    with xlsxwriter.Workbook(path, {"constant_memory": kind == "inline"}) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate([HEAD, *bodies(count)]):
            sheet.write_row(line, 0, row)


def measured(path: Path) -> tuple[int, float]:
    """Rows, and peak memory of a whole process in MB."""
    if not Path("/proc/self/status").exists():
        pytest.skip("memory is measured on Linux")
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)], check=True, capture_output=True, text=True
    )
    count, kilobytes = done.stdout.split()
    return int(count), int(kilobytes) / 1024


@pytest.mark.parametrize("kind", ["shared", "inline", "csv", "csv-gb"])
def test_memory_is_bounded(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "messages"
    written(path, kind, COUNT)
    count, memory = measured(path)
    assert count == COUNT
    assert memory < 50 + COUNT / 1000 * 1.5  # MB; at 100,000 rows the promise is 300
