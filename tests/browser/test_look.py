"""The frame of every page, as a person meets it: by eye, by ear, by keyboard, on paper, unscripted."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("lianxin.kernel.tests.sample"),
]
PAGES = [
    "/sample/list/",
    "/sample/empty/",
    "/sample/form/",
    "/sample/detail/",
    "/sample/forbid/",
    "/a/sample/",
]


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_all(cast, page_of, axe, scheme, phone):
    page = page_of(cast.guli, phone=phone, color_scheme=scheme)
    found = []
    for path in PAGES:
        page.goto(path)
        found += [f"{path} {finding}" for finding in axe(page, least="minor")]
    page.goto("/sample/form/")
    page.get_by_role("button", name="保存").click()
    page.locator("summary").evaluate_all("all => all.forEach(one => one.click())")
    found += axe(page, least="minor")
    assert found == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_a_phone(cast, page_of, path):
    page = page_of(cast.guli, phone=True)
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_rows_become_cards_that_name_their_values_on_a_phone(cast, page_of):
    page = page_of(cast.guli, phone=True)
    page.goto("/sample/list/")
    cell = page.locator("tbody tr").first.locator("td[data-label='单位']")
    assert cell.evaluate("e => getComputedStyle(e, '::before').content") == '"单位 "'
    first, second = (page.locator("tbody tr").nth(i).bounding_box() for i in (0, 1))
    assert first["x"] == second["x"]
    assert first["width"] <= 390


@pytest.mark.parametrize("scripts", [True, False], ids=["scripted", "unscripted"])
def test_the_menu_opens_on_a_phone_without_scripts_too(cast, page_of, scripts):
    page = page_of(cast.guli, phone=True, java_script_enabled=scripts)
    page.goto("/sample/list/")
    link = page.get_by_role("link", name="人员")
    expect(link).not_to_be_visible()
    page.locator(".menu-button").click()
    expect(link).to_be_visible()


def test_the_menu_opens_by_keyboard(cast, page_of):
    page = page_of(cast.guli, phone=True)
    page.goto("/sample/list/")
    page.get_by_role("checkbox", name="显示菜单").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("link", name="人员")).to_be_visible()


def test_the_first_tab_leads_past_the_menu(cast, page_of):
    page = page_of(cast.guli)
    page.goto("/sample/list/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_keyboard_reaches_everything_sees_where_it_is_and_gets_out_again(cast, page_of):
    page = page_of(cast.guli)
    page.goto("/sample/form/")
    reached, unseen = [], []
    for _ in range(80):
        page.keyboard.press("Tab")
        place = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
            return [e.tagName + (e.id || e.name || e.textContent.trim().slice(0, 12)),
                    parseFloat(s.outlineWidth) > 0 && s.outlineStyle !== 'none']; }"""
        )
        if place[0].startswith("BODY"):
            break
        reached.append(place[0])
        unseen += [] if place[1] else [place[0]]
    else:
        pytest.fail("the keyboard never leaves the page")
    assert {"INPUTid_title", "SELECTid_unit", "TEXTAREAid_text", "BUTTON保存"} <= set(reached)
    assert unseen == []


def test_the_theme_follows_the_system_until_one_chooses_and_is_remembered(cast, page_of):
    page = page_of(cast.guli, color_scheme="dark")
    page.goto("/sample/list/")
    theme = page.locator("html")
    expect(theme).to_have_attribute("data-bs-theme", "dark")
    page.get_by_role("button", name="切换深色或浅色").click()
    expect(theme).to_have_attribute("data-bs-theme", "light")
    page.goto("/sample/empty/")
    expect(theme).to_have_attribute("data-bs-theme", "light")


def test_without_scripts_there_is_no_button_that_does_nothing(cast, page_of):
    page = page_of(cast.guli, java_script_enabled=False)
    page.goto("/sample/form/")
    for dead in page.locator("[data-theme-switch], [data-copy], [data-print], [data-back]").all():
        expect(dead).not_to_be_visible()


def test_errors_are_shown_where_one_looks_and_lead_to_their_fields(cast, page_of):
    page = page_of(cast.guli)
    page.goto("/sample/form/")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator(".error-summary a", has_text="内容").click()
    expect(page.get_by_label("内容")).to_be_focused()


def test_a_refusal_leaves_what_was_typed_where_it_is(cast, page_of):
    page = page_of(cast.guli)
    page.goto("/sample/form/")
    page.get_by_label("说明", exact=True).fill("写了很久的话")
    page.get_by_role("button", name="办结").click()
    expect(page.locator("#refusal")).to_contain_text("这件事项已由别人办结，请刷新后再看。")
    expect(page.locator("#refusal")).to_be_focused()
    expect(page.get_by_label("说明", exact=True)).to_have_value("写了很久的话")


