"""Days and times as people write them."""

# ruff: noqa: DTZ001 -- cells and phrases know no time zone

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.engines.text.dates import CHINA, How, Reading, Reason, read_date

TODAY = dt.date(2020, 1, 8)  # a Wednesday
JAN_5 = dt.date(2020, 1, 5)


def read(value: object, today: dt.date = TODAY) -> Reading:
    return read_date(value, today=today)


@pytest.mark.parametrize(
    ("written", "how"),
    [
        ("2020-01-05", How.FULL),
        ("2020-1-5", How.FULL),
        ("2020/1/5", How.FULL),
        ("2020.1.5", How.FULL),
        ("2020.01.05.", How.FULL),
        ("2020 年 1 月 5 日", How.FULL),
        ("2020年1月5日", How.FULL),
        ("2020年1月5号", How.FULL),
        ("2020年01月05", How.FULL),
        ("二〇二〇年一月五日", How.FULL),
        ("二○二○年一月五日", How.FULL),
        ("二零二零年元月五日", How.FULL),
        ("２０２０－０１－０５", How.FULL),
        ("２０２０年１月５日", How.FULL),
        ("2020年1月5日 星期日", How.FULL),
        ("2020年1月5日（星期日）", How.FULL),
        (" 2020-01-05\n", How.FULL),
        ("'2020-01-05", How.FULL),
        ("20200105", How.COMPACT),
        (20200105, How.COMPACT),
        (20200105.0, How.COMPACT),
        (43835, How.SERIAL),
        ("43835", How.SERIAL),
        (dt.date(2020, 1, 5), How.OBJECT),
        ("上周日", How.WEEKDAY),
        ("周日", How.WEEKDAY),
        ("星期天", How.WEEKDAY),
        ("3天前", How.RELATIVE),
        ("三天前", How.RELATIVE),
        ("大前天", How.RELATIVE),
        ("本月5日", How.RELATIVE),
        ("今年1月5日", How.RELATIVE),
    ],
)
def test_a_day_without_a_time(written: object, how: How) -> None:
    assert read(written) == Reading(JAN_5, None, how, None)


@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("2020/1/5 10:23:05", dt.time(10, 23, 5)),
        ("2020/1/5 9:32", dt.time(9, 32)),
        ("2020-01-05T10:23:05", dt.time(10, 23, 5)),
        ("2020-01-05 10:23:05.000", dt.time(10, 23, 5)),
        ("20200105102305", dt.time(10, 23, 5)),
        ("20200105 10:23:05", dt.time(10, 23, 5)),
        ("202001051023", dt.time(10, 23)),
        ("2020-01-05T10:23:05+08:00", dt.time(10, 23, 5)),
        ("2020-01-05T02:23:05Z", dt.time(10, 23, 5)),
        ("2020-01-04T20:00:00Z", dt.time(4)),
        ("2020-01-05T01:30:00+0900", dt.time(0, 30)),
        ("2020年1月5日下午3点20分", dt.time(15, 20)),
        ("2020年1月5日下午三点半", dt.time(15, 30)),
        ("2020年1月5日 15时20分", dt.time(15, 20)),
        ("2020年1月5日上午九点", dt.time(9)),
        ("2020年1月5日晚8点一刻", dt.time(20, 15)),
        ("2020年1月5日凌晨12点10分", dt.time(0, 10)),
        ("2020年1月5日中午12点", dt.time(12)),
        ("2020年1月5日中午1点", dt.time(13)),
        ("2020-1-5 3:20 PM", dt.time(15, 20)),
        ("2020/1/5 下午 3:20:00", dt.time(15, 20)),
        ("2020年1月4日晚上12点", dt.time(0)),
        ("2020-01-04 24:00", dt.time(0)),
        (43835.5, dt.time(12)),
        ("43835.5", dt.time(12)),
        (dt.datetime(2020, 1, 5, 10, 23), dt.time(10, 23)),
        (dt.datetime(2020, 1, 4, 20, tzinfo=dt.UTC), dt.time(4)),
        ("三天前15:00", dt.time(15)),
        ("上周日 下午2点", dt.time(14)),
    ],
)
def test_a_day_with_a_time(written: object, time: dt.time) -> None:
    found = read(written)
    assert (found.date, found.time, found.reason) == (JAN_5, time, None)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("今天", "2020-01-08"),
        ("昨天", "2020-01-07"),
        ("昨日下午3点20分", "2020-01-07"),
        ("前天", "2020-01-06"),
        ("上周五", "2020-01-03"),
        ("上星期五", "2020-01-03"),
        ("上个周五", "2020-01-03"),
        ("上上周五", "2019-12-27"),
        ("周五", "2020-01-03"),
        ("周三", "2020-01-08"),
        ("本周一", "2020-01-06"),
        ("两周前", "2019-12-25"),
        ("一个月前", "2019-12-08"),
        ("2年前", "2018-01-08"),
        ("上月31日", "2019-12-31"),
        ("去年12月3号", "2019-12-03"),
        ("前年5月1日", "2018-05-01"),
        ("当天", "2020-01-08"),
    ],
)
def test_words_are_counted_from_the_given_day(written: str, day: str) -> None:
    found = read(written)
    assert (found.date, found.reason) == (dt.date.fromisoformat(day), None)


