"""The two tables of hot issues, with the columns that such tables have everywhere."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.reports.ledgers import DATE, NOT_ENTERED, NUMBER, TEXT, Column, Ledger

ISSUES = Ledger(
    "hot",
    _("热点问题表"),
    _("一个问题一行，由诉求自动归集，热度高的在前。"),
    (
        Column("rank", _("热度排名"), 9, NUMBER, _("按热度指数从高到低。"), lambda row: row.rank),
        Column(
            "code",
            _("问题ID"),
            12,
            TEXT,
            _("与留言明细表的问题ID对应，每次整理后保持不变。"),
            lambda row: row.code,
        ),
        Column(
            "heat",
            _("热度指数"),
            10,
            NUMBER,
            _("由不同的人、近期增长、附议、未解决的时间、重新办理加权得出，见“热度怎么算”页。"),
            lambda row: row.heat,
        ),
        Column(
            "period",
            _("时间范围"),
            26,
            TEXT,
            _("最早和最近一次反映的日期。"),
            lambda row: row.period,
        ),
        Column(
            "place",
            _("地点/人群"),
            24,
            TEXT,
            _("多数诉求提到的地点；没有共同地点的为涉及单位。"),
            lambda row: row.place,
            NOT_ENTERED,
        ),
        Column(
            "problem",
            _("问题描述"),
            60,
            TEXT,
            _("取自诉求的原话，或工作人员所起的名称。"),
            lambda row: row.problem,
            NOT_ENTERED,
        ),
    ),
)
VOICES = Ledger(
    "hot-details",
    _("热点问题留言明细表"),
    _("一条诉求一行，按问题的热度排列。"),
    (
        Column("code", _("问题ID"), 12, TEXT, _("与热点问题表对应。"), lambda row: row.code),
        Column(
            "number",
            _("留言编号"),
            14,
            TEXT,
            _("导入件为来源系统的编号，其余为事项编号；尚未受理的没有编号。"),
            lambda row: row.number,
        ),
        Column(
            "who",
            _("留言用户"),
            14,
            TEXT,
            _("实名的姓名或来源系统的用户号；匿名件为“匿名”。"),
            lambda row: row.who,
            NOT_ENTERED,
        ),
        Column(
            "title", _("留言主题"), 36, TEXT, _("诉求的标题。"), lambda row: row.title, NOT_ENTERED
        ),
        Column(
            "said_on",
            _("留言时间"),
            11,
            DATE,
            _("反映的日期，只到日。"),
            lambda row: row.said_on,
            NOT_ENTERED,
        ),
        Column("body", _("留言详情"), 60, TEXT, _("诉求原文。"), lambda row: row.body, NOT_ENTERED),
        Column(
            "dislikes",
            _("反对数"),
            8,
            NUMBER,
            _("来源系统里的反对数。"),
            lambda row: row.dislikes,
        ),
        Column(
            "likes",
            _("点赞数"),
            8,
            NUMBER,
            _("来源系统里的点赞数，计入附议。"),
            lambda row: row.likes,
        ),
    ),
)
HOT_LEDGERS = {one.key: one for one in (ISSUES, VOICES)}
