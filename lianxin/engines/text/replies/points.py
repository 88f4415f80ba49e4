"""The points a voice raises: what somebody waits to hear about.

Rules, no statistics: a sentence is a question, a request, a complaint or a fact by its words.
Greetings, thanks, what is said twice and requests without an object of their own
(望领导重视) are left out while there is anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from .content import pairs, share
from .sentences import Sentence, sentences

MOST_POINTS: Final = 40
"""Nobody answers more points than this one by one."""
SAME: Final = 0.6
"""Share of a sentence's pairs in an earlier point from which it says nothing new."""

ENOUGH_PAIRS: Final = 3
"""Pairs of signs without which two sentences cannot be told to be the same."""


class Kind(StrEnum):
    QUESTION = "question"
    REQUEST = "request"
    COMPLAINT = "complaint"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Point:
    """``text`` is ``voice[start:end]``, as it was given."""

    start: int
    end: int
    text: str
    kind: Kind


_QUESTION: Final = re.compile(
    r"\?|为什么|为何|何时|什么时候|几时|能否|可否|能不能|可不可以|是否|是不是|有没有|请问|想问|问一下"
    r"|[吗呢么](?=[,。!?;\s]|$)|怎么(?:办|样|处理|解决|回事)|如何(?!都|也)|多久|哪(?:里|个|些|天|年)|咨询|不知道?(?:是|能|可|有|什么|何)"
)
_REQUEST: Final = re.compile(
    r"希望|恳请|恳求|请求|敬请|烦请|还请|务必|建议|要求(?!员工|职工|市民|业主|我们|其|员|学生|家长|自愿)|呼吁|盼|期望|期待|强烈|麻烦(?:您|你|帮|政府|领导|相关)"
    r"|(?<![申邀聘])请(?!假|客|教|问|愿)|望(?!江|城|月|岳|马)|应该|应当|能够?(?:帮|给|尽快|早日)|求"
)
_COMPLAINT: Final = re.compile(
    r"投诉|举报|反映|反应|违规|违法|违章|严重|扰民|拖欠|乱收|收费|强制|强迫|不(?:给|让|管|到位|合理|公|发|予|能|办|退|通|见|好|透明|规范|作为)"
    r"|没有?|无法|无人|无证|未|坏|漏|臭|脏|堵|吵|噪|污染|破|欺|骗|假冒|虚假|危险|隐患|困难|影响|拒|推诿|敷衍|差|乱|停水|停电|烂|黑|塌|裂|偷|私自|擅自|侵|苦|难"
)
_COURTESY: Final = re.compile(
    r"^(?:尊敬的|敬爱的|亲爱的)?[^,。!?;]{0,12}(?:[您你们长记导友志]好|早上好|下午好|晚上好)[,。!?;:\s]*$"
    r"|^(?:尊敬的|敬爱的|亲爱的)[^,。!?;]{0,20}:?$"
    r"|^(?:再次|万分|十分|非常|最后|在此|先|多|深表|不胜)*(?:谢谢|感谢|感激|拜谢|致谢|多谢|此致|敬礼|致敬|辛苦)[^,。!?;]{0,25}[,。!?;:\s]*$"
    r"|^祝[^,。]{0,15}[。!]?$"
)
_WAITING: Final = re.compile(
    r"^(?:[^,。]{0,8}[,])?(?:所以|因此|故|以上|特此|再次|再|最后|还|也|在此|现)*[,]?[^,。]{0,6}?"
    r"(?:急|跪|期|敬|恳|诚|强烈|还)?(?:盼|望|求|希望|期待|等待|恳请|恳求|请|呼吁|建议)[^,。]{0,16}"
    r"(?:回复|答复|回音|回应|答案|说法|重视|关注|解决|处理|做主|帮助|查处|明察|核实|过问|管管|释疑|解惑|解答|解疑|看看|一下)"
    r"[^,。]{0,8}(?:,[^,。]{0,12})?[,。!?:;\s]*$"
    r"|(?:多次|曾|已经?)[^,。]{0,10}(?:反映|反应|投诉|留言|发帖|打电话)[^。]{0,24}(?:没有?|无|未)[^。]{0,14}(?:答复|回复|结果|音讯|回应|解决)[^,。]{0,4}[。!]*$"
    r"|^[^,。]{0,6}(?:盼复|求解|求助|急盼|(?:想|要)问(?:一下)?|(?:能|请)[^,。]{0,6}(?:说下|说说|告诉我))[^,。]{0,3}[,。:!?]*$"
)
_RHETORIC: Final = re.compile(
    r"难道|天理|何在[?!。]|内幕|保护伞|黑幕|一句空话|良心|为人民服务|还有没有(?:王法|人管|法律)|何时是个?头"
    r"|谁(?:来|能)?(?:管|为)我们|睁一只眼|视而不见|不管不顾|指手遮天|一手遮天|[流擦]泪|官官相护|有没有用"
)
_ANNOUNCES: Final = re.compile(
    r"(?:以下|如下|下列|几|两|二|三|四|些)(?:个|点|条|项|方面)*(?:的)?(?:问题|建议|要求|疑问|诉求|请求|意见|情况|工作)"
    r"[^。?]{0,14}[:,。]?$|(?:问题|建议|要求|原因|如下|诉求)[^,。]{0,4}:$"
)
_CLOSES: Final = re.compile(r"^(?:以上|综上|总之|最后|希望|恳请|请(?!问)|望|盼|谢|此致|期待)")


