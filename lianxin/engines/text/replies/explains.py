"""Does a reply explain, and if not, what does it do? A formula of few features, open to all.

The weights are reasoned, not learned: an explanation needs room (a subject, a fact and a reason
take about two dozen signs), and its marks are a finding, a reason, a basis, a dated deed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .clauses import Clause, Role

ENOUGH: Final = 6
"""Signs of own content at which a reply is as likely as not to explain: the shortest statement
in full (管道已经修好) has six."""
BESIDE: Final = 0.1
"""What a sign of all else counts: sixty signs of courtesy, telephone numbers and news to come
say as much as that shortest statement, not more."""
STEEP: Final = 1.6
"""How much one doubling (in natural logarithms) of the content counts, in log-odds."""
MARK: Final = 0.5
"""What each mark of an explanation counts, in log-odds."""

_MARKS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"经[^,。]{0,12}(?:查|核实|了解|研究|协调|沟通|勘)|(?:属实|不实|属于|不属)",
        r"因为?|由于|原因|鉴于|为了|所以|因此",
        r"《|第[\d一二三四五六七八九十百]+条|规定|政策|文件|标准|要求",
        r"(?:已经?|将于|预计|计划|正在|于\d)[^,。]{0,30}(?:完成|修|建|开工|启动|整改|处罚|拆|安排|清|装|发放)",
    )
)


class ReplyKind(StrEnum):
    EXPLAINS = "explains"
    ACTS = "acts"
    FORWARDS = "forwards"
    THANKS = "thanks"
    ACKNOWLEDGES = "acknowledges"


@dataclass(frozen=True, slots=True)
class Features:
    """What the formula sees: signs of own content, signs beside it, kinds of marks in it."""

    content: int
    beside: int
    marks: int

    def columns(self) -> tuple[float, ...]:
        """For a yardstick that learns its weights."""
        return (math.log1p(self.content), math.log1p(self.beside), float(self.marks))


def features(found: Sequence[Clause]) -> Features:
    told = [clause.text for clause in found if clause.role is Role.TOLD]
    beside = (clause.text for clause in found if clause.role not in (Role.TOLD, Role.DATED))
    whole = ",".join(told)
    marks = sum(bool(mark.search(whole)) for mark in _MARKS)
    return Features(_signs(told), _signs(beside), marks)


def _signs(texts: Iterable[str]) -> int:
    return sum(sum(map(str.isalnum, text)) for text in texts)


def probability(seen: Features) -> float:
    """0…1 that a reader would say: this explains. 0 of nothing at all."""
    weight = seen.content + BESIDE * seen.beside
    if not weight:
        return 0.0
    odds = STEEP * (math.log(weight) - math.log(ENOUGH)) + MARK * seen.marks
    return 1 / (1 + math.exp(-odds))


_DEED: Final = re.compile(
    r"(?:已经?|正在|将于?|立即|当即|安排|组织|责令|要求|督促)[^,。]{0,30}"
    r"(?:完成|修|换|清|拆|整改|处罚|查处|安装|整治|处理|到位|开展|施工|发放|退还|巡查|开通|增|加|建)"
)


def kind_of(found: Sequence[Clause], chance: float) -> ReplyKind:
    if chance >= 0.5:
        told = ",".join(c.text for c in found if c.role is Role.TOLD)
        deeds = len(_DEED.findall(told))
        reasons = sum(len(mark.findall(told)) for mark in _MARKS[:3])
        return ReplyKind.ACTS if deeds > reasons else ReplyKind.EXPLAINS
    roles = {clause.role for clause in found}
    if Role.FORWARDED in roles or Role.CONTACT in roles:
        return ReplyKind.FORWARDS
    thanks = any(re.search("谢|感激", c.text) for c in found if c.role is Role.COURTESY)
    if thanks and not roles & {Role.RECEIVED, Role.LATER}:
        return ReplyKind.THANKS
    return ReplyKind.ACKNOWLEDGES
