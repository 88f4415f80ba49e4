"""What a reply promises, and by when: so that it can become a promise with a day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .clauses import Clause, Role

_PROMISE: Final = re.compile(
    r"将(?!现|有关|相关|情况|您|你|该|其|此|上述)[^,。]{0,4}|会(?:继续|尽快|及时|在|于|进一步|同|安排|加|对)|拟(?:于|在|对|将)|计划(?:于|在)|预计|力争|争取|确保|承诺|保证"
    r"|尽快|尽早|近期|下一步|下阶段|(?:年|月|周)(?:内|底|末)前?(?:完成|开工|启动|到位)|届时"
)
_PAST: Final = re.compile(r"^(?:此前|之前|曾|原)|已(?:经)?(?:于|在)?[^,。]{0,20}完成")
_NUMBER: Final = {c: n for n, c in enumerate("零一二三四五六七八九十")}
_N: Final = r"(\d{1,3}|[一二三四五六七八九十]{1,3})"
_YEAR: Final = r"(?:(\d{4})年|(今年|明年|后年|本年))?\s?"
_DAY: Final = re.compile(rf"{_YEAR}{_N}月\s?{_N}[日号]")
_MONTH: Final = re.compile(rf"{_YEAR}{_N}月(?:份)?(初|上旬|中旬|下旬|底|末)?(前|之前|以前)?")
_YEAR_END: Final = re.compile(
    r"(?:(\d{4})年|(今年|明年|后年|本年|年))(底|末|内|上半年|下半年|年底|年末|年内)"
)
_WITHIN: Final = re.compile(rf"{_N}个?(工作日|天|日|周|星期|月)(?:之?内|以内)")
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
    day = due_day(text, today) if today and re.search("[前底末内]", text) else None
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
