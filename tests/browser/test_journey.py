"""One voice from the first word to the ledger, on the real pages, as its people live through it.

Somebody without a name says it; 陈静 takes it in; two colleagues refuse it with reasons; 王芳
decides who answers for it; 阿依古丽 replies and closes; the nameless person reads and judges.
"""

from __future__ import annotations

import re
from io import BytesIO

import openpyxl
import pytest
from playwright.sync_api import expect

from lianxin.matters.seeds import seed

pytestmark = pytest.mark.django_db(transaction=True)

BODY = "三号宿舍楼的暖气从上周三起就是凉的，夜里只有十二度，家里有老人。我的电话是13899123456。"
MASKED = "我的电话是***。"
TITLE = "三号宿舍楼暖气不热"
REPLY = (
    "供热站已于今天下午更换三号楼的循环泵，室温回到二十度；责任人阿依古丽，每晚八点复测，连测三天。"
)


@pytest.fixture
def categories(cast):
    seed()


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
def test_from_a_nameless_voice_to_its_line_in_the_ledger(cast, categories, page_of, phone):
    person = page_of(None, phone=phone)
    chen, zhao, guli, wang = (
        page_of(who, phone=phone) for who in (cast.chen, cast.zhao, cast.guli, cast.wang)
    )
    code = speak(person)
    accept(chen)
    refused_twice(cast, chen, zhao, guli)
    decide(wang)
    reply(guli)
    judge(person, code)
    close(guli)
    in_the_ledger(guli)


def speak(page):
    page.goto("/a/")
    page.get_by_role("link", name="反映问题 写下来").click()
    page.get_by_label("涉及单位").select_option(label="　一连")
    page.get_by_label("发生了什么").fill(BODY)
    page.get_by_label("标题").fill(TITLE)
    page.get_by_label("分类").select_option(label="　供暖")
    page.get_by_role("button", name="发送").click()

    hint = page.get_by_role("alert")
    expect(hint).to_be_focused()
    expect(hint).to_contain_text("还没有发送。您写的内容里，下面这些可能让人认出您")
    expect(hint).to_contain_text("13899123456")
    expect(page.get_by_label("发生了什么")).to_have_value(BODY)
    expect(page.get_by_text(MASKED)).to_be_visible()
    page.get_by_role("button", name="按遮盖后的文字发送").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("已收到，请抄下回执码")
    code = page.locator("#code").inner_text()
    assert re.fullmatch(r"\d{4}( \d{4}){3}", code)
    page.get_by_role("button", name="我已抄好").click()
    expect(page.get_by_role("heading", name="请再核对一次回执码")).to_be_visible()
    expect(page.locator("#code")).to_have_text(code)
    expect(page.get_by_alt_text("二维码")).to_be_visible()
    expect(page.get_by_text("承办单位最迟")).to_be_visible()
    return code


def accept(page):
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name=TITLE).click()
    expect(page.get_by_text(MASKED)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("匿名")
    page.get_by_label("缓急").select_option(label="水电暖气")
    page.get_by_role("button", name="受理", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("受理")
    expect(page.locator(".facts")).to_contain_text("责任人 陈静", use_inner_text=True)
    expect(page.locator(".facts")).to_contain_text("供暖")


def refused_twice(cast, chen, zhao, guli):
    matter = chen.url
    for number, (other, who) in enumerate([(zhao, cast.zhao), (guli, cast.guli)], start=1):
        chen.goto(matter)
        chen.get_by_role("link", name="转办").click()
        chen.get_by_label("转给").select_option(str(who.pk))
        chen.get_by_label("转办理由").fill("供热站归你们联系，请接办。")
        chen.get_by_role("button", name="提出转办").click()
        expect(chen.get_by_text(f"陈静 提出转给 {who.name}，等待接收。")).to_be_visible()

        other.goto("/")
        other.get_by_role("main").get_by_role("link", name=TITLE).first.click()
        expect(other.get_by_role("main")).to_contain_text("供热站归你们联系，请接办。")
        other.get_by_role("link", name="接收或退回").click()
        other.get_by_role("button", name="退回").click()
        expect(other.get_by_label("退回理由")).to_be_visible()
        other.get_by_label("退回理由").fill("供热合同由一连签订。")
        other.get_by_label("退回依据").fill("团职责清单第七条")
        other.get_by_role("button", name="退回").click()
        chen.goto(matter)
        expect(chen.get_by_text(f"退回 {number} 次").first).to_be_visible()
    expect(chen.get_by_text("正在会商（两次退回），由负责人决定责任人。")).to_be_visible()
    expect(chen.get_by_role("link", name="决定责任人")).to_have_count(0)


def decide(page):
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    page.get_by_role("link", name="决定责任人").click()
    expect(page.get_by_text("团职责清单第七条")).to_have_count(2)
    page.get_by_label("责任人").select_option(label="阿依古丽·买买提（一连）")
    page.get_by_label("会商意见").fill("住户在一连，由一连办到底，供热站配合。")
    page.get_by_role("button", name="决定").click()
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.locator(".facts")).to_contain_text("阿依古丽·买买提")
    expect(
        page.get_by_text("首接人 陈静 → 现责任人 阿依古丽·买买提 · 累计退回 2 次")
    ).to_be_visible()


def reply(page):
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    page.get_by_role("link", name="答复").first.click()
    page.get_by_label("答复内容").fill(REPLY)
    expect(page.get_by_text("草稿已保存")).to_be_visible()
    page.goto("/")
    page.go_back()
    page.reload()
    expect(page.get_by_label("答复内容")).to_have_value(REPLY)
    page.get_by_role("button", name="送出答复").click()
    expect(page.get_by_role("status")).to_contain_text("已答复，并送达每位反映人。")
    expect(page.get_by_text("答复未读")).to_be_visible()


def judge(page, code):
    page.goto("/a/follow/")
    page.get_by_label("回执码").fill(code)
    page.get_by_role("button", name="打开").click()
    expect(page.get_by_text(REPLY)).to_be_visible()
    page.get_by_label("基本满意").check()
    page.get_by_label("补充说明").fill("修得快，就是先前推来推去。")
    page.get_by_role("button", name="提交评价").click()
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.get_by_text("修得快，就是先前推来推去。")).to_be_visible()
    assert page.evaluate("[document.cookie, localStorage.length]") == ["", 0]


def close(page):
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    page.get_by_role("link", name="办结").first.click()
    page.get_by_label("实质性办结").check()
    page.get_by_role("button", name="办结").click()
    facts = page.locator(".facts")
    expect(facts).to_contain_text("实质性办结")
    expect(page.get_by_role("main")).to_contain_text("基本满意")
    expect(page.get_by_role("main")).to_contain_text("修得快，就是先前推来推去。")


def in_the_ledger(page):
    page.goto("/reports/ledger/")
    row = page.get_by_role("row").filter(has_text=TITLE)
    for words in ("匿名", "供暖", "阿依古丽·买买提", "已办结", "实质性办结", "基本满意"):
        expect(row).to_contain_text(words)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="导出表格").click()
    assert waiting.value.suggested_filename.endswith(".xlsx")
    sheet = openpyxl.load_workbook(BytesIO(waiting.value.path().read_bytes())).active
    cells = {str(value) for line in sheet.iter_rows(values_only=True) for value in line}
    assert {TITLE, "匿名", "阿依古丽·买买提", "已办结", "实质性办结", "基本满意"} <= cells
