"""Days and times as people write them in China, read against a given day.

>>> today = dt.date(2020, 1, 8)  # a Wednesday
>>> read_date("2020年1月5日下午3点20分", today=today).date
datetime.date(2020, 1, 5)
>>> read_date("上周五", today=today).date
datetime.date(2020, 1, 3)
>>> read_date("2月30日", today=today).reason
<Reason.IMPOSSIBLE: 'impossible'>

A moment with an offset or a Z is moved to China's one time zone, so that the day is the day there.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from lianxin.engines.text.times import plain, read_clock

CHINA = dt.timezone(dt.timedelta(hours=8))
FIRST_YEAR, LAST_YEAR = 1900, 2100


class How(StrEnum):
    """By which form a value was read."""

    UNREAD = "unread"
    OBJECT = "object"  # it was a date or a datetime already
    SERIAL = "serial"  # days as a spreadsheet counts them
    FULL = "full"  # year, month and day, with any separators
    COMPACT = "compact"  # 20200105
    SHORT_YEAR = "short_year"  # 20/1/5
    MONTH_DAY = "month_day"  # 1月5日
    DAY_ONLY = "day_only"  # 5日
    RELATIVE = "relative"  # 昨天, 3天前, 上月5日
    WEEKDAY = "weekday"  # 上周五


class Reason(StrEnum):
    """Why there is no day, or why the day there is should be looked at."""

    EMPTY = "empty"
    NOT_A_DATE = "not_a_date"
    IMPOSSIBLE = "impossible"  # 2月30日, 25:00
    OUT_OF_RANGE = "out_of_range"  # no year of ours
    NO_DAY = "no_day"  # a month, a year or a time alone
    FUTURE = "future"  # read, but after today
    YEAR_ASSUMED = "year_assumed"  # read, the century or the year is ours
    AMBIGUOUS = "ambiguous"  # read, 1/5/2020 as January, as Excel writes it


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read. A `reason` beside a date is a flag, without one it is the refusal."""

    date: dt.date | None
    time: dt.time | None
    how: How
    reason: Reason | None

    @property
    def sure(self) -> bool:
        return self.date is not None and self.reason is None


@dataclass(frozen=True, slots=True)
class _Found:
    """A form recognised: the day, or none when the figures make none."""

    how: How
    day: dt.date | None
    reason: Reason | None = None


def read_date(value: object, *, today: dt.date) -> Reading:
    """The day, and the time if there is one, that a cell or a phrase stands for.

    The whole value must be a date: a date inside a sentence is not looked for.
    """
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return _from_object(value, today)
    if isinstance(value, bool):
        return _none(Reason.NOT_A_DATE)
    if isinstance(value, int | float):
        return _from_number(value, today)
    if value is None or (isinstance(value, str) and not value.strip()):
        return _none(Reason.EMPTY)
    return _from_text(value, today) if isinstance(value, str) else _none(Reason.NOT_A_DATE)


def _none(reason: Reason, time: dt.time | None = None) -> Reading:
    return Reading(None, time, How.UNREAD, reason)


def _judged(found: _Found, time: dt.time | None, today: dt.date) -> Reading:
    """The reading, with years that cannot be and days to come marked."""
    day = found.day
    if day is None:
        return Reading(None, time, found.how, found.reason or Reason.IMPOSSIBLE)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return Reading(None, time, found.how, Reason.OUT_OF_RANGE)
    return Reading(day, time, found.how, Reason.FUTURE if day > today else found.reason)


def _from_object(value: dt.datetime | dt.date | dt.time, today: dt.date) -> Reading:
    if isinstance(value, dt.time):
        return _none(Reason.NO_DAY, value)
    if not isinstance(value, dt.datetime):
        return _judged(_Found(How.OBJECT, value), None, today)
    if value.tzinfo:
        try:
            value = value.astimezone(CHINA).replace(tzinfo=None)
        except OverflowError:  # a filler such as year 1 or 9999
            return Reading(None, None, How.OBJECT, Reason.OUT_OF_RANGE)
    return _judged(_Found(How.OBJECT, value.date()), value.time(), today)


_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 -- a spreadsheet knows no time zone
_SERIALS = (20_000, 80_000)  # 1954 to 2119; smaller numbers are ages, counts and years


def _from_number(number: float, today: dt.date) -> Reading:
    if not math.isfinite(number):
        return _none(Reason.EMPTY if math.isnan(number) else Reason.NOT_A_DATE)
    if float(number).is_integer() and (compact := _compact(str(int(number)))):
        return _with_time(compact[0], compact[1], today)
    if not _SERIALS[0] <= number < _SERIALS[1]:
        return _none(Reason.NOT_A_DATE)
    days = int(number)
    moment = _EPOCH + dt.timedelta(days=days, seconds=round((number - days) * 86_400))
    time = None if number == days else moment.time()
    return _judged(_Found(How.SERIAL, moment.date()), time, today)


