"""The command line: ``lianxin text <verb> <in> <out>``.

Exit codes: 0 done; 1 not done, and a sentence says why; 2 the command was not understood.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final, NoReturn

from .job import Job, Verb
from .refusals import CommandRefused

DONE, REFUSED, NOT_UNDERSTOOD = 0, 1, 2
VERBS: Final = {
    "mask": ("plain_verbs", "遮盖姓名、电话、证件号、银行卡号、车牌、门牌等"),
    "classify": ("classes", "给每一行建议分类，可以从已有分类的行学习"),
    "near": ("groups", "找出相同或几乎相同的留言，标上组号"),
    "hot": ("groups", "合成热点问题，给出热点问题表和热点问题留言明细表"),
    "reply": ("answers", "看答复回应了没有、说没说谁在什么时候办"),
    "keywords": ("plain_verbs", "列出关键词，可以按某一列分组比较"),
    "terms": ("plain_verbs", "给每一行切出词"),
}
_EXAMPLES: Final = """例子：
  lianxin text mask 留言.xlsx 遮盖后.xlsx
  lianxin text classify 留言.xlsx 分类.xlsx --labels 一级标签 --words
  lianxin text hot 留言.xlsx 热点.xlsx --top 5
  lianxin text mask 表.csv 结果.csv --column 内容=事情经过
各列按常见的列名辨认；认不出时用 --column 写明。原来的文件不会改动。"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        sys.stderr.write(f"命令没有看懂（{message}）。用 --help 看写法。\n")
        sys.exit(NOT_UNDERSTOOD)

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "用法：", 1)

    def format_help(self) -> str:
        told = super().format_help().replace("usage:", "用法：", 1)
        told = told.replace("positional arguments:", "要写的：")
        return told.replace("options:", "可以加的：")


def main(arguments: Sequence[str], *, today: dt.date, tree: Path) -> int:
    """Do what ARGUMENTS ask; gives the exit code. Raises SystemExit for --help and nonsense."""
    given = _parser().parse_args(list(arguments))
    job = Job(
        source=Path(given.source),
        target=Path(given.target),
        columns=tuple(given.column),
        sheet=given.sheet,
        replace=given.force,
        today=today,
        tree=tree,
        top=given.top,
        labels=given.labels,
        own_tree=given.tree,
        evidence=given.words,
        everything=given.all,
        by=given.by,
    )
    try:
        sys.stdout.write(_done(given.verb, job) + "\n")
    except CommandRefused as refused:
        sys.stderr.write(f"{refused}\n")
        return REFUSED
    except KeyboardInterrupt:
        sys.stderr.write("已中止，没有写出文件。\n")
        return REFUSED
    return DONE


def _done(verb: str, job: Job) -> str:
    if job.source.exists() and job.target.exists() and job.source.samefile(job.target):
        raise CommandRefused("输出文件不能就是原来的文件，请换一个名字。")
    module = import_module(f".{VERBS[verb][0]}", __package__)
    deed: Verb = getattr(module, verb)
    return f"{deed(job)}已写入“{job.target}”。"


def _parser() -> _Parser:
    parser = _Parser(
        prog="lianxin text",
        description="在任何表格上使用文字引擎，不需要网络和数据库。",
        epilog="\n".join(f"  {verb:10}{told}" for verb, (_, told) in VERBS.items())
        + f"\n\n{_EXAMPLES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    add = parser.add_argument
    add("verb", choices=list(VERBS), metavar="做什么", help="见下面的清单")
    add("source", metavar="原表", help=".xlsx、.xls 或 .csv")
    add("target", metavar="结果", help=".xlsx 或 .csv")
    add("-h", "--help", action="help", help="显示这些说明")
    add("--column", action="append", default=[], metavar="项=列名", help="哪一列是什么，可以写几次")
    add("--sheet", metavar="工作表", help="工作表的名字；不写就用第一张有内容的")
    add("--force", action="store_true", help="结果文件已经存在时覆盖")
    add("--top", type=_count, default=10, metavar="几个", help="hot、keywords：列出几个（10）")
    add("--labels", default="", metavar="列名", help="classify：已有分类的列，从中学习")
    add("--tree", default="", metavar="分类表", help="classify：自己的分类表；不写就用自带的")
    add("--words", action="store_true", help="classify：写出依据的词，会慢一些")
    add("--all", action="store_true", help="mask：所有的列都遮盖")
    add("--by", default="", metavar="列名", help="keywords：按这一列分组比较")
    return parser


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:6]) <= 1_000):
        raise argparse.ArgumentTypeError("请写 1 到 1000 之间的数")
    return int(text)
