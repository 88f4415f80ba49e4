"""Charts drawn on the server: seen without scripts, printed, and read out as a table.

leather lays the chart out. What is ours: text in the colour of the page around it, lines
that can be told apart without colours, round numbers on the axis, and the same numbers as a table.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import cycle
from typing import Any

import leather
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from leather import theme

Value = int | float | None
WIDTH, HEIGHT, BAR = 640, 240, 28
COLOURS = ("#2f78d6", "#c2571a", "#0e8a76", "#9a5fd0", "#a37a00", "#d14f86")  # on white and dark
DASHES = ("none", "7 4", "2 3", "10 3 2 3", "5 2", "1 4")
NAMES = 12  # more names than that under one axis would run into each other
LONGEST = 16  # letters of a name beside a bar

theme.background_color = "none"
theme.margin = 0.02
theme.label_color = theme.legend_color = theme.tick_color = theme.zero_color = "currentColor"
theme.tick_font_family = theme.legend_font_family = "inherit"
theme.tick_font_size = theme.legend_font_size = 13
theme.tick_font_char_width = theme.legend_font_char_width = 13  # a Chinese letter is square


def lines(title: str, labels: Sequence[str], series: Mapping[str, Sequence[Value]]) -> SafeString:
    """One line over LABELS for each of SERIES; None is a gap, never a zero."""
    drawn = {name: values for name, values in series.items() if _known(values)}
    chart = leather.Chart()
    for (name, values), colour, dash in zip(drawn.items(), cycle(COLOURS), cycle(DASHES)):
        points = list(enumerate(values))
        chart.add_series(leather.Series(points, name=name), MarkedLine(colour, 2, dash))
    shown = range(0, len(labels), -(-len(labels) // NAMES) or 1)
    chart.set_x_scale(Exact(Decimal(len(labels) - 1 or 1), list(shown)))
    chart.add_x_axis(tick_formatter=lambda value, *_: labels[int(value)])
    chart.set_y_scale(_round(max((v for row in drawn.values() for v in _known(row)), default=0)))
    return _figure(title, chart if drawn else None, HEIGHT, labels, series)


def bars(title: str, labels: Sequence[str], values: Sequence[Value]) -> SafeString:
    """One bar for each of LABELS, the first on top; None is drawn as no bar and said as —."""
    rows = [(0 if v is None else v, str(i)) for i, v in enumerate(values)]
    chart = leather.Chart()
    if rows:
        chart.add_series(leather.Series(rows[::-1]), ToldBars(COLOURS[0], values))
    names = [f"{n[:LONGEST]}…" if len(n) > LONGEST else n for n in labels]
    chart.add_y_axis(tick_formatter=lambda value, *_: names[int(value)])
    chart.set_x_scale(_round(max(_known(values), default=0)))
    height = BAR * len(rows) + 40
    return _figure(title, chart if rows else None, height, labels, {_("数量"): values})


class Exact(leather.Scale):  # type: ignore[misc]
    """From zero to HIGHEST, no wider, with just these TICKS."""

    def __init__(self, highest: Decimal, ticks: list[Any]) -> None:
        self.highest, self._ticks = highest, ticks

    def contains(self, value: Any) -> bool:
        return bool(0 <= value <= self.highest)

    def project(self, value: Any, low: Any, high: Any) -> Decimal:
        share = Decimal(str(value)) / self.highest
        return Decimal(low) + (Decimal(high) - Decimal(low)) * share

    def ticks(self) -> list[Any]:
        return self._ticks


def _round(highest: float) -> Exact:
    """An axis to the next round number above HIGHEST, in at most five steps of whole numbers."""
    step = 1
    while step * 5 < highest:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    top = max(step, -(-int(-(-highest // 1)) // step) * step)
    return Exact(Decimal(top), list(range(0, top + 1, step)))


class MarkedLine(leather.Line):  # type: ignore[misc]
    """A line with its points marked, so that a point between two gaps is seen too."""

    def to_svg(self, width: Any, height: Any, x: Any, y: Any, series: Any, palette: Any) -> Any:
        group = super().to_svg(width, height, x, y, series, palette)
        dots = leather.Dots(self._stroke_color, 2.5)
        group.extend(dots.to_svg(width, height, x, y, series, palette))
        return group

    def legend_to_svg(self, series: Any, palette: Any) -> Any:
        [(group, width)] = super().legend_to_svg(series, palette)
        group.remove(group[0])
        sample = ET.SubElement(group, "line", x1="-16", x2="8", y1="-4", y2="-4")
        sample.attrib.update({"stroke": self._stroke_color, "stroke-width": "2"})
        if self._stroke_dasharray != "none":
            sample.set("stroke-dasharray", self._stroke_dasharray)
        return [(group, width)]


class ToldBars(leather.Bars):  # type: ignore[misc]
    """Bars with their number written at the end."""

    def __init__(self, colour: str, values: Sequence[Value]) -> None:
        super().__init__(colour)
        self.values = values

    def to_svg(self, width: Any, height: Any, x: Any, y: Any, series: Any, palette: Any) -> Any:
        group = super().to_svg(width, height, x, y, series, palette)
        for datum, bar in zip(series.data(), list(group), strict=True):
            end = float(bar.get("x")) + float(bar.get("width"))
            inside = end > float(width) - 40
            told = ET.SubElement(group, "text", x=str(end + (-5 if inside else 5)), dy="0.35em")
            told.set("y", str(float(bar.get("y")) + float(bar.get("height")) / 2))
            told.set("font-size", str(theme.tick_font_size))
            told.set("fill", "#fff" if inside else "currentColor")
            told.set("text-anchor", "end" if inside else "start")
            told.text = _text(self.values[int(datum.y)])
        return group


def _known(values: Sequence[Value]) -> list[int | float]:
    return [v for v in values if v is not None]


def _text(value: Value) -> str:
    return "—" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _figure(
    title: str,
    chart: Any,
    height: int,
    labels: Sequence[str],
    series: Mapping[str, Sequence[Value]],
) -> SafeString:
    rows = [
        (label, [_text(values[i]) if i < len(values) else "—" for values in series.values()])
        for i, label in enumerate(labels)
    ]
    context = {"title": title, "names": list(series), "rows": rows}
    drawing = mark_safe(_svg(title, chart, height)) if chart else ""  # noqa: S308  (made by ET)
    return render_to_string("ui/_chart.html", {**context, "drawing": drawing})


def _svg(title: str, chart: Any, height: int) -> str:
    root = ET.Element("svg", {"viewBox": f"0 0 {WIDTH} {height}", "role": "img"})
    ET.SubElement(root, "title").text = title
    ET.SubElement(root, "desc").text = _("图中的数字在图下的表中。")
    group = chart.to_svg_group(WIDTH, height)
    for tick in group.iterfind(".//g[@class='tick']/line"):
        tick.set("stroke-opacity", "0.18")  # lines to read by, behind what is to be read
    root.append(group)
    return ET.tostring(root, encoding="unicode")
