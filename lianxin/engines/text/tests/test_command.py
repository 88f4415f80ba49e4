import csv
import datetime as dt
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from lianxin.engines.text.command.main import main

PROJECT = Path(__file__).parents[4]
TREE = PROJECT / "lianxin" / "matters" / "categories.toml"
HEADER = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "反对数", "点赞数"]
ROWS = [
    [1, "U1", "三连停水", "2026-03-01", "三连家属区停水三天，请联系王师傅13812345678", 0, 5],
    [2, "U2", "三连没水", "2026-03-02", "三连家属区已经停水三天了，老人没法做饭", 0, 2],
    [3, "U3", "三连又停水", "2026-03-03", "三连家属区停水没有人管，什么时候来水", 0, 1],
    [4, "U4", "食堂", "2026-03-04", "=1+1 食堂晚上没有热饭", 0, 0],
]


def run(*arguments):
    return main([str(a) for a in arguments], today=dt.date(2026, 3, 10), tree=TREE)


def sheet(path, header=HEADER, rows=ROWS):
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        page = book.add_worksheet()
        for line, row in enumerate([header, *rows]):
            page.write_row(line, 0, row)
    return path


@pytest.fixture
def source(tmp_path):
    return sheet(tmp_path / "留言.xlsx")


def read(path, name=None):
    book = openpyxl.load_workbook(path)
    page = book[name] if name else book.active
    return [list(row) for row in page.iter_rows(values_only=True)]


def test_mask_hides_in_every_text_and_says_what(source, tmp_path, capsys):
    assert run("mask", source, tmp_path / "out.xlsx") == 0
    rows = read(tmp_path / "out.xlsx")
    assert rows[0] == [*HEADER, "遮盖了什么"]
    assert rows[1][4] == "三连家属区停水三天，请联系***师傅***"
    assert rows[1][-1] == "姓名 1、手机号 1"
    assert rows[1][0] == "1"
    assert "共 4 行，遮盖 2 处" in capsys.readouterr().out


def test_columns_of_names_and_telephones_go_altogether(tmp_path):
    given = sheet(tmp_path / "a.xlsx", ["姓名", "电话", "内容"], [["李某", "123", "停水"]])
    assert run("mask", given, tmp_path / "out.csv") == 0
    with (tmp_path / "out.csv").open(encoding="utf-8-sig") as file:
        assert list(csv.reader(file))[1] == ["***", "***", "停水", "整格 2"]


