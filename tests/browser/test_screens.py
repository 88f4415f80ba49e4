"""Journeys of one screen, where only a browser can tell whether the page keeps its promise."""

from __future__ import annotations

import io
import re
import time
from io import BytesIO

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from lianxin.matters.models import Import, Matter, Voice
from lianxin.matters.seeds import seed
from lianxin.matters.tests.sheets import HEADINGS, ROWS, as_xlsx, work
from lianxin.matters.tests.stories import a_matter, a_voice

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def sign_in(page, user):
    """By the form, as a person does, not by a cookie put there."""
    page.goto("/people/sign-in/")
    sign_in_here(page, user)


def sign_in_here(page, user):
    user.set_password("一把够长的钥匙9")
    user.save()
    page.get_by_label("登录名").fill(user.username)
    page.get_by_label("密码").fill("一把够长的钥匙9")
    page.get_by_role("button", name="登录").click()


# One press, one deed ----------------------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False], ids=["scripted", "unscripted"])
def test_sending_twice_makes_one_voice(cast, page_of, scripts):
    page = page_of(None, phone=True, java_script_enabled=scripts)
    page.goto("/a/raise/")
    page.get_by_label("涉及单位").select_option(label="　一连")
    page.get_by_label("发生了什么").fill("食堂夜班没有热饭。")
    page.get_by_role("button", name="发送").dblclick()
    expect(page.get_by_role("heading", name="已收到，请抄下回执码")).to_be_visible()
    assert Voice.objects.count() == 1
    page.go_back()
    expect(page.get_by_label("发生了什么")).to_have_value(
        ""
    )  # the next at this computer reads nothing


def test_of_two_who_accept_at_once_one_reads_why_not(cast, page_of):
    voice = a_voice(cast)
    chen, guli = page_of(cast.chen), page_of(cast.guli)
    for page in (chen, guli):
        page.goto(f"/matters/voices/{voice.pk}/")
    chen.get_by_role("button", name="受理", exact=True).click()
    expect(chen.locator(".facts")).to_contain_text("陈静")
    guli.get_by_role("button", name="受理", exact=True).click()
    expect(guli.get_by_role("heading", level=1)).to_have_text("没有办成")
    expect(guli.get_by_text("这件诉求已经受理，由 陈静 负责。")).to_be_visible()
    assert Matter.objects.get().owner == cast.chen


# What was typed ---------------------------------------------------------------------------------


def test_a_mistake_in_a_form_costs_nothing_that_was_typed(cast, page_of):
    page = page_of(cast.li)
    page.goto("/matters/raise/")
    page.get_by_label("发生了什么").fill("写了很久的话，一个字也不能丢。")
    page.get_by_label("标题").fill("热饭")
    page.get_by_label("大约涉及多少人").fill("0")
    page.evaluate("document.querySelectorAll('form').forEach(form => form.noValidate = true)")
    page.get_by_role("button", name="提交").click()
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("有内容需要修改，改好后再提交")
    expect(page.get_by_label("发生了什么")).to_have_value("写了很久的话，一个字也不能丢。")
    expect(page.get_by_label("标题")).to_have_value("热饭")
    summary.get_by_role("link", name="大约涉及多少人").click()
    expect(page.get_by_label("大约涉及多少人")).to_be_focused()


# Without scripts --------------------------------------------------------------------------------


def test_the_nameless_way_needs_no_script(cast, page_of):
    page = page_of(None, phone=True, java_script_enabled=False)
    page.goto("/a/raise/")
    page.get_by_label("涉及单位").select_option(label="　一连")
    page.get_by_role("button", name="列出该单位的经办人员").click()
    page.get_by_label("阿依古丽·买买提").check()
    page.get_by_label("发生了什么").fill("连队的招待费从来没有公示过。")
    page.get_by_role("button", name="发送").click()
    code = page.locator("#code").inner_text()
    page.get_by_role("button", name="我已抄好").click()
    expect(page.get_by_text("请再核对一次回执码")).to_be_visible()

    voice = Voice.objects.get()
    assert list(voice.avoid.all()) == [cast.guli]
    officer = page_of(None, java_script_enabled=False)
    sign_in(officer, cast.chen)
    officer.get_by_role("main").get_by_role("link", name=voice.title).click()
    officer.get_by_role("button", name="受理", exact=True).click()
    officer.get_by_role("link", name="答复").first.click()
    officer.get_by_label("答复内容").fill("已在公告栏逐笔公示，下月起每月五日公示。")
    officer.get_by_role("button", name="送出答复").click()
    expect(officer.get_by_text("已答复，并送达每位反映人。")).to_be_visible()

    page.goto("/a/follow/")
    page.get_by_label("回执码").fill(code.replace(" ", ""))
    page.get_by_role("button", name="打开").click()
    expect(page.get_by_text("已在公告栏逐笔公示，下月起每月五日公示。")).to_be_visible()
    page.get_by_label("非常满意").check()
    page.get_by_role("button", name="提交评价").click()
    assert voice.ratings.get().step == 4


# By keyboard alone ------------------------------------------------------------------------------