@pytest.mark.parametrize(
    ("written", "day", "reason"),
    [
        ("1月5日", "2020-01-05", Reason.YEAR_ASSUMED),
        ("1月9日", "2019-01-09", Reason.YEAR_ASSUMED),
        ("十二月三十一日", "2019-12-31", Reason.YEAR_ASSUMED),
        ("2月29日", "2016-02-29", Reason.YEAR_ASSUMED),
        ("12/31", "2019-12-31", Reason.YEAR_ASSUMED),
        ("5日", "2020-01-05", Reason.YEAR_ASSUMED),
        ("廿五日", "2019-12-25", Reason.YEAR_ASSUMED),
        ("20-1-5", "2020-01-05", Reason.YEAR_ASSUMED),
        ("20年1月5日", "2020-01-05", Reason.YEAR_ASSUMED),
        ("98.7.1", "1998-07-01", Reason.YEAR_ASSUMED),
        ("12/31/19", "2019-12-31", Reason.YEAR_ASSUMED),
        ("1/5/20", "2020-01-05", Reason.YEAR_ASSUMED),
        ("1/5/2020", "2020-01-05", Reason.AMBIGUOUS),
        ("12/31/2019", "2019-12-31", None),
        ("31/12/2019", "2019-12-31", None),
        ("2020-01-09", "2020-01-09", Reason.FUTURE),
        ("明天", "2020-01-09", Reason.FUTURE),
        ("下周一", "2020-01-13", Reason.FUTURE),
        ("2020-01-08 24:00", "2020-01-09", Reason.FUTURE),
        (dt.date(2021, 1, 1), "2021-01-01", Reason.FUTURE),
        (60000, "2064-04-08", Reason.FUTURE),
    ],
)
def test_a_day_that_should_be_looked_at_is_flagged(
    written: object, day: str, reason: Reason | None
) -> None:
    found = read(written)
    assert (found.date, found.reason) == (dt.date.fromisoformat(day), reason)
    assert found.sure is (reason is None)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (None, Reason.EMPTY),
        ("", Reason.EMPTY),
        ("　\n", Reason.EMPTY),
        (float("nan"), Reason.EMPTY),
        ("2月30日", Reason.IMPOSSIBLE),
        ("2020-02-30", Reason.IMPOSSIBLE),
        ("2019年2月29日", Reason.IMPOSSIBLE),
        ("2020-13-01", Reason.IMPOSSIBLE),
        ("20201301", Reason.IMPOSSIBLE),
        ("13月5日", Reason.IMPOSSIBLE),
        ("2020-01-05 25:00", Reason.IMPOSSIBLE),
        ("2020-01-05 24:30", Reason.IMPOSSIBLE),
        ("2020-01-05 10:61", Reason.IMPOSSIBLE),
        ("三十二日", Reason.IMPOSSIBLE),
        ("0020-01-05", Reason.OUT_OF_RANGE),
        ("1020-01-05", Reason.OUT_OF_RANGE),
        (dt.date(1, 1, 1), Reason.OUT_OF_RANGE),
        ("2020年1月", Reason.NO_DAY),
        ("2020年", Reason.NO_DAY),
        ("2020-01", Reason.NO_DAY),
        ("10:23", Reason.NO_DAY),
        ("下午3点", Reason.NO_DAY),
        (dt.time(10, 23), Reason.NO_DAY),
        ("待定", Reason.NOT_A_DATE),
        ("无", Reason.NOT_A_DATE),
        ("2020-01-05前", Reason.NOT_A_DATE),
        ("2020-01-05 至 2020-01-06", Reason.NOT_A_DATE),
        ("13800138000", Reason.NOT_A_DATE),
        ("1.5", Reason.NOT_A_DATE),
        (37, Reason.NOT_A_DATE),
        (True, Reason.NOT_A_DATE),
        (float("inf"), Reason.NOT_A_DATE),
        (["2020-01-05"], Reason.NOT_A_DATE),
    ],
)
def test_what_is_no_day_says_why(written: object, reason: Reason) -> None:
    found = read(written)
    assert (found.date, found.reason) == (None, reason)
    assert not found.sure


