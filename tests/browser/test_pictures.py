"""The pictures of the docs, made anew from the demonstration: PICTURES=yes pytest -k pictures.

They are kept in docs/pictures. Without PICTURES=yes nothing here runs.
"""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import expect

from lianxin.matters.models import Matter, Voice
from lianxin.matters.tests.sheets import as_xlsx, work

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(os.environ.get("PICTURES") != "yes", reason="PICTURES is not yes"),
]
HEADINGS = ("工单编号", "来电人", "标题", "诉求内容", "来电时间")
CALLS = [
    ("A2611-01", "买买提·艾力", "卫生室缺药", "连队卫生室没有降压药，老人要去团部买。", "2026年11月2日"),
    ("A2611-02", "", "路灯不亮", "去棉花收购点的路灯坏了一排，晚上看不见路。", "2026-11-05 20:15"),
    ("A2611-03", "张桂兰", "", "家里暖气片不热，孩子写作业手都是凉的。", "11月9日"),
    ("A2611-04", "努尔古丽·阿不力孜", "班车", "早班车挤不上去，能不能加一趟。", "2026/11/12"),
    ("A2611-05", "", "", "", "2026-11-12"),
]  # fmt: skip


def test_pictures_of_the_desk(demonstration, snap):
    page = demonstration("chenjing")
    page.goto("/")
    snap(page, "desk")
    page = demonstration("chenjing", color_scheme="dark")
    page.goto("/")
    page.get_by_role("link", name="独居老人家里电线老化").first.click()
    snap(page, "dark")
    page = demonstration("chenjing", phone=True)
    page.goto("/")
    snap(page, "desk-phone")


def test_pictures_of_a_nameless_voice(demonstration, snap):
    page = demonstration(None, phone=True)
    page.goto("/a/raise/")
    page.get_by_label("涉及单位").select_option(label="一连")
    page.get_by_label("发生了什么").fill(
        "三号宿舍楼的暖气从上周三起就是凉的，夜里只有十二度，家里有老人。我的电话是13899123456。"
    )
    page.get_by_role("button", name="发送").click()
    expect(page.get_by_text("13899123456")).to_have_count(2)
    page.get_by_text("还没有发送").scroll_into_view_if_needed()
    snap(page, "raise-phone")
    page.get_by_role("button", name="按遮盖后的文字发送").click()
    page.get_by_role("button", name="我已抄好").click()
    page.set_viewport_size({"width": 760, "height": 900})
    snap(page, "receipt")
    code = page.locator("#code").inner_text()

    voice = Voice.objects.filter(state="waiting", channel="anonymous").order_by("-received_on")
    officer = demonstration("chenjing")
    officer.goto(f"/matters/voices/{voice.get(title__startswith='三号宿舍楼').pk}/")
    officer.get_by_role("button", name="受理", exact=True).click()
    officer.get_by_role("link", name="答复").first.click()
    officer.get_by_label("答复内容").fill(
        "供热站今天下午已更换三号楼的循环泵，晚八点测得室温二十度。\n"
        "责任人陈静，明后两天每晚八点复测，低于十八度当晚再修。"
    )
    officer.get_by_role("button", name="送出答复").click()
    expect(officer.get_by_text("已答复，并送达每位反映人。")).to_be_visible()
    page.goto("/a/follow/")
    page.get_by_label("回执码").fill(code)
    page.get_by_role("button", name="打开").click()
    page.get_by_label("基本满意").check()
    snap(page, "follow")


def test_pictures_of_a_matter(demonstration, snap):
    page = demonstration("mahaiyan")
    bounced = Matter.objects.filter(bounces=2, state="closed").first()
    page.goto(f"/matters/{bounced.pk}/")
    snap(page, "matter", full_page=True)
    page = demonstration("wangfang")
    page.goto("/")
    page.get_by_role("link", name="机车作业费迟迟不发").first.click()
    snap(page, "meeting", full_page=True)


def test_pictures_of_paper_work(demonstration, snap):
    page = demonstration("wangfang")
    page.goto("/reports/ledger/")
    snap(page, "ledger")
    page = demonstration("chenjing")
    page.goto("/matters/imports/new/")
    sheet = as_xlsx(*CALLS, headings=HEADINGS, name="12345热线 11月.xlsx")
    page.get_by_label("表格文件").set_input_files(
        {"name": sheet.name, "mimeType": "", "buffer": sheet.read()}
    )
    page.get_by_role("button", name="上传").click()
    page.get_by_label("来源系统").fill("12345 热线")
    snap(page, "import")
    page.get_by_role("button", name="开始导入").click()
    work()
    expect(page.get_by_text("下载未导入的行，改正后再导入")).to_be_visible()
    snap(page, "import-done")
