"""Charts: drawn without scripts or styles, and the same numbers as a table."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from lianxin.kernel import charts

WEEKS = ["36周", "37周", "38周"]
SVG = "{http://www.w3.org/2000/svg}"


def drawing(markup: str) -> ET.Element:
    found = re.search(r"<svg.*</svg>", markup, re.S)
    assert found
    return ET.fromstring(found[0])


def cells(markup: str) -> list[list[str]]:
    body = re.search(r"<tbody>(.*)</tbody>", markup, re.S)[1]
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in body.split("</tr>") if row]


def test_lines_say_what_they_are_to_those_who_do_not_see_them():
    svg = drawing(charts.lines("走势", WEEKS, {"食堂": [1, 2, 3]}))
    assert svg.get("role") == "img"
    assert svg.findtext("title") == "走势"
    assert svg.findtext("desc") == "图中的数字在图下的表中。"


def test_the_numbers_stand_in_a_table_too():
    markup = charts.lines("走势", WEEKS, {"食堂": [1, None, 3], "取暖": [0, 2.5, 4]})
    assert cells(markup) == [["36周", "1", "0"], ["37周", "—", "2.5"], ["38周", "3", "4"]]


def test_a_gap_is_a_gap_and_not_a_zero():
    svg = drawing(charts.lines("走势", WEEKS, {"食堂": [1, None, 3]}))
    assert len(svg.findall(".//circle")) == 2
    assert len(list(svg.iter("path"))) == 2


def test_lines_are_told_apart_without_colour():
    svg = drawing(charts.lines("走势", WEEKS, {"食堂": [1, 2, 3], "取暖": [3, 2, 1]}))
    assert len({p.get("stroke-dasharray") for p in svg.iter("path")}) == 2


def test_text_takes_the_colour_of_the_page_and_nothing_needs_a_style():
    markup = charts.lines("走势", WEEKS, {"食堂": [1, 2, 3]})
    svg = drawing(markup)
    assert {t.get("fill") for t in svg.iter("text")} == {"currentColor"}
    assert not re.search(r"style=|<style|<script|https?://(?!www\.w3\.org)", markup)


def test_a_strange_name_is_a_text_and_no_markup():
    markup = charts.bars("<b>题</b>", ["<script>x</script>"], [1])
    assert "<script>" not in markup
    assert "<b>" not in markup


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (9, [0, 2, 4, 6, 8, 10]),
        (38, [0, 10, 20, 30, 40]),
        (1001, [0, 500, 1000, 1500]),
    ],
)
def test_the_axis_has_round_whole_numbers(highest, ticks):
    svg = drawing(charts.lines("走势", WEEKS, {"件": [0, highest, 0]}))
    labels = [t.text for t in svg.findall(".//g[@class='axis left']//text")]
    assert sorted(int(text) for text in labels) == ticks


def test_not_more_names_under_the_axis_than_can_be_read():
    weeks = [f"{n}周" for n in range(52)]
    svg = drawing(charts.lines("走势", weeks, {"件": list(range(52))}))
    assert 1 < len(svg.findall(".//g[@class='axis bottom']//text")) <= 12


@pytest.mark.parametrize("values", [[5], [None, 5, None]])
def test_a_single_point_is_seen(values):
    svg = drawing(charts.lines("走势", WEEKS[: len(values)], {"件": values}))
    assert len(svg.findall(".//circle")) == 1


def test_bars_stand_in_the_order_given_with_their_numbers():
    svg = drawing(charts.bars("主题", ["食堂", "取暖"], [31, 4]))
    bars = svg.findall(".//g[@class='series bars']/rect")
    top_first = sorted(bars, key=lambda bar: float(bar.get("y")))
    assert float(top_first[0].get("width")) > float(top_first[1].get("width"))
    told = svg.findall(".//g[@class='series bars']/text")
    assert [t.text for t in sorted(told, key=lambda t: float(t.get("y")))] == ["31", "4"]


def test_what_is_not_told_is_a_dash_and_not_a_zero():
    markup = charts.bars("主题", ["食堂", "取暖"], [31, None])
    assert cells(markup) == [["食堂", "31"], ["取暖", "—"]]
    told = drawing(markup).findall(".//g[@class='series bars']/text")
    assert {t.text for t in told} == {"31", "—"}


def test_two_bars_may_have_one_name():
    svg = drawing(charts.bars("主题", ["其他", "其他"], [3, 4]))
    bars = svg.findall(".//g[@class='series bars']/rect")
    assert len({bar.get("y") for bar in bars}) == 2


@pytest.mark.parametrize(
    "markup",
    [
        lambda: charts.lines("走势", [], {}),
        lambda: charts.lines("走势", WEEKS, {"食堂": [None, None, None]}),
        lambda: charts.bars("主题", [], []),
    ],
)
def test_without_data_it_says_so(markup):
    html = markup()
    assert "这段时间没有数据。" in html
    assert "<svg" not in html