def test_a_lost_connection_is_said_and_loses_nothing(cast, page_of):
    page = page_of(cast.guli)
    page.goto("/sample/form/")
    page.get_by_label("说明", exact=True).fill("写了很久的话")
    page.route("**/sample/refuse/", lambda route: route.abort())
    page.get_by_role("button", name="办结").click()
    expect(page.locator("#refusal")).to_contain_text("没有办成：网络不通或系统出错")
    expect(page.get_by_label("说明", exact=True)).to_have_value("写了很久的话")


def test_a_draft_is_kept_by_the_site_and_leaves_the_browser_when_it_is(cast, page_of):
    page = page_of(cast.guli)
    page.goto("/sample/form/")
    drafts = "Object.keys(localStorage).filter(key => key.startsWith('draft:')).length"
    with page.expect_request("**/sample/draft/") as sent:
        page.get_by_label("答复").type("已联系供热公司")
        assert page.evaluate(drafts) == 1
    assert "已联系供热公司" in sent.value.post_data
    expect(page.locator(".note-status")).to_have_text(re.compile(r"^草稿已保存 \d\d:\d\d$"))
    assert page.evaluate(drafts) == 0


def test_a_draft_the_site_did_not_get_waits_in_the_browser(cast, page_of):
    page = page_of(cast.guli)
    page.goto("/sample/form/")
    page.route("**/sample/draft/", lambda route: route.abort())
    page.get_by_label("答复").type("已联系供热公司")
    expect(page.locator(".note-status")).to_contain_text("草稿还没有存到系统")
    page.goto("/sample/form/")
    expect(page.get_by_label("答复")).to_have_value("已联系供热公司")


def test_another_person_at_the_same_computer_does_not_see_the_draft(cast, page_of):
    page = page_of(cast.guli)
    page.goto("/sample/form/")
    page.evaluate(
        "localStorage.setItem('draft:' + document.body.dataset.who + '1:/sample/draft/', '别人的话')"
    )
    page.reload()
    expect(page.get_by_label("答复")).to_have_value("")


def test_leaving_with_something_typed_is_asked_about(cast, page_of):
    page = page_of(cast.guli)
    page.goto("/sample/form/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/sample/empty/")
    assert asked == []
    page.goto("/sample/form/")
    page.get_by_label("标题").type("暖气")
    page.goto("/sample/empty/")
    assert asked == ["beforeunload"]


def test_a_form_is_sent_once_however_often_one_presses(cast, page_of):
    page = page_of(cast.guli)
    page.goto("/sample/form/")
    sent = []
    page.on(
        "request", lambda request: sent.append(request.url) if request.method == "POST" else None
    )
    page.evaluate(
        """() => { const b = document.querySelector('.form-buttons button');
        b.click(); b.click(); b.click(); }"""
    )
    expect(page.locator(".error-summary")).to_be_visible()
    assert len(sent) == 1


def test_coming_back_to_a_sent_form_it_can_be_sent_again(cast, page_of):
    page = page_of(cast.guli)
    page.goto("/sample/form/")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".error-summary")).to_be_visible()


def test_what_cannot_be_undone_is_asked_about_first(cast, page_of):
    page = page_of(cast.guli)
    page.goto("/sample/form/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.get_by_role("button", name="删除").click()
    assert asked == ["真的删除吗？"]


def test_copying_says_that_it_was_done(cast, page_of):
    page = page_of(cast.guli)
    page.goto("/sample/form/")
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_text("已复制")).to_be_visible()
    page.get_by_label("标题").focus()
    page.keyboard.press("Control+V")
    expect(page.get_by_label("标题")).to_have_value("1234 5678")


def test_letters_are_counted_as_people_count_them(cast, page_of):
    page = page_of(cast.guli)
    page.goto("/sample/form/")
    page.get_by_label("内容").fill("暖气𠮷")
    expect(page.locator(".note-count")).to_have_text("3 / 200")


def test_on_paper_there_is_no_menu_and_every_sheet_has_its_table_head(cast, page_of):
    page = page_of(cast.guli)
    page.goto("/sample/list/")
    page.emulate_media(media="print")
    for unwanted in (".top", ".side", ".filters", ".pager", ".heading-actions"):
        expect(page.locator(unwanted)).not_to_be_visible()
    head = page.locator("thead")
    assert head.evaluate("e => getComputedStyle(e).display") == "table-header-group"
    link = page.locator("td a").first
    assert link.evaluate("e => getComputedStyle(e).color") == "rgb(0, 0, 0)"


def test_the_public_page_keeps_nothing_in_the_browser(cast, page_of):
    page = page_of(None, phone=True)
    page.goto("/a/sample/")
    page.get_by_label("内容").fill("不想让人知道的话")
    page.get_by_role("button", name="提交").click()
    expect(page.locator(".error-summary")).to_be_focused()
    assert page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == [
        "",
        0,
        0,
    ]


def test_fingers_find_what_they_press_on_the_public_page(page_of, db):
    page = page_of(None, phone=True)
    page.goto("/a/sample/")
    for target in page.locator(
        "main .btn, main input:visible:not([type=checkbox]):not([type=radio]), main select"
    ).all():
        assert target.bounding_box()["height"] >= 44