_OFFSET = re.compile(r" ?(?:z|utc|gmt|([+-])(\d{2}):?(\d{2})?)$")
_WEEKDAYS = "一二三四五六日"
_WEEKDAY_BESIDE = re.compile(r"[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?")
_AWAY = {"大前天": -3, "前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "昨": -1, "今天": 0,
         "今日": 0, "今": 0, "当天": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3}  # fmt: skip
_WEEK = re.compile(
    rf"^(?P<which>上上个?|上个?|下个?|本|这个?|)(?:周|星期|礼拜)(?P<day>[{_WEEKDAYS}天])"
)
_AGO = re.compile(r"^(\d{1,4})(个?月|个?星期|个?礼拜|周|天|日|年)(以?前|之前|后|以后|之后)")
_YEAR_WORDS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}
_YEAR_WORD = re.compile(
    r"^(今年|本年|去年|上年|前年|明年) ?(\d{1,2})(?:月|[-./])(\d{1,2})(?:日|号)?"
)
_MONTH_WORD = re.compile(r"^(上个?月|本月|这个?月|当月|下个?月) ?(\d{1,2})(?:日|号)")
_FULL = re.compile(r"^(\d{4})(?: ?[-./年] ?|,)(\d{1,2})(?: ?[-./月] ?|,)(\d{1,2})(?: ?[日号])?")
_SHORT = re.compile(r"^'?(\d{1,2})(?:[-./]|年)(\d{1,2})(?:[-./]|月)(\d{1,2})(?:日|号)?(?!\d)")
_YEAR_LAST = re.compile(r"^(\d{1,2})([-./])(\d{1,2})\2(\d{4})(?!\d)")
_MONTH_DAY = re.compile(r"^(\d{1,2})(?:月(\d{1,2})(?:日|号)?|[-/](\d{1,2}))(?![\d\-/:.])")
_DAY_ONLY = re.compile(r"^(?:当日|(\d{1,2})(?:日|号))(?!\d)")
_NO_DAY = re.compile(r"^(\d{4}年?|\d{4}[-./年]\d{1,2}月?份?|\d{1,2}月份?)$")
_COMPACT = re.compile(r"^(\d{8})(?:[ t_-]?(\d{2}):?(\d{2})(?::?(\d{2}))?)?$")


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _compact(text: str) -> tuple[_Found, str] | None:
    found = _COMPACT.match(text)
    if not found:
        return None
    digits = found.group(1)
    day = _day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if not digits.startswith(("19", "20")):
        return None
    time = ":".join(part for part in found.groups()[1:] if part)
    return _Found(How.COMPACT, day), time


def _century(short: int, today: dt.date) -> int:
    """20/1/5 is 2020; a year past next year is of the century before."""
    year = today.year // 100 * 100 + short
    return year - 100 if year > today.year + 1 else year


def _assumed(how: How, day: dt.date | None) -> _Found:
    return _Found(how, day, Reason.YEAR_ASSUMED if day else None)


def _full(found: re.Match[str], today: dt.date) -> _Found:
    year, month, day = map(int, found.groups())
    return _Found(How.FULL, _day(year, month, day))


def _short(found: re.Match[str], today: dt.date) -> _Found:
    first, second, third = map(int, found.groups())
    read = _day(_century(first, today), second, third) if len(found[1]) == 2 else None
    if read is None and "/" in found.group() and len(found[3]) == 2:  # 12/31/20, 1/5/20
        read = _day(_century(third, today), first, second)
    return _assumed(How.SHORT_YEAR, read)


def _year_last(found: re.Match[str], today: dt.date) -> _Found:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    as_month_first, as_day_first = _day(year, first, second), _day(year, second, first)
    both = as_month_first and as_day_first and first != second
    return _Found(How.FULL, as_month_first or as_day_first, Reason.AMBIGUOUS if both else None)


def _latest(today: dt.date, month: int, day: int) -> dt.date | None:
    """The last such day that is not to come; eight years hold a 29 February."""
    years = range(today.year, today.year - 9, -1)
    days = (_day(year, month, day) for year in years)
    return next((found for found in days if found and found <= today), None)


def _month_day(found: re.Match[str], today: dt.date) -> _Found:
    read = _latest(today, int(found[1]), int(found[2] or found[3]))
    return _assumed(How.MONTH_DAY, read)


