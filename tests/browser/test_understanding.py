"""From a sheet of raw messages to one answer for all: on the real pages, as an officer does it.

陈静 imports what a hotline sent, confirms the categories, opens the hottest issue and hands it
to 阿依古丽, who writes one reply, is shown the point it leaves open, mends it and sends it to all;
the two tables that superiors ask for are taken at the end.
"""

from __future__ import annotations

import re
from io import BytesIO

import openpyxl
import pytest
from playwright.sync_api import expect

from lianxin.matters.learning import learn
from lianxin.matters.models import Decided, Delivery, Voice
from lianxin.matters.seeds import seed
from lianxin.matters.tests.sheets import as_xlsx, work

pytestmark = pytest.mark.django_db(transaction=True)

HEADINGS = ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "点赞数")
PUMP = "丽景花园小区二次供水泵房半夜噪音大"
HOT = (
    "丽景花园小区的二次供水泵房每天半夜轰轰响，整栋楼睡不着，请问什么时候能装隔音？",
    "丽景花园小区泵房夜里噪音特别大，老人心脏受不了，希望加装隔音设施。",
    "反映丽景花园小区二次供水泵房噪音扰民，晚上十一点以后最响，打电话没人管。",
    "丽景花园小区泵房离三单元太近，半夜水泵噪音吵得孩子睡不好，请加隔音。",
    "住在丽景花园小区，泵房水泵半夜噪音一直没有解决，请问哪个部门来管？",
    "丽景花园小区泵房噪音问题说过三次了，夜里还是响，二次供水的泵能不能换？",
)
ALONE = (
    ("七连到团部的路灯不亮", "七连到团部的公路有两公里没有路灯，下夜班骑车看不见路。"),
    ("医保卡换了一个月没拿到", "医保卡丢了去补办，一个月了还没有拿到，看病要先垫钱。"),
    ("校车太挤", "二中的校车四十座坐了六十个孩子，家长不放心。"),
    ("棉花收购要排三天队", "交棉花要排三天三夜的队，机采棉堆在地头怕下雨。"),
    ("退休金少发一个月", "父亲十月的退休金没有到账，社保所说系统在升级。"),
    ("垃圾没人清运", "团部市场后面的垃圾堆了一个星期，天热味道很大。"),
)
HALF = "您好！泵房的噪音我们已经现场检测，团水务站将在12月15日前加装隔音棉和减震垫。"
WHOLE = HALF + "小区供水由团水务站负责，值班电话贴在泵房门口；水泵年底前换成静音泵。感谢您的反映。"


@pytest.fixture
def first_model(cast):
    seed()
    learn()


def sheet():
    rows = [
        (f"H{n:03}", f"A{n:05}", PUMP if n else "泵房太吵", f"2026-11-{10 + n:02} 09:30", body, n)
        for n, body in enumerate(HOT)
    ]
    rows += [
        (f"L{n:03}", f"B{n:05}", title, f"2026-11-{12 + n:02} 16:00", body, 0)
        for n, (title, body) in enumerate(ALONE)
    ]
    return as_xlsx(*rows, headings=HEADINGS, name="网友留言.xlsx")


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
def test_from_raw_messages_to_one_answer_for_all(cast, first_model, page_of, phone):
    chen, guli = (page_of(who, phone=phone) for who in (cast.chen, cast.guli))
    import_sheet(chen)
    confirm_categories(chen)
    title = hand_over_the_hottest(cast, chen)
    take_over_and_reply(guli, title)
    the_two_tables(chen)


def import_sheet(page):
    page.goto("/matters/imports/")
    page.get_by_role("link", name="上传表格").first.click()
    file = sheet()
    page.get_by_label("表格文件").set_input_files(
        {"name": file.name, "mimeType": "application/octet-stream", "buffer": file.read()}
    )
    page.get_by_role("main").get_by_role("combobox").select_option(label="　一连")
    page.get_by_role("button", name="上传").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("网友留言")
    page.get_by_label("来源系统").fill("市民留言板")
    page.get_by_role("button", name="开始导入").click()
    work()
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("12")
    assert Voice.objects.filter(state="waiting").count() == len(HOT) + len(ALONE)


def confirm_categories(page):
    page.goto("/matters/sort/")
    row = page.get_by_role("row").filter(has_text="路灯不亮")
    expect(row).to_contain_text(re.compile("把握|拿不准"))
    row.get_by_role("combobox").select_option(index=3)
    page.get_by_role("button", name="保存本页的分类").click()
    expect(page.get_by_role("status")).to_contain_text("已归类")
    assert Decided.objects.exists()


def hand_over_the_hottest(cast, page):
    page.goto("/matters/hot/")
    first = page.get_by_role("row").nth(1)
    expect(first).to_contain_text("泵房")
    expect(first).to_contain_text("不同的人 6")
    first.get_by_role("link").first.click()
    title = page.get_by_role("heading", level=1).inner_text()
    expect(page.get_by_text("归在一起的理由").first).to_be_visible()
    page.get_by_role("link", name="统一受理").click()
    page.get_by_label("标题").fill(PUMP)
    page.get_by_label("转给").select_option(str(cast.guli.pk))
    page.get_by_label("转办理由").fill("水务站由您联系，请接办。")
    page.get_by_role("main").locator("form .btn-primary").click()
    expect(page.get_by_role("status")).to_be_visible()
    assert Voice.objects.filter(state="taken").count() == len(HOT), title
    return PUMP


def take_over_and_reply(page, title):
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name=title).first.click()
    page.get_by_role("link", name="接收或退回").click()
    page.get_by_role("button", name="接收").first.click()
    page.get_by_role("link", name="答复").first.click()
    page.get_by_label("答复内容").fill(HALF)
    page.get_by_role("button", name="检查答复").click()
    panel = page.locator("#reply-check")
    expect(panel).to_contain_text("还没有回应")
    expect(panel.locator("mark").first).to_be_visible()
    open_points = panel.get_by_text("还没有回应").count()
    page.get_by_label("答复内容").fill(WHOLE)
    page.get_by_role("button", name="检查答复").click()
    expect(panel.get_by_text("值班电话").first).to_be_visible()
    assert panel.get_by_text("还没有回应").count() < open_points
    page.get_by_role("button", name="送出答复").click()
    expect(page.get_by_role("status")).to_contain_text("已答复，并送达每位反映人。")
    assert Delivery.objects.exclude(reply=None).count() == len(HOT)


def the_two_tables(page):
    page.goto("/matters/hot/")
    table, details = (exported(page, name) for name in ("导出问题表", "导出明细表"))
    assert {"热度排名", "问题ID", "热度指数", "时间范围", "地点/人群", "问题描述"} <= table
    assert {
        "问题ID",
        "留言编号",
        "留言用户",
        "留言主题",
        "留言时间",
        "留言详情",
        "反对数",
        "点赞数",
    } <= details
    assert {"H000", "H005", "A00003"} <= details


def exported(page, name):
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    book = openpyxl.load_workbook(BytesIO(waiting.value.path().read_bytes()))
    lines = book.active.iter_rows(values_only=True)
    return {str(value) for line in lines for value in line}
