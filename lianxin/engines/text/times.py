"""The hour of the day as people write it, and the numerals they write it with."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

_DIGIT = dict(zip("〇○零一二三四五六七八九两", (0, 0, *range(10), 2), strict=True))
_NUMERAL = re.compile(
    r"[〇○零一二三四五六七八九十廿卅两]+(?=个?[年月日号时点分秒天周刻]|个?星期|个?礼拜|小时)"
)
_PLAIN = str.maketrans({"．": ".", "。": ".", "－": "-", "—": "-", "–": "-", "〜": "~", "○": "〇",
                        "號": "号", "時": "时", "點": "点", "週": "周", "後": "后"})  # fmt: skip


def plain(text: str) -> str:
    """Half-width, lower case, no brackets round it, numerals before units as digits."""
    text = unicodedata.normalize("NFKC", text).translate(_PLAIN).strip().strip("'\"()[]")
    text = re.sub(r"\s+", " ", text.lower())
    text = text.replace("元月", "1月")
    return _NUMERAL.sub(lambda found: str(_numeral(found.group())), text)


def _numeral(text: str) -> str:
    """Digits of a Chinese numeral: 二〇二〇 by places, 三十一 by tens.

    >>> _numeral("二〇二〇"), _numeral("十"), _numeral("廿五"), _numeral("三十一")
    ('2020', '10', '25', '31')
    """
    text = text.replace("廿", "二十").replace("卅", "三十")
    if "十" not in text:
        return "".join(str(_DIGIT[c]) for c in text)
    tens, _, units = text.partition("十")
    if len(tens) > 1 or len(units) > 1 or units == "十":
        return "99"  # 二十十: no number, and no day either
    return str(_DIGIT.get(tens, 1) * 10 + _DIGIT.get(units, 0))


_PERIODS = (
    r"(?P<period>凌晨|清晨|早晨|早上|早|上午|中午|午后|下午|傍晚|晚上|晚间|晚|夜里|夜间|深夜|am|pm)"
)
_CLOCK = re.compile(
    rf"^{_PERIODS}? ?(?P<h>\d{{1,2}})(?::(?P<m>\d{{1,2}})(?::(?P<s>\d{{1,2}})(?:[.,]\d{{1,9}})?)?"
    r"|[时点](?:(?P<half>半)|(?P<quarter>[13])刻|整|钟|(?P<cm>\d{1,2})分?(?:(?P<cs>\d{1,2})秒)?)?)"
    r"(?: ?(?P<after>am|pm))?$"
)
_LATE = frozenset({"午后", "下午", "傍晚", "晚上", "晚间", "晚", "pm"})
_EARLY = frozenset({"凌晨", "am"})
_NIGHT = frozenset({"晚上", "晚间", "晚", "夜里", "夜间", "深夜"})


def read_clock(text: str) -> tuple[dt.time, int] | None:
    """A time and the days to add (24:00 and 晚上12点 are the next day's); None for an impossible
    one. Raises LookupError when the text is no time at all."""
    found = _CLOCK.match(text)
    if not found:
        raise LookupError(text)
    part = found.groupdict()
    hour = int(part["h"])
    minute = 30 if part["half"] else int(part["quarter"] or 0) * 15
    minute = int(part["m"] or part["cm"] or minute)
    second = int(part["s"] or part["cs"] or 0)
    hour = _hour(hour, part["period"] or part["after"] or "")
    later = hour == 24 and not minute and not second
    try:
        return dt.time(0 if later else hour, minute, second), int(later)
    except ValueError:
        return None


def _hour(hour: int, period: str) -> int:
    """The hour of 24, from one of 12 and a part of the day."""
    if hour > 12 or not period:
        return hour
    if hour == 12:
        return 24 if period in _NIGHT else 0 if period in _EARLY else 12
    if period in ("夜里", "夜间", "深夜"):
        return hour + 12 if hour >= 6 else hour
    if period == "中午":
        return hour + 12 if hour < 10 else hour
    return hour + 12 if period in _LATE else hour
