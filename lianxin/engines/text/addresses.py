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

_HAN_NUMBER = r"[零〇一二三四五六七八九十百]{1,5}"
_NUMBER = rf"(?:[A-Za-z]?\d{{1,5}}[A-Za-z]?|{_HAN_NUMBER}|[甲乙丙丁A-Za-z])"
_UNIT = r"号楼|号院|#楼|号|#|栋|幢|座|单元|层|楼|室|房|户|门(?!口)|排|组|弄|区|期|巷|小队"
# 2号线, 3号井, 5号地 are places of work, not doors.
_NOT_HOUSE = (
    r"(?!(?<=号)(?:[线机车棚库站泵文令召称桌床仓窗井渠地路楼院]|门(?![口前外牌旁])|"
    r"[上下][午周去来班课]))"
)
_STEP = rf"{_NUMBER}(?: ?- ?{_NUMBER}){{0,3}} ?(?:{_UNIT})"
_SIDE = r"(?:[东西中南北左右](?:边|面)?(?:户|门|侧|首|手))"
_DOOR = re.compile(
    rf"(?<![0-9A-Za-z零〇一二三四五六七八九十百.])(?:{_STEP}[之附 ]?){{1,6}}{_NOT_HOUSE}"
    rf"(?:(?:(?<=元|栋|幢|座|楼|门|#|区|期|层|号)[ -]?|(?<=元 |栋 |幢 |座 |"
    rf"楼 ))(?:(?:[A-Za-z]?\d{{1,2}}-)?\d{{3,4}}|{_HAN_NUMBER}(?=[，。,. 、；;）)]|$))"
    rf"(?![\d.吨米元平户万年人名个多余套]))?{_SIDE}?"
)
_DASHED = re.compile(
    r"(?<![\d.-])(?:[A-Za-z]?\d{1,3}[A-Za-z]?#?)(?: ?- ?\d{1,3}){0,2}"
    r" ?- ?[A-Za-z]?\d{3,4}(?![\d-])",
    re.ASCII,
)
# 九号楼东头第二家: no number of a flat, but everybody there knows which it is.
_FROM_THE_END = re.compile(
    rf"(?:{_NUMBER} ?(?:号楼|#楼|栋|幢|座|单元|排|楼|号院) ?){{1,2}}"
    rf"从?[东西南北左右中里靠]{{1,2}}(?:头|边|侧|面|端|数|起|手)?(?:往里|数)?"
    rf"第? ?{_NUMBER} ?(?:家|户|间|门)|"
    rf"(?:第? ?{_NUMBER} ?(?:组|排|栋|单元|小组|巷|队) ?){{1,2}}第 ?{_NUMBER} ?(?:家|户|门)|"
    rf"{_NUMBER} ?(?:号楼|#楼|栋|幢|座|#) ?[东西南北中] ?单元 ?\d{{3,4}}|"
    rf"(?<![\d-])\d{{1,3}} ?- ?(?:\d{{1,2}} ?- ?)?\d{{3,4}} ?室|"
    rf"(?<![\d.])\d{{3,4}}(?=号?(?:宿舍|寝室)(?!楼))"
)
# 门牌88号附1号, 门牌号：27-31号
_ON_THE_PLATE = re.compile(
    r"门牌号?码?[ :是为]{0,2}(\d{1,5}(?: ?[-之附] ?\d{1,4}){0,2}号?(?: ?[之附-] ?\d{1,3}号?)?)"
)
# 3-2-401 is a door with nothing before it too; 3-2-2026 and 2026-3-2 are days.
_THREE_STEPS = re.compile(
    r"(?<![\d.A-Za-z-])\d{1,2} ?- ?\d{1,2} ?- ?(?!(?:19|20)\d\d)\d{3,4}(?![\d.-])"
)
_UNITS_IN = re.compile(_UNIT)

