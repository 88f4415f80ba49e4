"""What each clause of a reply is there for.

An answer is what remains when courtesy, receipt, the subject quoted, handing on, telephone
numbers, "wait for news" and the signature are taken away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .sentences import Sentence, Span, sentences


class Role(StrEnum):
    COURTESY = "courtesy"
    RECEIVED = "received"
    SUBJECT = "subject"
    FORWARDED = "forwarded"
    CONTACT = "contact"
    LATER = "later"
    DATED = "dated"
    SIGNED = "signed"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class Clause:
    """``text`` is the plain spelling; ``sentence`` the number of its sentence."""

    start: int
    end: int
    text: str
    role: Role
    sentence: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


_PARTS: Final = re.compile(
    r"[,;:](?!\d)|(?<=\d),(?=[^\W\d])|\s+(?=\d{4}年\d)|(?<=[^\W\d_a-z]) (?=[^\W\d_a-z])"
)
_QUOTED: Final = re.compile(
    r"(?:反映|反应|咨询|提出|投诉|举报|提到|关于|留言|来信|所述|所说|所提|建议|标题为|主题为)[^“\"《。!?\n]{0,16}[“\"《][^”\"》\n]{0,200}[”\"》]"
)
_DATE: Final = (
    r"(?:\d{2,4}|[〇○零一二三四五六七八九]{4})年\s?"
    r"[\d一二三四五六七八九十]{1,2}月\s?[\d一二三四五六七八九十]{1,3}日?"
)
_ROLES: Final = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (Role.DATED, rf"^[\s(]*{_DATE}[\s)。.]*$"),
        (Role.COURTESY,
         r"^[“\"”'\s]*(?:网友|尊敬|亲爱|敬爱|uu\d|您好|你好|[^\W]{1,4}(?:先生|女士|同志|同学|朋友))[^。]{0,24}$"
         r"|感谢|谢谢|^祝(?:您|你|愿)|敬请(?:谅解|理解|见谅|您?的?理解)|欢迎(?:您|你|继续|广大|大家|来|随时|对|各位|监督|提出|对我)"
         r"|^请?(?:您|你)?(?:予以|给予|多多|能够?)?(?:理解|谅解)|不便.{0,6}(?:谅解|歉)|敬请监督|深表(?:歉意|理解|感谢)|^此致|^敬礼"),
        (Role.RECEIVED,
         r"(?:收悉|已收到|已阅|知悉|已知晓|已受理|已登记|已记录)|(?:回复|答复|解答|说明|回应|汇报|反馈|报告)如下|作如下|特此(?:回复|答复|函复|说明|复)|^(?:此复|回复|答复|特复|现将|现就|现对)"
         r"|^(?:您|你)(?:在|于|通过)[^,]{0,30}(?:留言|来信|发帖|发表)"),
        (Role.FORWARDED,
         r"(?:已|将|我们|我办|及时|现|并|立即|第一时间)[^,。]{0,14}(?:转(?:给|交|至|到|办|达|呈|由|发|请|送|往|相关|有关|责任|(?=[^,。]{1,14}(?:局|委|县|区|市|镇|乡|办|部门|单位|公司|学校|院|队))(?!变|为|入|型|移|让|换))|交(?:由|办|给|至|[^,。]{1,12}(?:调查|办理|处理|核实|核处))|移交|批转|反馈(?:给|至|到)|汇报给?|上报|呈报|发函|函告)"
         r"|^转(?:交|至|办|到|给|由|请|[^变为入型移让换])|交办(?:给|至|到)|^(?:请|由)[^,。]{1,20}(?:核处|核查处理|调查处理|办理|研处|阅处|核实处理|答复|回复)$"),
        (Role.CONTACT,
         r"\d{3,4}[-—–]\d{4,}|\d{7,}|电话|热线|^请?(?:您|你)?(?:可以?|也可|如|若|建议)?.{0,16}(?:咨询|拨打|联系|致电|来电|来访|前往|登录|查询|(?:提供|补充|补全|完善).{0,10}(?:信息|线索|资料|联系方式))"),
        (Role.LATER,
         r"(?:及时|尽快|尽早|第一时间|另行|后续|随后)[^,。]{0,10}(?:回复|答复|反馈|告知|公布|处理|解决|办理|核处|处置)|敬请关注|请(?:您|你)?(?:耐心)?(?:等待|等候|关注)|关注后续|有关情况将|正在(?:办理|处理|调查|核实|核查)(?:中|之中)?$"
         r"|^(?:调查|核实|核查|处理|办理|核处|办复|处置|查处|研究|进行)+(?:中|处理|、)*$|限期(?:回复|办结|办理|答复)"),
        (Role.SIGNED, r"^[^,。]{2,24}(?:局|委|办|办公室|中心|大队|支队|政府|街道办事处|委员会|公司"
         r"|学校|医院|党委|宣传部|信访局|督查室|领导小组)\d{0,4}$"),
    )
)  # fmt: skip


_REFERS: Final = re.compile(
    r"(?:针对|关于|对于?|就|根据|按照)?(?:您|你|网友)们?(?:所|向|在)?[^,。]{0,10}"
    r"(?:反映|反应|提|咨询|投诉|举报|留言|来信)"
)
_SAYS: Final = re.compile(r"转(?:交|办|至|给|到)|交办|属实|不属|位于|是")


def clauses(text: str) -> list[Clause]:
    """The clauses of a reply with their roles, in order; linear in the length.

    >>> [c.role.value for c in clauses("您好，留言已收悉，已转交水务局处理。管道昨夜已修好。")]
    ['courtesy', 'received', 'forwarded', 'told']
    """
    found: list[Clause] = []
    for number, sentence in enumerate(sentences(text)):
        found += _of(sentence, number)
    return found


def _of(sentence: Sentence, number: int) -> list[Clause]:
    hidden = _QUOTED.sub(lambda quote: "“" + "\0" * (len(quote.group()) - 1), sentence.text)
    edges = [*(cut.end() for cut in _PARTS.finditer(hidden)), len(hidden)]
    found, begin = [], 0
    for edge in edges:
        piece = sentence.text[begin:edge]
        bare = piece.strip(" ,;:。!?\t\n")
        if bare:
            start = sentence.start + begin + piece.index(bare[0])
            shown = hidden[begin:edge].strip(" ,;:。!?\t\n")
            found.append(Clause(start, start + len(bare), bare, _role(shown), number))
        begin = edge
    return found


def _role(shown: str) -> Role:
    if "\0" in shown and len(re.sub(r"“\0*", "", shown)) < 30:
        return Role.SUBJECT
    if _REFERS.match(shown) and not _SAYS.search(shown):
        return Role.SUBJECT
    for role, pattern in _ROLES:
        if pattern.search(shown):
            return role
    return Role.TOLD
