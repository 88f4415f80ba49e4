"""By which words a clause of a reply is told to be courtesy, receipt, handing on and so on.

Reasoned from how offices write, not counted from any collection. The first role whose words
stand in the clause is taken; a clause without any tells something.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    COURTESY = "courtesy"
    RECEIVED = "received"
    SUBJECT = "subject"
    """It names what was asked, and says nothing to it."""
    FORWARDED = "forwarded"
    CONTACT = "contact"
    """Whom to ask instead, or what the writer should have sent along."""
    LATER = "later"
    """An answer will come, or was given elsewhere."""
    DATED = "dated"
    SIGNED = "signed"
    TOLD = "told"


HIDDEN: Final = "\0"
"""Stands for each sign of a quoted title."""

DATE: Final = (
    r"(?:\d{2,4}|[〇○零一二三四五六七八九]{4})[年.]\s?"
    r"[\d一二三四五六七八九十]{1,2}[月.]\s?[\d一二三四五六七八九十]{1,3}日?"
)
_BODY: Final = (
    r"(?:局|委|办|办公室|中心|大队|支队|政府|街道办事处|委员会|公司"
    r"|学校|医院|党委|宣传部|信访局|督查室|领导小组|网管办|部)"
)
_HANDED: Final = (
    r"转(?:给|交|至|到|办|达|呈|由|发|请|送|往|相关|有关|责任"
    r"|(?!变|为|入|型|移|让|换|账|诊|学|弯)(?=[^,。]{1,16}(?:局|委|县|区|市|镇|乡|办|部门|单位|公司|学校|院|队|会|处理|核处|调查)))"
    r"|交(?:由|办|给|至|[^,。]{1,12}(?:调查|办理|处理|核实|核处))|移交|批转|汇报给?|上报|呈报|发函|函告|通报"
    r"|反馈(?:给|至|到)|向[^,]{1,10}(?:部门|单位|上级|领导)(?:反馈|反映|汇报|报告)"
)
_ANSWER: Final = r"(?:回复|答复|反馈|告知|公布|回应|办复)"
_DEAL: Final = r"(?:调查|核实|核查|处理|办理|核处|办复|处置|查处|研究|督促|落实|解决|查实)"

ROLES: Final = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (Role.DATED, rf"^[\s(]*{DATE}[\s)。.]*$"),
        (Role.COURTESY,
         r"^[“\"”'\s]*(?:网友|网民|尊敬|亲爱|敬爱|uu\d|您好|你好|[^\W]{1,4}(?:先生|女士|同志|同学|朋友)|[a-z]+(?:您|你)好)[^。]{0,12}$"
         r"|感谢|谢谢|多谢|^祝(?:您|你|愿)|敬请(?:谅解|理解|见谅|您?的?理解)|^在此$"
         r"|欢迎(?:您|你|继续|广大|大家|来|随时|对|各位|监督|提出)"
         r"|^请?(?:您|你)?(?:予以|给予|多多|能够?)?(?:理解|谅解)|不便.{0,6}(?:谅解|歉)|带来的?不便$|敬请监督"
         r"|深表(?:歉意|理解|感谢)|^此致|^敬礼|^希望(?:您|你)[^,]{0,10}(?:支持|关心|关注|监督)"
         r"|^(?:多|继续)?[^,]{0,3}提(?:出|供)?[^,]{0,8}意见|(?:高度|非常|十分)重视$|继续努力$|竭诚|热忱|做好[^,]{0,6}工作$"
         r"|^为(?:了)?(?:更好|方便|便于|更全面|进一步了解)|^希望[^,]{0,10}帮助$"),
        (Role.RECEIVED,
         rf"(?:收悉|已经?收到|已阅|知悉|获悉|已知晓|已受理|已登记|已记录)|{_ANSWER[:-1]}|解答|说明|汇报|报告)如下|作如下"
         r"|特此(?:回复|答复|函复|说明|复)|^(?:此复|回复|答复|特复|现将|现就|现对)"
         r"|^(?:您|你)(?:在|于|通过)[^,]{0,30}(?:留言|来信|发帖|发表)|^接到[^,]{1,12}后$"),
        (Role.FORWARDED,
         rf"(?:已|将|我们|我办|及时|现|并|立即|第一时间)[^,。]{{0,24}}(?:{_HANDED})|^(?:{_HANDED})"
         rf"|正在?交办|^(?:请|由)[^,。]{{1,20}}(?:核处|核查处理|调查处理|办理|研处|阅处|核实处理|答复|回复)$"
         rf"|^(?:并?要求|责成|督促)其?[^,]{{0,6}}{_DEAL}[^,]{{0,6}}$"),
        (Role.CONTACT,
         r"\d{3,4}[-—–]\d{4,}|\d{7,}|电话|热线|https?|链接|^详见|^\(详见|点击"
         r"|^请?(?:您|你)?(?:可以?|也可|如|若|建议)?.{0,16}(?:咨询|询问|拨打|联系|致电|来电|来访|前往|登录|查询|访问)"
         r"|(?:请|建议|直接)[^,]{0,20}(?:询问|反映|反应|投诉|举报)$|^(?:以便|便于)|请勿重复|^如果?(?:您|你)?(?:仍|还)?(?:有|需)(?:任何|其他|其它)?(?:问题|疑问|不明|需要)"
         r"|请[^,]{0,14}(?:表述|说明|描述|写)[^,]{0,4}(?:清楚|详细|出来|具体)"
         r"|(?:请|建议|望|可以?)[^,]{0,8}(?:提供|补充|补全|完善|留下)[^,]{0,16}(?:信息|线索|资料|联系方式|情况|地址|电话)"
         r"|(?:因|由于)[^,]{0,14}(?:不具体|不明确|不清|笼统|不详|(?:未|没有?|无|不)(?:留下|提供|填写|掌握|说明|有您|具体|您的)?[^,]{0,12}(?:联系|信息|证据|电话|地址|情况))"
         r"|(?:无法|不能|难以)(?:为您|为你|直接|明确|准确|进一步|与您|得知|给您|给予|进行|及时)*(?:答复|回复|解答|查询|查实|核实|核查|调查|联系|得知|了解)"),
        (Role.LATER,
         rf"(?:及时|尽快|尽早|第一时间|另行|后续|随后)[^,。]{{0,10}}(?:{_ANSWER}|{_DEAL})|敬请(?:关注|留意)|^请?关注后续|有关情况将"
         rf"|请(?:您|你)?(?:耐心)?(?:等待|等候|关注)|正在?{_DEAL}(?:中|之中)?$|限期(?:办结|{_ANSWER})"
         rf"|^(?:调查|核实|核查|处理|办理|核处|办复|处置|查处|研究|进行|、)+(?:中|处理|等)*$"
         rf"|^(?:待|等)[^,]{{0,12}}(?:后|结果|清楚)|处理(?:情况|结果)[^,]{{0,8}}{_ANSWER}|^如有[^,]{{0,8}}(?:{_ANSWER}|情况|结果|进展)"
         rf"|(?:已经?|另)(?:有[^,]{{1,6}})?(?:作出|进行过?|做出|予以|有)?[^,]{{0,2}}{_ANSWER}|^(?:并|将)?(?:妥善|积极|认真|依法|及时)+{_DEAL}(?:问题|您的问题|此事)?$|持续(?:关注|跟踪)|为(?:您|你)[^,]{0,4}(?:解答|协调)$|会予?以?认真[^,]{{0,4}}$"),
        (Role.SIGNED, rf"^[^,。]{{2,24}}{_BODY}\s?(?:{DATE})?\d{{0,4}}$"),
    )
)  # fmt: skip

_REFERS: Final = re.compile(
    r"(?:针对|关于|对于?|就|根据|按照)?(?:您|你|网友)们?(?:所|向|在)?[^,。]{0,10}"
    r"(?:反映|反应|提|咨询|投诉|举报|留言|来信|述)"
)
_NAMED: Final = re.compile(
    r"(?:问题|情况|事项?|事宜|帖文?|留言|来?信|函|建议|诉求|现象|件|咨询|投诉|反映|反应|提出|提到)[”\"]?$"
)


_CALLED: Final = re.compile(
    r"^(?:网友|网民)?(?:[“\"](?:uu|a)?\d{2,12}[”\"]|(?:uu|a)\d{2,12}(?!\d))(?:网友)?[: ]?(?=.)"
)


def role_of(clause: str) -> Role:
    """The role of a clause in plain spelling, quoted titles HIDDEN."""
    clause = _CALLED.sub("", clause)
    if HIDDEN in clause and len(clause.replace(HIDDEN, "")) < 30:
        return Role.SUBJECT
    if _REFERS.match(clause) and _NAMED.search(clause):
        return Role.SUBJECT
    for role, pattern in ROLES:
        if pattern.search(clause):
            return role
    return Role.TOLD