STREETS: Final = ("居民点", "路", "街", "巷", "弄", "胡同", "大道", "连", "连队", "道")
ESTATES: Final = (
    *("小区", "社区", "花园", "家园", "公寓", "苑", "新村", "新城", "山庄", "佳园", "嘉园", "花苑"),
    *(
        "家属院",
        "家属楼",
        "大院",
        "宿舍",
        "村",
        "屯",
        "庄",
        "巷",
        "连",
        "连队",
        "排",
        "家属区",
        "居民点",
    ),
    *(
        "公馆",
        "名邸",
        "华府",
        "府",
        "城",
        "湾",
        "里",
        "园",
        "庭",
        "广场",
        "大厦",
        "住",
        "住在",
        "房号",
    ),
    *(
        "出租房",
        "房子",
        "宿舍楼",
        "厂区",
        "生活区",
        "地址",
        "地址:",
        "地址：",
        "门牌",
        "门牌号",
        "区",
        "期",
        "小队",
        "组",
    ),
)
_ANY_STREET: Final = (
    "道路",
    "公路",
    "马路",
    "铁路",
    "一路",
    "水路",
    "线路",
    "电路",
    "通道",
    "知道",
)
_OF_BUILDINGS: Final = frozenset({"号楼", "号院", "#楼", "#", "栋", "幢", "座", "单元", "室", "房"})
_SIDE_AT_THE_END: Final = re.compile(r"[东西中南北左右](?:边|面)?[户门手首]$")
_ROOM: Final = re.compile(r"\d{3,}[室房]")
_ROOM_OF_A_HOUSE: Final = re.compile(r"(?:栋|幢|号楼|#楼|单元) ?\d{3,4}号")


def addresses(plain: str) -> Iterator[Span]:
    """Spans from the first house number to the last."""
    for match in _DOOR.finditer(plain):
        if _leads_to_a_door(plain, match):
            end = match.start() + len(match.group().rstrip(" 之附"))
            yield Span(match.start(), end, Kind.ADDRESS, Reason.SHAPE)
    for match in _ON_THE_PLATE.finditer(plain):
        yield Span(match.start(1), match.end(1), Kind.ADDRESS, Reason.AFTER_CUE)
    for pattern in (_FROM_THE_END, _THREE_STEPS):
        for match in pattern.finditer(plain):
            yield Span(match.start(), match.end(), Kind.ADDRESS, Reason.SHAPE)
    for match in _DASHED.finditer(plain):
        if plain[max(0, match.start() - 4) : match.start()].rstrip(" ").endswith(ESTATES):
            yield Span(match.start(), match.end(), Kind.ADDRESS, Reason.SHAPE)


def _leads_to_a_door(plain: str, match: re.Match[str]) -> bool:
    units = _UNITS_IN.findall(match.group())
    before = plain[max(0, match.start() - 5) : match.start()].rstrip(" ")
    if units[0] in {"号", "号院"} and before.endswith(STREETS):
        return not before.endswith(_ANY_STREET)
    # 户 is left out: 3栋60户 and 小区848户 are numbers of households.
    houses = {unit for unit in units if unit in _OF_BUILDINGS}
    if len(houses) >= 2 or (houses and match.group()[-1] not in _LAST_OF_UNITS):
        return True
    if houses and _SIDE_AT_THE_END.search(match.group()):
        return True
    if _ROOM_OF_A_HOUSE.search(match.group()) or (units[0] in {"巷", "弄"} and "号" in units):
        return True
    if units[0] in {"区", "期"} and match.group()[-1].isdigit():
        return before.endswith(ESTATES)
    inside = bool(_ROOM.search(match.group())) or _a_house_within(units)
    return inside and before.endswith(ESTATES)


_LAST_OF_UNITS: Final = frozenset("楼院#号栋幢座元层室房户门排组弄区期巷队 之附")


def _a_house_within(units: list[str]) -> bool:
    """三排5号, 3组12号, 2栋5号: a house within a row, group or building."""
    return any(
        outer in {"排", "组", "栋", "幢", "号楼", "弄", "小队", "巷"} and inner in {"号", "户"}
        for outer, inner in pairwise(units)
    )
