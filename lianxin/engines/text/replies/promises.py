"""What a reply promises, and by when: so that it can become a promise with a day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .clauses import Clause, Role

# 将 also marks an object (将道路纳入计划), so that only what follows it as a deed to come counts.
_WILL: Final = (
    r"(?<![现已可并需须为])将(?:会|于|在|继续|进一步|尽快|尽早|对|按|根据|组织|安排|协调|加大|加强|加快|加密|开展|进行|派|督促|责令"
    r"|要求|启动|完成|采取|持续|立即|依法|严格|积极|认真|及时|陆续|逐步|联合|予以|坚决|通过|由|向|争取|抓紧|全力|适时|择"
    r"|研究|落实|建设|修复|更换|安装|清理|整治|跟踪|配合|召开|着手|适当|统一|优先|同步|第一时间|全面|重新|新增|增加)"
)
_PROMISE: Final = re.compile(
    _WILL + r"|(?<!不)会(?:继续|尽快|及时|进一步|加强|加大|加快|安排|持续|抓紧|按时)"
    r"|拟(?:于|在|对|将)|^(?:我[^,]{0,6})?计划(?:于|在)|预计|力争|(?<!积极)(?<!没有)争取(?:在|于|早日|尽快|尽早|年|月|\d|今|明|本)"
    r"|承诺|保证(?:在|于|按)|确保[^,。]{0,14}(?:完成|到位|竣工|开工|按时|通车|恢复)"
    r"|(?:尽快|尽早|抓紧|早日)[^,。]{0,12}(?:完成|解决|处理|落实|修|启动|开工|办理|安排|整改|实施|推进|恢复|答复|回复|发放|协调)"
    r"|近期(?:内)?(?:将|会|可|完成|启动|组织|安排|实施)|届时[^,。]{0,6}(?:将|会)"
)
_DONE_BY: Final = re.compile(
    r"完成|到位|开工|动工|竣工|修|建成|启动|发放|解决|落实|投入|交付|办结|通车|运营|整改|恢复|实施|答复|回复|退"
)
_PAST: Final = re.compile(
    r"^(?:此前|之前|曾|原)|已(?:经)?(?:于|在)?[^,。]{0,20}完成|^(?:为|为了|在)[^,。]{0,12}(?:确保|保证)|的(?:同时|情况下)$"
)
_NUMBER: Final = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
_N: Final = r"(\d{1,3}|[一二两三四五六七八九十]{1,3})"
_YEAR: Final = r"(?:(\d{4})年|(今年|明年|后年|本年))?\s?"
_DAY: Final = re.compile(rf"{_YEAR}{_N}月\s?{_N}[日号]")
_MONTH: Final = re.compile(rf"{_YEAR}{_N}月(?:份)?(初|上旬|中旬|下旬|底|末)?(前|之前|以前)?")
_YEAR_END: Final = re.compile(
    r"(?:(\d{4})年|(今年|明年|后年|本年|年))(底|末|内|上半年|下半年|年底|年末|年内)"
)
_WITHIN: Final = re.compile(rf"(?<![近前\d]){_N}个?(工作日|天|日|周|星期|月)(?:之?内|以内)")
_THIS: Final = re.compile(r"(本|这|下)个?(周|月|季度)|月(?:底|末)|明天|明日|今天|今日")
MOST_PROMISES: Final = 40


@dataclass(frozen=True, slots=True)
class Promised:
    """``text`` is ``reply[start:end]``; ``due`` the last day it names, if it names one."""

    start: int
    end: int
    text: str
    due: dt.date | None


def promises(text: str, found: Sequence[Clause], today: dt.date | None) -> tuple[Promised, ...]:
    """The clauses of the reply TEXT that promise something, with the day they name."""
    made: list[Promised] = []
    for clause in found:
        if clause.role not in (Role.TOLD, Role.LATER) or _PAST.search(clause.text):
            continue
        if _PROMISE.search(clause.text) or _future(clause.text, today):
            told = text[clause.start : clause.end]
            made.append(Promised(clause.start, clause.end, told, due_day(clause.text, today)))
    return tuple(made[:MOST_PROMISES])


def _future(text: str, today: dt.date | None) -> bool:
    day = due_day(text, today) if today and _DONE_BY.search(text) else None
    return bool(day and today and day > today)


def due_day(text: str, today: dt.date | None) -> dt.date | None:
    """The last day that a promise leaves itself; parts that need TODAY are not read without.

    >>> due_day("预计6月底前完工", dt.date(2026, 3, 1))
    datetime.date(2026, 6, 30)
    >>> due_day("3个工作日内回电", dt.date(2026, 11, 20))
    datetime.date(2026, 11, 25)
    """
    for pattern, read in _FORMS:
        for found in pattern.finditer(text):
            try:
                day = read(found, today)
            except (ValueError, OverflowError):
                continue
            if day:
                return day
    return None


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, ten, units = text.partition("十")
    if not ten:
        return _NUMBER[text] if len(text) == 1 else 0
    return _NUMBER.get(tens, 1) * 10 + _NUMBER.get(units, 0)


def _year(full: str | None, word: str | None, today: dt.date | None) -> int | None:
    if full:
        return int(full)
    if today is None:
        return None
    return today.year + {"明年": 1, "后年": 2}.get(word or "", 0)


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


def _ahead(day: dt.date, named: bool, today: dt.date | None) -> dt.date:
    """A day without a year that is long past is meant for next year."""
    past = today and not named and (today - day).days > 180
    return day.replace(year=day.year + 1) if past else day


def _of_day(found: re.Match[str], today: dt.date | None) -> dt.date | None:
    year = _year(found[1], found[2], today)
    if year is None:
        return None
    day = dt.date(year, _number(found[3]), _number(found[4]))
    return _ahead(day, bool(found[1] or found[2]), today)


def _of_month(found: re.Match[str], today: dt.date | None) -> dt.date | None:
    year, month = _year(found[1], found[2], today), _number(found[3])
    if year is None or not 1 <= month <= 12:
        return None
    part, before = found[4], found[5]
    if part in ("初", "上旬", "中旬"):
        day = dt.date(year, month, 20 if part == "中旬" else 10)
    elif part is None and before:
        day = dt.date(year, month, 1) - dt.timedelta(days=1)
    else:
        day = _month_end(year, month)
    return _ahead(day, bool(found[1] or found[2]), today)


def _of_year(found: re.Match[str], today: dt.date | None) -> dt.date | None:
    year = _year(found[1], found[2], today)
    if year is None:
        return None
    return dt.date(year, 6, 30) if found[3] == "上半年" else dt.date(year, 12, 31)


def _within(found: re.Match[str], today: dt.date | None) -> dt.date | None:
    if today is None:
        return None
    count, unit = _number(found[1]), found[2]
    if unit == "工作日":  # weekends only: the site's own calendar knows the holidays
        day = today
        while count:
            day += dt.timedelta(days=1)
            count -= day.weekday() < 5
        return day
    return today + dt.timedelta(days=count * {"周": 7, "星期": 7, "月": 30}.get(unit, 1))


def _this(found: re.Match[str], today: dt.date | None) -> dt.date | None:
    if today is None:
        return None
    away = {"明天": 1, "明日": 1, "今天": 0, "今日": 0}.get(found.group())
    if away is not None:
        return today + dt.timedelta(days=away)
    later = found[1] == "下"
    if found[2] == "周":
        return today + dt.timedelta(days=6 - today.weekday() + 7 * later)
    if found[2] == "季度":
        last = (today.month - 1) // 3 * 3 + 3 + 3 * later
        return _month_end(today.year + (last - 1) // 12, (last - 1) % 12 + 1)
    month = today.month + later
    return _month_end(today.year + (month - 1) // 12, (month - 1) % 12 + 1)


_FORMS: Final = (
    (_DAY, _of_day),
    (_MONTH, _of_month),
    (_YEAR_END, _of_year),
    (_WITHIN, _within),
    (_THIS, _this),
)