def points(text: str) -> list[Point]:
    """What TEXT raises, in order, at most MOST_POINTS; linear in its length.

    >>> [(p.text, p.kind.value) for p in points("您好！路灯坏了三天。何时能修？谢谢！")]
    [('路灯坏了三天。', 'complaint'), ('何时能修？', 'question')]
    """
    heading = text.find("\n", len(text) - len(text.lstrip()))
    said = [s for s in sentences(text) if not _COURTESY.match(s.text)]
    found = _whole_lists(_joined((s, _kind(s.text)) for s in said))
    raised = [(s, k) for s, k in found if k is not Kind.FACT]
    own = [(s, k) for s, k in raised if not _empty(s, k)]
    body = [(s, k) for s, k in own if s.start > heading]
    listed = sum(s.opens for s, _ in body) > 1
    body = [(s, k) for s, k in body if s.item or _asks(k) or not listed]
    chosen = _new(body) or _new(own) or _new(raised) or found[:1]
    return [Point(s.start, s.end, text[s.start : s.end], k) for s, k in chosen]


def _whole_lists(found: list[tuple[Sentence, Kind]]) -> list[tuple[Sentence, Kind]]:
    """An item among items that complain or ask is a point too, whatever its words."""
    raising = sum(s.opens and k is not Kind.FACT for s, k in found)
    if raising < 2:
        return found
    return [(s, Kind.COMPLAINT if s.opens and k is Kind.FACT else k) for s, k in found]


def _empty(sentence: Sentence, kind: Kind) -> bool:
    """It asks for attention, announces a list, or asks what nobody could answer."""
    told = sentence.text
    if sentence.opens:
        return False
    if _WAITING.match(told) or _ANNOUNCES.search(told):
        return True
    return kind is Kind.QUESTION and bool(_RHETORIC.search(told))


def _kind(text: str) -> Kind:
    if _QUESTION.search(text):
        return Kind.QUESTION
    if _REQUEST.search(text):
        return Kind.REQUEST
    return Kind.COMPLAINT if _COMPLAINT.search(text) else Kind.FACT


def _joined(told: Iterable[tuple[Sentence, Kind]]) -> list[tuple[Sentence, Kind]]:
    """Sentences of one list item are one point; so are complaints that follow each other."""
    found: list[tuple[Sentence, Kind]] = []
    for sentence, kind in told:
        if found and _belongs(found[-1], sentence, kind):
            before, was = found.pop()
            both = replace(before, end=sentence.end, text=f"{before.text} {sentence.text}")
            found.append((both, min(was, kind, key=list(Kind).index)))
        else:
            found.append((sentence, kind))
    return found


def _belongs(before: tuple[Sentence, Kind], sentence: Sentence, kind: Kind) -> bool:
    last, was = before
    if sentence.opens or last.paragraph != sentence.paragraph:
        return False
    if sentence.item:
        return last.item == sentence.item and not _CLOSES.match(sentence.text)
    return was is kind is Kind.COMPLAINT and sentence.end - last.start < 160


def _new(raised: Sequence[tuple[Sentence, Kind]]) -> list[tuple[Sentence, Kind]]:
    """Without what an earlier point of its sort says, or a heading that a later one repeats."""
    kept: list[tuple[Sentence, Kind, set[str]]] = []
    for sentence, kind in raised:
        told = pairs(sentence.text)
        if not sentence.opens and any(
            _same(told, other) and _asks(kind) == _asks(was) for _, was, other in kept
        ):
            continue
        if len(kept) == 1 and _same(kept[0][2], told):
            kept = []
        kept.append((sentence, kind, told))
        if len(kept) == MOST_POINTS:
            break
    return [(sentence, kind) for sentence, kind, _ in kept]


def _asks(kind: Kind) -> bool:
    return kind in (Kind.QUESTION, Kind.REQUEST)


def _same(one: set[str], other: set[str]) -> bool:
    return len(one) >= ENOUGH_PAIRS and share(one, other) >= SAME