def test_a_time_alone_is_kept() -> None:
    assert read("下午3点20分").time == dt.time(15, 20)


FULL_WIDTH = str.maketrans("0123456789-:", "０１２３４５６７８９－：")
WRITERS: list[Callable[[dt.datetime], object]] = [
    lambda d: d,
    lambda d: d.replace(tzinfo=CHINA),
    lambda d: d.isoformat(),
    lambda d: d.isoformat() + "+08:00",
    lambda d: d.replace(tzinfo=CHINA).astimezone(dt.UTC).isoformat().replace("+00:00", "Z"),
    lambda d: f"{d:%Y-%m-%d %H:%M:%S}",
    lambda d: f"{d.year}/{d.month}/{d.day} {d.hour}:{d.minute:02}:{d.second:02}",
    lambda d: f"{d.year}.{d.month}.{d.day} {d:%H:%M:%S}",
    lambda d: f"{d:%Y%m%d%H%M%S}",
    lambda d: f"{d.year}年{d.month}月{d.day}日{d.hour}时{d.minute}分{d.second}秒",
    lambda d: f"{d:%Y-%m-%d %H:%M:%S}".translate(FULL_WIDTH),
    lambda d: (d - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1),
]


@given(
    moment=st.datetimes(dt.datetime(1955, 1, 1), dt.datetime(2099, 12, 30)).map(
        lambda d: d.replace(microsecond=0)
    ),
    writer=st.sampled_from(WRITERS),
)
def test_what_is_written_is_read_back(
    moment: dt.datetime, writer: Callable[[dt.datetime], object]
) -> None:
    found = read(writer(moment), today=dt.date(2100, 1, 1))
    assert found.date == moment.date()
    assert (found.time or dt.time()) == moment.time()
    assert found.reason is None


NUMERALS = "〇一二三四五六七八九"


def in_words(number: int) -> str:
    tens, units = divmod(number, 10)
    ten = ("" if tens == 1 else NUMERALS[tens]) + "十" if tens else ""
    return ten + (NUMERALS[units] if units or not tens else "")


@given(st.dates(dt.date(1955, 1, 1), dt.date(2099, 12, 31)))
def test_chinese_numerals_are_read_back(day: dt.date) -> None:
    year = "".join(NUMERALS[int(c)] for c in str(day.year))
    written = f"{year}年{in_words(day.month)}月{in_words(day.day)}日"
    assert read(written, today=dt.date(2100, 1, 1)).date == day


@given(st.text(max_size=40) | st.floats() | st.integers())
def test_nothing_makes_it_stumble(value: object) -> None:
    found = read(value)
    assert (found.date is None) <= (found.reason is not None)


@given(st.text("0123456789年月日号时点分秒上下周前天午星期-/.: 一二十廿T+Z", max_size=24))
def test_nothing_like_a_date_makes_it_stumble(value: str) -> None:
    found = read(value)
    assert (found.date is None) <= (found.reason is not None)
