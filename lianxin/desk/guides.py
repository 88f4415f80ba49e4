"""The short guide of each duty: what it is for, and what to do first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from lianxin.people.duties import Duty

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from lianxin.people.models import User


@dataclass(frozen=True)
class Guide:
    anchor: str
    title: StrPromise
    aim: StrPromise
    steps: tuple[StrPromise, ...]
    duty: Duty | None = None


@dataclass(frozen=True)
class Shown:
    """A guide as one reader sees it: their own duties are marked."""

    anchor: str
    title: StrPromise
    aim: StrPromise
    steps: tuple[StrPromise, ...]
    mine: bool


GUIDES = (
    Guide(
        "staff",
        _("职工"),
        _("有困难、有意见、有建议，在这里说；谁在办、办到哪一步、结果怎样，在这里看。"),
        (
            _("点“我要反映”，写清楚什么事、在哪里、从什么时候开始、希望怎么办。"),
            _("不想留名，就用匿名入口：不用登录，提交后得到一个 16 位回执码，请抄下来或打印。"),
            _("凭回执码可以查进展、补充情况、看答复、作评价；回执码丢了无法找回。"),
            _("实名反映的进展在“我的诉求”里，有新答复时首页会提醒。"),
            _("收到答复后，请说一说满意不满意。不满意可以写明原因，事情会重新办理。"),
            _("“我的数据”里能看到系统记了您的哪些信息，可以导出，有错可以改。"),
        ),
    ),
    Guide(
        "officer",
        _("政工员"),
        _("听到的事录一次，后面的答复、台账、报表都从这里出来，不用再抄。"),
        (
            _(
                "每天先看首页：等着受理的诉求、快到期的事项、别人转给您的事、该回访的人、答应过的事。"
            ),
            _("受理：看清内容，核对分类、单位和缓急，再受理；同一件事已有人在办，就并入那一件。"),
            _(
                "走访、来访、电话听到的，用“代为登记”录入，写明哪天说的；晚录的会标“补录”，照实写即可。"
            ),
            _(
                "不归您办的事，用“转办”提给该办的人，对方接收之前责任仍在您；被退回两次就开会商，由负责人定。"
            ),
            _("办不完要延期，在到期之前申请，批准后系统会告诉反映人。"),
            _("答复写清楚：谁、什么时候、做什么；对方提的每一点都要答到。写到一半会自动存草稿。"),
            _("办结要选怎么办结的；办结后下一个工作日回访，问一句真解决了没有。"),
            _("随口答应的“我问问”，在首页记成承诺，写上日期，到时会提醒。"),
            _("要台账，到“诉求台账”按条件筛选，打印或导出表格；台账不用手工填。"),
        ),
        Duty.OFFICER,
    ),
    Guide(
        "leader",
        _("单位负责人"),
        _("定要您定的，催该催的；看得见本单位和下级单位的事项，但不替经办人办。"),
        (
            _(
                "首页先看“等您决定”：会商由您指定责任人，延期、办结由您审批。会商要在一个工作日内定。"
            ),
            _("再看督办和超期的事项：问清卡在哪里，需要时提高督办级别，写明要求和时间。"),
            _("只有“实质性办结”算解决；办结类型旁边是反映人的评价，两样对照着看。"),
            _("图表是各类诉求每周的件数，看的是事情的趋势，不是给人排名。"),
            _("涉及您本人的事，系统会自动绕开，由别人处理。"),
        ),
        Duty.LEADER,
    ),
    Guide(
        "counsellor",
        _("关爱专员"),
        _("只看得到交给您的事。预约和咨询记录在以后的版本提供。"),
        (
            _("现在您可以和其他职工一样反映情况、查看公开结果。"),
            _("“帮”的部分提供以后，预约会出现在您的首页。"),
        ),
        Duty.COUNSELLOR,
    ),
    Guide(
        "system",
        _("系统管理员"),
        _("管人员、单位和基础设置，看不到诉求和办理内容。"),
        (
            _("先建单位：从上到下建成一棵树；撤并单位用“合并”“撤销”，不要删了重建。"),
            _("再导人员：用表格导入，先预览，有问题的行会说明原因；同一张表导两遍不会重复。"),
            _("核对分类和特殊工作日（本地放假、调休上班），期限按它们计算。"),
            _("每天看一眼运行状况：后台任务有没有出错，备份有没有做。"),
        ),
        Duty.SYSTEM_ADMIN,
    ),
    Guide(
        "security",
        _("安全管理员"),
        _("管谁有什么职责、谁被锁定，看不到诉求和办理内容。"),
        (
            _("任命：给人员加上职责、单位和起止日期；职责管到这个单位和它的全部下级。"),
            _("人员调动、离岗，当天把任职的终止日期填上。"),
            _("忘记密码的，核实本人后重置，系统生成初始密码，第一次登录必须改。"),
            _("连续输错 5 次会锁定 15 分钟，急用可以解锁。"),
        ),
        Duty.SECURITY_ADMIN,
    ),
    Guide(
        "audit",
        _("审计管理员"),
        _("看得到谁在什么时候做了什么动作，看不到内容。日志只能写一次，谁都改不了。"),
        (
            _("定期查看日志：有没有异常的导出、任职变动、重置密码。"),
            _("匿名诉求的日志只有日期，没有人和时间，这是有意的。"),
        ),
        Duty.AUDIT_ADMIN,
    ),
)


def for_reader(reader: User) -> list[Shown]:
    """All guides, those of the reader's own duties first; everyone is staff too."""
    shown = [
        Shown(g.anchor, g.title, g.aim, g.steps, g.duty is None or reader.holds(g.duty))
        for g in GUIDES
    ]
    return sorted(shown, key=lambda guide: (not guide.mine, guide.anchor == "staff"))
