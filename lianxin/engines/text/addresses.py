"""Addresses down to the door.

Hidden is only what leads to a door: in 幸福小区3栋2单元501室 the part from 3栋 on. Street,
estate and company stay, because whoever mends the lamp must know where it is. A single
building, storey or villagers' group is not a door.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from .personal import Kind, Reason, Span

_NUMBER = r"(?:[A-Za-z]?\d{1,5}[A-Za-z]?|[零〇一二三四五六七八九十百]{1,5}|[甲乙丙丁A-Za-z])"
_UNIT = r"号楼|号院|号|栋|幢|座|单元|层|楼|室|房|户|门|排|组|弄"
# 2号线, 3号井, 5号地 are places of work, not doors.
_NOT_HOUSE = r"(?![线机车棚库站泵文令召称桌床仓窗井渠地路门])"
_STEP = rf"{_NUMBER}(?:-{_NUMBER}){{0,2}}(?:{_UNIT})"
_DOOR = re.compile(
    rf"(?<![0-9A-Za-z零〇一二三四五六七八九十百])(?:{_STEP}[之附 ]?){{1,6}}{_NOT_HOUSE}"
    r"(?:(?<=元|栋|幢|座|楼)\d{3,4}(?![\d吨米元平户万]))?"
)
_DASHED = re.compile(r"(?<![\d-])[A-Za-z]?\d{1,3}(?:-\d{1,3}){0,2}-\d{3,4}(?![\d-])", re.ASCII)
_UNITS_IN = re.compile(_UNIT)

STREETS: Final = ("路", "街", "巷", "弄", "胡同", "大道", "连", "连队")
ESTATES: Final = (
    *("小区", "社区", "花园", "家园", "公寓", "苑", "新村", "新城", "山庄", "佳园"),
    *("家属院", "家属楼", "大院", "宿舍", "村", "屯", "庄", "巷", "连", "连队", "排"),
)
_ANY_STREET: Final = ("道路", "公路", "马路", "铁路", "一路", "水路", "线路", "电路")
_OF_BUILDINGS: Final = frozenset({"号楼", "号院", "栋", "幢", "座", "单元", "室", "房"})
_ROOM: Final = re.compile(r"\d{3,}[室房]")


def addresses(plain: str) -> Iterator[Span]:
    """Spans from the first house number to the last."""
    for match in _DOOR.finditer(plain):
        if _leads_to_a_door(plain, match):
            end = match.start() + len(match.group().rstrip(" 之附"))
            yield Span(match.start(), end, Kind.ADDRESS, Reason.SHAPE)
    for match in _DASHED.finditer(plain):
        if plain[max(0, match.start() - 4) : match.start()].endswith(ESTATES):
            yield Span(match.start(), match.end(), Kind.ADDRESS, Reason.SHAPE)


def _leads_to_a_door(plain: str, match: re.Match[str]) -> bool:
    units = _UNITS_IN.findall(match.group())
    before = plain[max(0, match.start() - 3) : match.start()].rstrip(" ")
    if units[0] in {"号", "号院"} and before.endswith(STREETS):
        return not before.endswith(_ANY_STREET)
    # 户 is left out: 3栋60户 and 小区848户 are numbers of households.
    houses = {unit for unit in units if unit in _OF_BUILDINGS}
    if len(houses) >= 2 or (houses and match.group()[-1].isdigit()):
        return True
    if not before.endswith(ESTATES):
        return False
    return bool(_ROOM.search(match.group())) or _a_house_within(units)


def _a_house_within(units: list[str]) -> bool:
    """三排5号, 3组12号, 2栋5号: a house within a row, group or building."""
    return any(
        outer in {"排", "组", "栋", "幢", "号楼", "弄"} and inner in {"号", "户"}
        for outer, inner in pairwise(units)
    )
