# ruff: noqa: E501  (pages as they are written in templates)
"""Pages that show every part of the look at once, for the tests and the eyes; never served."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template import engines
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from lianxin import urls
from lianxin.kernel import charts
from lianxin.kernel.errors import Refused
from lianxin.kernel.pages import Page

LONG_NAME = "阿依古丽·买买提·吐尔逊·艾力"
LONG_TITLE = (
    "宿舍三号楼暖气不热，室温只有十五度左右，老人孩子晚上睡不好，已经向物业反映过三次没有结果，"
    "希望连队帮忙协调供热公司在降温之前彻底检修一次"
)
MENU = [
    {
        "title": "",
        "items": [
            {"url": "/sample/list/", "text": "首页", "icon": "house", "current": False, "count": 0},
            {"url": "#", "text": "事项", "icon": "inbox", "current": True, "count": 17},
        ],
    },
    {
        "title": "管理",
        "items": [{"url": "#", "text": "人员", "icon": "people", "current": False, "count": 0}],
    },
]


@dataclass
class Row:
    number: str
    title: str
    unit: str
    owner: str
    state: str
    due: dt.datetime
    WORDS: ClassVar = {
        "in_hand": "办理中",
        "waiting": "待受理",
        "answered": "已答复",
        "closed": "已办结",
    }

    def get_state_display(self) -> str:
        return self.WORDS[self.state]


@dataclass
class Told:
    at: dt.datetime
    by: str | None
    sentence: str


@dataclass
class Kept:
    pk: int
    name: str
    size: int
    stripped: bool


class SampleForm(forms.Form):
    title = forms.CharField(label="标题", max_length=60, help_text="一句话说清什么事。")
    day = forms.DateField(label="期限", widget=forms.DateInput(attrs={"type": "date"}))
    unit = forms.ChoiceField(label="单位", choices=[("", "请选择"), ("一连", [("1", "一排")])])
    urgency = forms.ChoiceField(
        label="缓急",
        choices=[("a", "一般"), ("b", "紧急")],
        widget=forms.RadioSelect,
        help_text="拿不准就选一般。",
    )
    kinds = forms.MultipleChoiceField(
        label="涉及", choices=[("1", "水电"), ("2", "取暖")], widget=forms.CheckboxSelectMultiple
    )
    people = forms.MultipleChoiceField(label="协办人", choices=[("1", LONG_NAME)], required=False)
    text = forms.CharField(
        label="内容",
        widget=forms.Textarea(attrs={"rows": 4, "data-count": "200"}),
        help_text="请勿填写身份证号、手机号。",
    )
    number = forms.IntegerField(label="人数", required=False)
    file = forms.FileField(label="附件", required=False)
    agree = forms.BooleanField(label="我已看过说明")
    secret = forms.CharField(label="口令", widget=forms.PasswordInput, required=False)
    when = forms.SplitDateTimeField(label="时间", required=False)
    hidden = forms.CharField(widget=forms.HiddenInput, initial="x")

    def clean(self):
        raise forms.ValidationError("标题与内容不能相同。")


def rows() -> list[Row]:
    now, states = timezone.now(), list(Row.WORDS)
    return [
        Row(
            f"2026-{1180 - i:05d}",
            LONG_TITLE if i % 7 == 0 else "夜班食堂凌晨两点后没有热菜",
            "示例团第一连队机关后勤服务中心" if i % 5 == 0 else "一连",
            LONG_NAME if i % 3 == 0 else "陈静",
            states[i % 4],
            now + dt.timedelta(days=i % 9 - 3, hours=1),
        )
        for i in range(50)
    ]


LIST = """{% extends "base.html" %}{% block title %}诉求台账{% endblock %}
{% block actions %}<a class="btn btn-outline-secondary btn-sm" href="#">{% icon "download" %} 导出</a>
<a class="btn btn-primary btn-sm" href="#">{% icon "plus-lg" %} 登记诉求</a>{% endblock %}
{% block main %}
<div class="kpis"><a class="kpi" href="#"><div class="k">待受理</div><div class="v">17</div><div class="d">较上周 +5</div></a>
<div class="kpi"><div class="k">办理中</div><div class="v">42</div><div class="d">超期 3 件</div></div></div>
<form class="filters"><div><label class="form-label" for="q">搜索</label><input id="q" class="form-control"></div>
<div><label class="form-label" for="s">状态</label><select id="s" class="form-select"><option>全部状态</option></select></div>
<button class="btn btn-outline-primary btn-sm">{% icon "funnel" %} 筛选</button></form>
<div class="table-wrap"><table class="table table-sm table-hover dense"><thead><tr><th scope="col">编号</th><th scope="col">标题</th><th scope="col">单位</th><th scope="col">责任人</th><th scope="col">状态</th><th scope="col">期限</th><th scope="col" class="num">时间</th></tr></thead><tbody>
{% for row in page.rows %}<tr><td class="id">{{ row.number }}</td><td class="title" data-label="标题"><a href="#">{{ row.title }}</a></td><td data-label="单位">{{ row.unit }}</td><td data-label="责任人">{{ row.owner }}</td><td>{{ row|state_badge }}</td><td>{{ row.due|countdown }}</td><td class="num" data-label="时间">{{ row.due|moment }}</td></tr>{% endfor %}
</tbody></table></div>{% include "ui/_pager.html" %}{% endblock %}"""
EMPTY = """{% extends "base.html" %}{% block title %}我的诉求{% endblock %}{% block main %}
{% include "ui/_empty.html" with text="您还没有反映过问题。有困难、有建议，都可以写在这里。" url="#" link="我要反映" %}{% endblock %}"""
FORM = """{% extends "base.html" %}{% block title %}登记诉求{% endblock %}{% block main %}
<form method="post" class="card form-card" novalidate><div class="card-body">{% csrf_token %}{% include "ui/_form.html" with submit="保存" cancel="/" %}</div></form>
<label for="reply" class="form-label">答复</label><textarea id="reply" name="text" class="form-control" data-autosave-url="/sample/draft/"></textarea>
<form hx-post="/sample/refuse/" method="post" action="/sample/refuse/">{% csrf_token %}<label for="note">说明</label> <input id="note" name="note"> <button>办结</button></form>
<p id="code">1234 5678</p><button class="btn btn-outline-secondary" data-copy="#code">复制</button>
<button class="btn btn-outline-danger" data-confirm="真的删除吗？">删除</button>{% endblock %}"""
DETAIL = """{% extends "base.html" %}{% block title %}{{ title }}{% endblock %}{% block main %}
<div class="two-columns"><div><section class="card"><div class="card-header"><h2>内容</h2></div><div class="card-body">
<dl class="facts"><dt>编号</dt><dd class="id">2026-00017</dd><dt>责任人</dt><dd>{{ name }}</dd><dt>期限</dt><dd>{{ due|moment }} {{ due|countdown }}</dd></dl>
{{ text|paragraphs }}{% include "ui/_attachments.html" %}</div></section>
<section class="card"><div class="card-header"><h2>走势</h2></div><div class="card-body">{{ lines }}{{ bars }}</div></section></div>
<aside class="card"><div class="card-header"><h2>办理记录</h2></div><div class="card-body">{% include "ui/_timeline.html" %}
{% include "ui/_refused.html" with reason="只有责任人可以办结。" %}<p>{% badge "黄牌督办" "warning" %} {% badge "失败" "danger" %} {% badge "已办" "success" %} {% badge "排队" "primary" %} {% badge "未定" %}</p></div></aside></div>{% endblock %}"""
PUBLIC = """{% extends "public.html" %}{% block title %}匿名反映{% endblock %}
{% block doors %}<a href="#">写一条</a><a href="#">凭回执查看</a>{% endblock %}{% block main %}
<p>不用登录，不留姓名、电话和网址。提交后会得到一个回执码，凭它查看答复。</p>
<form method="post" novalidate>{% include "ui/_form.html" with submit="提交" %}</form>{% endblock %}"""


def draw(request, template, **context):
    status = context.pop("status", 200)
    page = engines["django"].from_string(template)
    return HttpResponse(
        page.render({"menu": MENU, "unread_notices": 3, **context}, request), status=status
    )


def listing(request):
    messages.success(request, "已受理。")
    return draw(request, LIST, page=Page(rows(), 2, has_next=True, total=None, per=50))


def empty(request):
    return draw(request, EMPTY)


def form(request):
    bound = SampleForm(request.POST) if request.method == "POST" else SampleForm()
    return draw(request, FORM, form=bound, status=422 if bound.is_bound else 200)


def detail(request):
    now = timezone.now()
    told = [
        Told(now, LONG_NAME, f"{LONG_NAME} 受理，期限 2026-11-30"),
        Told(now, None, "收到匿名反映"),
    ]
    weeks = [f"{n}周" for n in range(36, 48)]
    return draw(
        request,
        DETAIL,
        title=LONG_TITLE,
        name=LONG_NAME,
        due=now + dt.timedelta(days=2),
        text="夜班后食堂关门。\n<b>没有热饭</b>\n\n第二段。",
        events=told,
        attachments=[Kept(1, f"{'现场照片' * 12}.jpg", 1_234_567, True)],
        lines=charts.lines(
            "近 12 周主题走势（件）",
            weeks,
            {
                "食堂伙食": [12, 15, 11, 18, 22, 19, 26, 31, 28, 35, 33, 38],
                "轮休排班": [20, 18, 21, None, 17, 22, 20, 18, 21, 19, 20, 18],
                "取暖供热": [0, 0, 1, 2, 3, 8, 12, 19, 24, 22, 18, 14],
            },
        ),
        bars=charts.bars(
            "各主题件数",
            ["食堂伙食", "取暖供热和住房维修以及其他生活保障", "轮休排班"],
            [31, 4, None],
        ),
    )


@login_not_required
@csrf_exempt
def public(request):
    bound = SampleForm(request.POST) if request.method == "POST" else SampleForm()
    return draw(request, PUBLIC, form=bound, status=422 if bound.is_bound else 200)


def draft(request):
    return HttpResponse(status=204)


def refuse(request):
    raise Refused("这件事项已由别人办结，请刷新后再看。")


def forbid(request):
    raise PermissionDenied("只有责任人可以办结。")


def fail(request):
    raise RuntimeError("on purpose")


urlpatterns = [
    path("sample/list/", listing),
    path("sample/empty/", empty),
    path("sample/form/", form),
    path("sample/detail/", detail),
    path("sample/draft/", draft),
    path("sample/refuse/", refuse),
    path("sample/forbid/", forbid),
    path("sample/fail/", fail),
    path("a/sample/", public),
    path("a/sample/refuse/", csrf_exempt(login_not_required(refuse))),
    *urls.urlpatterns,
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
