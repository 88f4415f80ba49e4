"""Why a command cannot be done, in words."""

from __future__ import annotations

from typing import Final

from lianxin.engines.sheets import Fault, SheetRefused


class CommandRefused(Exception):
    """The sentence says what is wrong and what to do; nothing has been written."""


_SENTENCES: Final = {
    Fault.EMPTY: "文件是空的。",
    Fault.NO_ROWS: "表格里没有内容。",
    Fault.TOO_BIG: "文件过大，请拆成几份。",
    Fault.TOO_MANY_ROWS: "超过 {limit} 行，请拆成几份。",
    Fault.TOO_MANY_COLUMNS: "第 {line} 行超过 {limit} 列，请删去多余的列。",
    Fault.TOO_MUCH_TEXT: "文字过多，请拆成几份。",
    Fault.BOMB: "文件展开后过大，没有读取；请拆成几份。",
    Fault.ENTITIES: "文件里有不该有的内容，没有读取；请用表格软件打开后另存。",
    Fault.LOCKED: "文件设有密码，请先取消密码。",
    Fault.DAMAGED: "文件已损坏，请用表格软件打开后另存为 xlsx。",
    Fault.UNCLOSED_QUOTE: "第 {line} 行起有一个引号没有配对，请改正。",
    Fault.ROW_TOO_LONG: "第 {line} 行过长，请检查。",
    Fault.HTML: "这其实是网页，不是表格；请用表格软件打开后另存为 xlsx。",
    Fault.OTHER_FORMAT: "这是 {found} 文件，请另存为 xlsx 或 csv。",
    Fault.NOT_A_TABLE: "看不出这是表格，请另存为 xlsx 或 csv。",
    Fault.NO_SUCH_SHEET: "找不到工作表“{sheet}”。",
}


def of_sheet(name: str, error: SheetRefused) -> CommandRefused:
    return CommandRefused(f"{name}：{_SENTENCES[error.code].format(**error.facts)}")