def test_by_keyboard_alone_one_can_speak_up(cast, page_of):
    page = page_of(cast.li)
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    menu = page.get_by_role("navigation", name="主菜单").get_by_role("link", name="我要反映")
    tab_to(page, menu)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="反映问题")).to_be_visible()
    tab_to(page, page.get_by_label("涉及单位"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_label("发生了什么"))
    page.keyboard.type("食堂夜班没有热饭。")
    tab_to(page, page.get_by_role("button", name="提交"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="食堂夜班没有热饭")).to_be_visible()
    assert Voice.objects.get().raised_by == cast.li


def tab_to(page, target):
    target.wait_for()
    for _press in range(60):
        page.keyboard.press("Tab")
        if target.evaluate("e => e === document.activeElement"):
            return
    pytest.fail(f"sixty presses of Tab do not reach {target}")


# The theme --------------------------------------------------------------------------------------


def test_a_chosen_theme_is_there_before_anything_is_drawn(cast, page_of):
    page = page_of(cast.chen, color_scheme="light")
    page.goto("/")
    page.get_by_role("button", name="切换深色或浅色").click()
    page.add_init_script(
        """document.addEventListener('readystatechange', () => { window.themes = window.themes || [];
        if (document.body) window.themes.push(getComputedStyle(document.body).backgroundColor); });
        new MutationObserver(() => { if (document.body && !('first' in window))
        window.first = document.documentElement.getAttribute('data-bs-theme'); })
        .observe(document, {childList: true, subtree: true});"""
    )
    page.goto("/matters/")
    assert page.evaluate("window.first") == "dark"
    assert set(page.evaluate("window.themes")) == {"rgb(21, 24, 29)"}
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


# The sitting ------------------------------------------------------------------------------------


def test_who_was_away_too_long_reads_why_they_must_sign_in_again(cast, page_of):
    page = page_of(cast.chen)
    page.goto("/")
    for row in Session.objects.all():
        store = row.get_decoded()
        store["seen"] = int(time.time()) - settings.IDLE_MINUTES * 60 - 1
        row.session_data = Session.objects.encode(store)
        row.save()
    page.goto("/matters/")
    expect(page.get_by_role("status")).to_have_text(
        "您已较长时间没有操作，系统已自动退出，请重新登录。"
    )
    sign_in_here(page, cast.chen)
    expect(page).to_have_url(re.compile("/matters/$"))


def test_sent_away_in_the_middle_of_a_reply_the_words_are_there_again(cast, page_of):
    matter = a_matter(cast)
    page = page_of(cast.chen)
    page.goto(f"/matters/{matter.pk}/reply/")
    page.get_by_label("答复内容").type("写到一半的答复")
    expect(page.get_by_text("草稿已保存")).to_be_visible()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="送出答复").click()
    expect(page.get_by_role("button", name="登录")).to_be_visible()
    sign_in_here(page, cast.chen)
    page.goto(f"/matters/{matter.pk}/reply/")
    expect(page.get_by_label("答复内容")).to_have_value("写到一半的答复")
    assert not matter.replies.exists()


# Files ------------------------------------------------------------------------------------------


def test_a_photo_loses_its_place_and_opens_for_those_who_see_the_voice(cast, page_of):
    page = page_of(cast.li)
    page.goto("/matters/raise/")
    page.get_by_label("涉及单位").select_option(label="　一连")
    page.get_by_label("发生了什么").fill("屋顶漏水，见照片。")
    page.get_by_label("附件").set_input_files(
        {"name": "屋顶.jpg", "mimeType": "image/jpeg", "buffer": a_photo()}
    )
    page.get_by_role("button", name="提交").click()
    link = page.get_by_role("link", name="屋顶.jpg")
    expect(page.get_by_text("已清除拍摄信息")).to_be_visible()
    address = link.get_attribute("href")
    got = page.request.get(address)
    assert got.ok
    assert not Image.open(BytesIO(got.body())).getexif()
    assert page_of(cast.chen).request.get(address).ok
    assert page_of(cast.zhao).request.get(address).status == 404
    assert "/people/sign-in/" in page_of(None).request.get(address).url


def a_photo() -> bytes:
    """With the maker, the moment and the place, as a phone would write them."""
    photo, out = Image.new("RGB", (64, 48), "steelblue"), io.BytesIO()
    exif = photo.getexif()
    exif[0x010F], exif[0x0132] = "某手机", "2026:11:23 08:00:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (44.0, 18.0, 0.0), 3: "E", 4: (86.0, 3.0, 0.0)})
    photo.save(out, "jpeg", exif=exif)
    assert Image.open(BytesIO(out.getvalue())).getexif().get_ifd(0x8825)
    return out.getvalue()


# A spreadsheet ----------------------------------------------------------------------------------


def test_a_sheet_goes_in_by_the_pages_and_its_progress_is_seen(cast, page_of):
    seed()
    sheet = as_xlsx(*ROWS, ("W4", "", "", "", "2026-03-08"), headings=HEADINGS)
    page = page_of(cast.chen)
    page.goto("/matters/imports/")
    page.get_by_role("link", name="上传表格").first.click()
    page.get_by_label("表格文件").set_input_files(
        {"name": sheet.name, "mimeType": sheet.content_type or "", "buffer": sheet.read()}
    )
    page.get_by_role("button", name="上传").click()
    expect(page.get_by_role("heading", name="确认各列：热线 3月.xlsx")).to_be_visible()
    expect(page.get_by_label("诉求内容")).to_have_value("body")
    page.get_by_label("来源系统").fill("12345 热线")
    page.get_by_role("button", name="开始导入").click()
    expect(page.locator("#import")).to_contain_text("排队中")
    work()
    expect(page.locator("#import")).to_contain_text("已完成")  # without pressing anything
    expect(page.locator(".facts")).to_contain_text("4 行")
    expect(page.get_by_role("row").filter(has_text="没有导入")).to_have_count(0)
    run = Import.objects.get()
    assert (run.taken, run.refused) == (3, 1)
    assert run.at <= timezone.now()
    page.get_by_role("link", name="去受理").click()
    expect(page.get_by_role("link", name="宿舍漏水")).to_be_visible()