def test_nothing_typed_becomes_a_formula(source, tmp_path):
    run("terms", source, tmp_path / "out.xlsx")
    run("terms", source, tmp_path / "out.csv")
    cell = openpyxl.load_workbook(tmp_path / "out.xlsx").active["E5"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    with (tmp_path / "out.csv").open(encoding="utf-8-sig") as file:
        assert list(csv.reader(file))[4][4].startswith("'=1+1")


def test_hot_gives_the_two_tables_with_their_columns(source, tmp_path):
    assert run("hot", source, tmp_path / "out.xlsx") == 0
    issues = read(tmp_path / "out.xlsx", "热点问题表")
    assert issues[0] == ["热度排名", "问题ID", "热度指数", "时间范围", "地点/人群", "问题描述"]
    assert issues[1][0] == 1
    assert issues[1][3] == "2026/03/01 至 2026/03/03"
    details = read(tmp_path / "out.xlsx", "热点问题留言明细表")
    assert details[0] == ["问题ID", *HEADER]
    assert [row[1] for row in details[1:4]] == ["1", "2", "3"]
    assert run("hot", source, tmp_path / "out.csv") == 0
    assert (tmp_path / "out-热点问题留言明细表.csv").exists()


def test_near_marks_copies(tmp_path):
    text = "三连家属区停水三天没有人来修，老人没法做饭"
    rows = [[text], ["食堂晚上没有热饭，职工吃不上"], [text + "。"]]
    assert run("near", sheet(tmp_path / "a.xlsx", ["内容"], rows), tmp_path / "o.xlsx") == 0
    assert [row[1:] for row in read(tmp_path / "o.xlsx")[1:]] == [
        [1, 2, 2],
        [None, None, None],
        [1, 2, 2],
    ]


def test_classify_by_the_default_tree_by_labels_and_by_ones_own(source, tmp_path):
    assert run("classify", source, tmp_path / "a.xlsx", "--words") == 0
    assert read(tmp_path / "a.xlsx")[0][-4:] == ["建议分类", "把握", "说明", "依据的词"]
    tree = sheet(
        tmp_path / "tree.xlsx", ["一级分类", "二级分类", "词"], [["生活", "供水", "停水、没水"]]
    )
    assert run("classify", source, tmp_path / "b.xlsx", "--tree", tree) == 0
    rows = [[f"停水第{n}天", "水"] for n in range(8)] + [[f"食堂没饭{n}", "饭"] for n in range(8)]
    labelled = sheet(tmp_path / "l.xlsx", ["内容", "类"], [*rows, ["又停水了", ""]])
    assert run("classify", labelled, tmp_path / "c.xlsx", "--labels", "类") == 0
    assert read(tmp_path / "c.xlsx")[-1][2] in {"水", None}


def test_reply_says_what_may_be_looked_at(tmp_path):
    given = sheet(
        tmp_path / "a.xlsx",
        ["留言详情", "答复意见"],
        [["三连停水三天，什么时候来水？", "您好，已转相关单位。"], ["停水", ""]],
    )
    assert run("reply", given, tmp_path / "o.xlsx") == 0
    rows = read(tmp_path / "o.xlsx")
    assert rows[1][2] == "只是转办"
    assert "没有说结果" in rows[1][3]
    assert rows[2][2] == "没有答复"


def test_keywords_of_groups_against_each_other(tmp_path):
    rows = [["滴灌带漏水", "三连"]] * 3 + [["食堂没有饭", "四连"]] * 3
    given = sheet(tmp_path / "a.xlsx", ["内容", "连"], rows)
    assert run("keywords", given, tmp_path / "o.xlsx", "--by", "连", "--top", 1) == 0
    assert {row[0] for row in read(tmp_path / "o.xlsx")[1:]} == {"三连", "四连"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["mask", "no.xlsx", "o.xlsx"], "找不到文件"),
        (["mask", "damaged.xlsx", "o.xlsx"], "已损坏"),
        (["mask", "empty.csv", "o.xlsx"], "文件是空的"),
        (["mask", "page.xls", "o.xlsx"], "网页"),
        (["mask", "good.xlsx", "o.docx"], "请以 .xlsx 或 .csv 结尾"),
        (["mask", "good.xlsx", "taken.xlsx"], "已经存在"),
        (["mask", "good.xlsx", "good.xlsx", "--force"], "不能就是原来的文件"),
        (["mask", "good.xlsx", "none/o.xlsx"], "没有文件夹"),
        (["mask", "good.xlsx", "o.xlsx", "--column", "内容=没有"], "没有名为“没有”的列"),
        (["mask", "good.xlsx", "o.xlsx", "--column", "颜色=主题"], "不认识“颜色”"),
        (["mask", "good.xlsx", "o.xlsx", "--sheet", "二月"], "找不到工作表“二月”"),
        (["terms", "odd.xlsx", "o.xlsx"], "认不出哪一列是“内容”"),
        (["reply", "good.xlsx", "o.xlsx"], "认不出哪一列是“答复”"),
        (["hot", "days.xlsx", "o.xlsx"], "没有一行的时间能读懂"),
        (["classify", "good.xlsx", "o.xlsx", "--labels", "反对数"], "至少要有两种分类"),
        (["classify", "good.xlsx", "o.xlsx", "--tree", "odd.xlsx"], "分类表里要有"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    tmp_path, monkeypatch, capsys, arguments, sentence
):
    monkeypatch.chdir(tmp_path)
    sheet(tmp_path / "good.xlsx")
    sheet(tmp_path / "taken.xlsx")
    sheet(tmp_path / "odd.xlsx", ["甲", "乙"], [["一", "二"]])
    sheet(tmp_path / "days.xlsx", ["内容", "时间"], [["停水", "不详"]])
    (tmp_path / "damaged.xlsx").write_bytes((tmp_path / "good.xlsx").read_bytes()[:-300])
    (tmp_path / "empty.csv").touch()
    (tmp_path / "page.xls").write_text("<html><table></table></html>")
    before = sorted(tmp_path.iterdir())
    assert run(*arguments) == 1
    assert sentence in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "arguments", [[], ["fly", "a", "b"], ["mask"], ["hot", "a", "b", "--top", "0"]]
)
def test_a_command_not_understood_ends_with_two(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        run(*arguments)
    assert ended.value.code == 2
    assert "命令没有看懂" in capsys.readouterr().err


def test_odd_cells_are_placed(tmp_path):
    texts = ["", "水", "😀" * 50, "ياخشىمۇسىز", "\x00坏", "<b>停水</b>", "电" * 30_000, "@SUM(A1)"]
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["内容", "时间"], *([text, "2026-03-01"] for text in texts)])
    for verb in ("mask", "terms", "near", "keywords", "classify", "hot"):
        assert run(verb, tmp_path / "a.csv", tmp_path / f"{verb}.xlsx") == 0, verb


def test_it_needs_no_site_and_no_settings(source, tmp_path):
    code = (
        "import sys; sys.argv[1:] = ['text', 'mask', *sys.argv[1:]]\n"
        "from lianxin.__main__ import main\n"
        "try: main()\n"
        "finally: assert 'django' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(source), str(tmp_path / "o.csv")],
        cwd=PROJECT,
        env={"PATH": "/usr/bin", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "遮盖 2 处" in done.stdout
