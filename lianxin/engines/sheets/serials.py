"""Days as spreadsheet programs count them, and which number formats mean a day.

>>> from_serial(43831.5, Shown.MOMENT)
datetime.datetime(2020, 1, 1, 12, 0)
>>> from_serial(59, Shown.DAY), from_serial(61, Shown.DAY)  # both sides of a day that never was
(datetime.date(1900, 2, 28), datetime.date(1900, 3, 1))
>>> from_serial(42369, Shown.DAY, since_1904=True)
datetime.date(2020, 1, 1)
>>> shown_as('yyyy"年"m"月"d"日"'), shown_as("0.00E+00"), shown_as("h:mm")
(<Shown.DAY: 'day'>, <Shown.NUMBER: 'number'>, <Shown.CLOCK: 'clock'>)
"""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum


class Shown(StrEnum):
    """What a number is shown as."""

    NUMBER = "number"
    DAY = "day"
    CLOCK = "clock"
    MOMENT = "moment"


_DAYS = (14, 15, 16, 17, *range(27, 32), 36, 50, 51, 52, 53, 54, 57, 58)
_CLOCKS = (18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56)

# ECMA-376 18.8.30; 27 to 36 and 50 to 58 as the Chinese editions of Excel and WPS fill them.
BUILT_IN: dict[int, Shown] = {
    **dict.fromkeys(_DAYS, Shown.DAY),
    **dict.fromkeys(_CLOCKS, Shown.CLOCK),
    22: Shown.MOMENT,
}

_NOT_CODE = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]|AM/PM|A/P|上午/下午|General|G/通用格式',
    re.IGNORECASE,
)
_SCIENTIFIC = re.compile(r"E[+-]", re.IGNORECASE)
_LAST_DAY = 2_958_465  # 9999-12-31
_MILLISECONDS = 86_400_000
_EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001 -- a spreadsheet knows no time zone
_EPOCH_1900 = dt.datetime(1899, 12, 30)  # noqa: DTZ001


def shown_as(code: str) -> Shown:
    """What a number format shows, from its first section."""
    bare = _SCIENTIFIC.sub("", _NOT_CODE.sub("", code)).split(";")[0].lower()
    day = any(c in bare for c in "yde年日") or ("m" in bare and not set("hs") & set(bare))
    clock = bool(set("hs") & set(bare))
    if day and clock:
        return Shown.MOMENT
    if day and not re.search(r"[#0?]", bare):
        return Shown.DAY
    return Shown.CLOCK if clock else Shown.NUMBER


def from_serial(
    number: float, shown: Shown, *, since_1904: bool = False
) -> dt.datetime | dt.date | dt.time | None:
    """The day or the time a number stands for; None when it stands for none.

    A day with hours keeps them even when the format hides them. Rounded to milliseconds: a
    double holds no more of a present-day moment.
    """
    if not 0 <= number < _LAST_DAY + 1 or shown is Shown.NUMBER:
        return None
    moment = _moment(number, since_1904=since_1904)
    if number < 1 and not since_1904:
        return moment.time() if shown is not Shown.DAY else None
    if not since_1904 and 60 <= number < 61:
        return None  # 29 February 1900, kept in spreadsheets for the sake of Lotus 1-2-3
    if shown is Shown.DAY and moment.time() == dt.time():
        return moment.date()
    return moment


def _moment(number: float, *, since_1904: bool) -> dt.datetime:
    epoch = _EPOCH_1904 if since_1904 else _EPOCH_1900
    if not since_1904 and number < 60:
        number += 1
    days = int(number)
    part = round((number - days) * _MILLISECONDS)
    return epoch + dt.timedelta(days=days, milliseconds=part)
