import datetime as dt

import pytest
from django.utils import timezone

from lianxin.matters.entries import Reader, Unreadable, tidy
from lianxin.matters.models import Category

TODAY = dt.date(2026, 11, 23)
COLUMNS = ("source_id", "speaker", "title", "body", "said", "unit", "category", "likes", "reply",
           "replied", "source", "affected", "contact")  # fmt: skip


@pytest.fixture
def read(cast):
    """read(body="…", said="…") reads a row in which only these cells are filled."""
    water = Category(code="water", name="供水")

    def one(without=(), **cells):
        names = [name for name in COLUMNS if name not in without]
        columns = {name: place for place, name in enumerate(names)}
        reader = Reader(
            columns, cast.first, "热线", {"一连": cast.first, "二连": cast.second},
            {"供水": water}, TODAY,
        )  # fmt: skip
        filled = {"body": "没有水。", "said": "2026-03-05", **cells}
        return reader.read(1, 2, tuple(filled.get(name) for name in names))

    return one


def test_a_row_without_content_is_refused(read):
    with pytest.raises(Unreadable, match="没有内容。"):
        read(body=" \t\n\u3000")


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2026/3/5 9:07:05", dt.date(2026, 3, 5)),
        ("2026年3月5日下午3点", dt.date(2026, 3, 5)),
        (dt.datetime.fromisoformat("2026-03-05T09:07:00"), dt.date(2026, 3, 5)),
        (46086, dt.date(2026, 3, 5)),
        ("20260305", dt.date(2026, 3, 5)),
    ],
)
def test_days_are_read_in_the_usual_forms(read, said, day):
    assert read(said=said).said_on == day


def test_the_hour_is_kept_in_the_time_of_the_site(read):
    assert timezone.localtime(read(said="2026/3/5 9:07:05").said_at).hour == 9
    assert read(said="2026-03-05").said_at is None


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (None, "没有时间。"),
        ("不详", "时间“不详”认不出是哪一天。"),
        ("2026-02-30", "时间“2026-02-30”认不出是哪一天。"),
        ("2027-01-01", "时间“2027-01-01”晚于今天。"),
    ],
)
def test_a_row_without_a_readable_day_is_refused_with_the_reason(read, said, reason):
    with pytest.raises(Unreadable) as refused:
        read(said=said)
    assert str(refused.value) == reason


def test_a_sheet_without_a_column_of_times_is_taken_all_the_same(read):
    assert read(without=("said",)).said_on is None


def test_a_day_without_a_year_is_taken_and_said(read):
    entry = read(said="3月5日")
    assert entry.said_on == dt.date(2026, 3, 5)
    assert entry.remarks == ["时间“3月5日”按 2026-03-05 理解。"]


def test_a_missing_title_is_made_of_the_first_sentence(read):
    assert read(body="楼顶漏水。已经半个月。").title == "楼顶漏水"
    assert read(title=" 漏水\n ", body="楼顶漏水。").title == "漏水"


def test_an_unknown_unit_goes_to_the_unit_of_the_import_with_a_remark(read, cast):
    assert read(unit="二连").unit == cast.second
    entry = read(unit="九连")
    assert entry.unit == cast.first
    assert entry.remarks == ["没有找到您服务的单位“九连”，已归入一连。"]


def test_a_category_is_known_by_its_exact_name(read):
    assert read(category="供水").category.code == "water"
    entry = read(category="供 水")
    assert entry.category is None
    assert entry.remarks == ["没有分类“供 水”，待人工分类。"]


@pytest.mark.parametrize(
    ("value", "number"), [(12, 12), ("1,205", 1205), (3.0, 3), (" 7 ", 7), (None, 0)]
)
def test_counts_are_read(read, value, number):
    assert read(likes=value).likes == number


@pytest.mark.parametrize("value", ["很多", -3, "inf", "1e300", "nan", 13_800_000_000])
def test_a_count_that_is_none_counts_nothing_and_is_said(read, value):
    entry = read(likes=value)
    assert entry.likes == 0
    assert "不能用，按 0 计" in entry.remarks[0]


def test_a_reply_is_kept_with_its_day(read):
    entry = read(reply="已修好。", replied="2026-03-09 11:00")
    assert (entry.reply, entry.replied_on) == ("已修好。", dt.date(2026, 3, 9))
    assert read(reply="暂无").reply == ""
    assert read(reply="已修好。").remarks == ["没有答复时间，按导入日期记。"]
    with pytest.raises(Unreadable, match="答复时间“下周”认不出是哪一天。"):
        read(reply="已修好。", replied="下周")


def test_a_row_without_a_number_gets_one_from_what_it_says(read):
    first, again = read(speaker="甲"), read(speaker="甲")
    assert first.source_id == again.source_id
    assert first.source_id.startswith("#")
    others = [read(speaker="乙"), read(body="没有电。"), read(said="2026-03-06")]
    assert len({first.source_id, *(other.source_id for other in others)}) == 4


def test_a_number_is_text_as_it_stands(read):
    assert read(source_id=188006).source_id == "188006"
    assert read(source_id="0012 ").source_id == "0012"


def test_too_long_cells_are_cut_and_said_and_contents_are_kept_whole(read):
    entry = read(title="长" * 300, contact="1" * 100, body="字" * 10_000)
    assert (len(entry.title), len(entry.contact), len(entry.body)) == (200, 80, 10_000)
    assert entry.remarks == ["“主题”过长，已截短。", "“联系方式”过长，已截短。"]


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("\n\t\t\t\n\t\t\t座落在联丰路\r\n\t\t", "座落在联丰路"),
        ("一\r\n\r\n\r\n\r\n二", "一\n\n二"),
        ("您\x00好\x07\ufeff\ud800", "您好"),
        ("  甲 乙\t\n  丙", "甲 乙\n丙"),
    ],
)
def test_wrapping_and_unprintable_characters_are_taken_off(raw, clean):
    assert tidy(raw) == clean
