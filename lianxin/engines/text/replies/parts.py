"""The parts a reply is made of: who does what by when, on what basis, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from .clauses import Clause, Role
from .sentences import Span, spelled

MOST_SPANS: Final = 200
"""Places shown of each part."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Whether the reply greets and ends with its day, and where it says what."""

    greets: bool
    dated: bool
    says_who: tuple[Span, ...]
    says_what: tuple[Span, ...]
    says_when: tuple[Span, ...]
    basis: tuple[Span, ...]
    explains: tuple[Span, ...]
    next_step: tuple[Span, ...]


_GREETING: Final = re.compile(r"您好|你好|尊敬的|亲爱的|网友|同志|先生|女士|^[^\W\d]{2,12}:")
_WHO: Final = re.compile(
    r"[^\W\d_]{1,12}?(?:管理局|公安局|局|委员会|办事处|办公室|管理处|大队|中队|支队|派出所|街道|社区居委会|社区"
    r"|村委会?|居委会|政府|中心|公司|学校|医院|卫生院|连队|[一二三四五六七八九十\d]连|团场|团部|工会|妇联|支部"
    r"|物业|(?<![网车场])站|(?<![场厕])所|科室?|(?<![到好])处|队|[镇乡]党?委?)(?!长|面|部长|理|学|技|在|以|有)"
)
NUMERAL: Final = r"[\d一二三四五六七八九十]{1,3}"
WHEN: Final = re.compile(
    rf"(?:\d{{2,4}}年|今年|明年|去年|年内)?\s?{NUMERAL}月(?:份|{NUMERAL}[日号])?(?:底|末|初|中旬|上旬|下旬|以?前|之前)*"
    rf"|\d{{4}}年(?:底|末|初|第?[一二三四]季度|[上下]半年)?前?|{NUMERAL}个?(?:工作日|天|日|周|月|年)(?:之?内|以内|左右)"
    r"|(?:本|这|下)(?:周|月|季度|学期)(?:内|底|末|前)?|(?:今|明|本|年)年?(?:底|末|内|上半年|下半年)前?|(?:今|明)(?:天|日|晚)|昨[天日]|当[天日]"
)
BASIS: Final = re.compile(
    r"《[^《》\n]{2,80}》(?:\([^()\n]{0,30}\))?(?:第[\d一二三四五六七八九十百零]{1,6}条)?(?:第[\d一二三四五六七八九十]{1,4}[款项])?"
    r"|第[\d一二三四五六七八九十百零]{1,6}条(?:第[\d一二三四五六七八九十]{1,4}[款项])?"
    r"|[^\W\d_]{1,8}[〔\[(【](?:19|20)\d\d[〕\])】]\s?第?\d{1,5}号"
)
_WHAT: Final = re.compile(
    r"(?:已经?|正在|将于?|会|拟|立即|当即|现场|安排|组织|责令|要求|督促|派|对)[^,。]{0,40}"
    r"(?:完成|修|更?换|清|拆|整改|处罚|查处|安装|整治|处理|到位|开展|施工|发放|退还|巡查|开通|增加|建设|维护|协调|约谈|检查|核实|调查|督促|启动|推进|纳入|规划"
    r"|[加安]装|检测|铺设|疏通|接通|补发|更新|粉刷|加固|修好|清运)"
    rf"|{NUMERAL}[日号月][^,。]{{0,6}}(?:换|修|装|清|发|办)(?:成|好|完|上|齐|到)"
    r"|[底末前内天][^,。]{0,4}(?:换|修|装|清|发|办)(?:成|好|完|上|齐|到)"
)
_WHY: Final = re.compile(
    r"因为|由于|原因|鉴于|因(?!此|而|素)|为了|所以|因此|属于|不属|经[^,。]{0,12}(?:查|核实|了解|研究)|根据|按照|依据|规定|无法|不能|不符合|不具备"
)
_NEXT: Final = re.compile(
    r"下一步|下阶段|将(?!现|有关|相关情况)|拟(?!定)|计划|预计|力争|争取|届时|今后|接下来|待[^,。]{1,30}后|后续|继续"
)


def read_parts(text: str, found: Sequence[Clause]) -> Parts:
    """The parts of the reply TEXT, whose clauses are FOUND."""
    plain = spelled(text)
    told = [clause for clause in found if clause.role in (Role.TOLD, Role.LATER, Role.FORWARDED)]
    return Parts(
        greets=bool(_GREETING.search(plain[:60])),
        dated=any(clause.role is Role.DATED for clause in found[-4:]) or _ends_dated(plain),
        says_who=_inside(_WHO, told),
        says_what=_whole(_WHAT, told),
        says_when=_inside(WHEN, told),
        basis=_spans((m.start(), m.end()) for m in BASIS.finditer(plain)),
        explains=_whole(_WHY, [c for c in told if c.role is Role.TOLD]),
        next_step=_whole(_NEXT, [c for c in found if c.role in (Role.TOLD, Role.LATER)]),
    )


_TAIL: Final = re.compile(
    r"\d{4}年\s?\d{1,2}月\s?\d{0,2}\s?[日号]?[\s)。]*$|二[〇○零][^\s]{6,10}日[\s)。]*$"
)


def _ends_dated(plain: str) -> bool:
    return bool(_TAIL.search(plain.rstrip()[-30:]))


def _spans(places: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(*place) for place in places)[:MOST_SPANS]


def _whole(pattern: re.Pattern[str], told: Sequence[Clause]) -> tuple[Span, ...]:
    """The clauses in which the pattern stands."""
    return tuple(clause.span for clause in told if pattern.search(clause.text))[:MOST_SPANS]


def _inside(pattern: re.Pattern[str], told: Sequence[Clause]) -> tuple[Span, ...]:
    return _spans(
        (clause.start + m.start(), clause.start + m.end())
        for clause in told
        for m in pattern.finditer(clause.text)
    )