def _day_only(found: re.Match[str], today: dt.date) -> _Found:
    if found[1] is None:
        return _Found(How.RELATIVE, today)
    months = (_shifted(today, -back, int(found[1])) for back in range(3))
    read = next((day for day in months if day and day <= today), None)
    return _assumed(How.DAY_ONLY, read)


def _shifted(today: dt.date, months: int, day: int) -> dt.date | None:
    count = today.year * 12 + today.month - 1 + months
    return _day(count // 12, count % 12 + 1, day)


def _week(found: re.Match[str], today: dt.date) -> _Found:
    """上周五 is of the calendar week before, from Monday; a bare 周五 is the last one."""
    number = _WEEKDAYS.index(found["day"].replace("天", "日"))
    which = found["which"].replace("个", "")
    weeks = {"上上": -2, "上": -1, "下": 1}.get(which, 0)
    monday = today - dt.timedelta(days=today.weekday())
    read = monday + dt.timedelta(days=number + 7 * weeks)
    if not which and read > today:
        read -= dt.timedelta(days=7)
    return _Found(How.WEEKDAY, read)


def _ago(found: re.Match[str], today: dt.date) -> _Found:
    sign = 1 if "后" in found[3] else -1
    count, unit = sign * int(found[1]), found[2].replace("个", "")
    if unit in ("月", "年"):
        months = count * (12 if unit == "年" else 1)
        days = (_shifted(today, months, today.day - less) for less in range(4))
        return _Found(How.RELATIVE, next((day for day in days if day), None))
    days_each = 1 if unit in ("天", "日") else 7
    return _Found(How.RELATIVE, today + dt.timedelta(days=count * days_each))


def _year_word(found: re.Match[str], today: dt.date) -> _Found:
    year = today.year + _YEAR_WORDS[found[1]]
    return _Found(How.RELATIVE, _day(year, int(found[2]), int(found[3])))


def _month_word(found: re.Match[str], today: dt.date) -> _Found:
    months = {"上": -1, "下": 1}.get(found[1][0], 0)
    return _Found(How.RELATIVE, _shifted(today, months, int(found[2])))


def _away(found: re.Match[str], today: dt.date) -> _Found:
    return _Found(How.RELATIVE, today + dt.timedelta(days=_AWAY[found.group()]))


_Reader = Callable[[re.Match[str], dt.date], _Found]
_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_FULL, _full),
    (_YEAR_LAST, _year_last),
    (_SHORT, _short),
    (_YEAR_WORD, _year_word),
    (_MONTH_WORD, _month_word),
    (_AGO, _ago),
    (_MONTH_DAY, _month_day),
    (_DAY_ONLY, _day_only),
    (_WEEK, _week),
    (re.compile("^(?:" + "|".join(sorted(_AWAY, key=len, reverse=True)) + ")"), _away),
)


def _from_text(value: str, today: dt.date) -> Reading:
    text = plain(value)
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return _from_number(float(text), today)
    if compact := _compact(text):
        return _with_time(compact[0], compact[1], today)
    if _NO_DAY.match(text):
        return _none(Reason.NO_DAY)
    for pattern, read in _FORMS:
        if found := pattern.match(text):
            rest = text[found.end() :]
            return _with_time(read(found, today), rest, today)
    return _time_alone(text)


def _time_alone(text: str) -> Reading:
    try:
        clock = read_clock(text)
    except LookupError:
        return _none(Reason.NOT_A_DATE)
    return _none(Reason.NO_DAY, clock[0]) if clock else _none(Reason.IMPOSSIBLE)


def _with_time(found: _Found, rest: str, today: dt.date) -> Reading:
    """The day with what follows it, which must be a weekday beside it, a time, an offset."""
    rest = _WEEKDAY_BESIDE.sub("", rest).strip(" ,.;").removeprefix("t").strip()
    if not rest:
        return _judged(found, None, today)
    offset = _OFFSET.search(rest) if ":" in rest else None
    try:
        clock = read_clock(rest[: offset.start()] if offset else rest)
    except LookupError:
        return _none(Reason.NOT_A_DATE)
    if clock is None or found.day is None:
        return Reading(None, None, found.how, Reason.IMPOSSIBLE)
    time, days = clock
    try:
        moment = dt.datetime.combine(found.day, time) + dt.timedelta(days=days)
        if offset:
            moment = moment.replace(tzinfo=_zone(offset)).astimezone(CHINA).replace(tzinfo=None)
    except (OverflowError, ValueError):
        return Reading(None, None, found.how, Reason.OUT_OF_RANGE)
    return _judged(_Found(found.how, moment.date(), found.reason), moment.time(), today)


def _zone(offset: re.Match[str]) -> dt.timezone:
    sign, hours, minutes = offset.groups()
    away = dt.timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return dt.timezone(-away if sign == "-" else away)
