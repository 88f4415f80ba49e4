"""What comes out of the printer: one sheet as intended, black on white, without the menu."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from lianxin.matters.models import Reply
from lianxin.matters.tests.stories import a_matter, a_nameless_voice, a_voice

pytestmark = pytest.mark.django_db(transaction=True)

A4, LANDSCAPE = (595, 842), (842, 595)
PALE = """() => {
    const light = colour => { const [r, g, b] = colour.match(/[\\d.]+/g).map(Number)
        .map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
        return .2126 * r + .7152 * g + .0722 * b; };
    const found = new Set(), walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const words = walker.currentNode.textContent.trim(), holder = walker.currentNode.parentElement;
        if (!words || !holder.checkVisibility({visibilityProperty: true})) continue;
        if (holder.closest('script, style, .visually-hidden, option, text')) continue;
        if (1.05 / (light(getComputedStyle(holder).color) + .05) < 4.5) found.add(words.slice(0, 20));
    }
    return [...found];
}"""
"""Words too pale to read on white paper: backgrounds are not printed."""
SCREEN_ONLY = ".top, .side, .skip, .filters, .pager, .btn, .heading-actions, .no-print"


def sheets(page):
    """The size of each sheet of paper, in points."""
    paper = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", paper)
    count = len(re.findall(rb"/Type\s*/Page\b", paper))
    return [(round(float(w)), round(float(h))) for w, h in boxes][:count] or [count]


def on_paper(page):
    page.emulate_media(media="print")
    for unwanted in page.locator(SCREEN_ONLY).all():
        expect(unwanted).not_to_be_visible()
    assert page.evaluate(PALE) == []


@pytest.fixture(params=["light", "dark"])
def scheme(request):
    return request.param


def test_the_receipt_is_one_small_slip(cast, page_of, scheme):
    page = page_of(None, color_scheme=scheme)
    page.goto("/a/raise/")
    page.get_by_label("涉及单位").select_option(label="　一连")
    page.get_by_label("发生了什么").fill("连队的招待费从来没有公示过。")
    page.get_by_role("button", name="发送").click()
    code = page.locator("#code").inner_text()
    page.get_by_role("button", name="我已抄好").click()
    expect(page.get_by_role("button", name="打印回执")).to_be_visible()
    on_paper(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("匿名反映回执")
    expect(page.locator("#code")).to_have_text(code)
    expect(page.get_by_text("查看进展：http")).to_be_visible()
    expect(page.get_by_alt_text("二维码")).to_be_visible()
    assert page.locator(".receipt").bounding_box()["width"] < 360
    assert sheets(page) == [A4]


def test_eight_slips_for_the_box_on_each_sheet(cast, page_of, scheme):
    page = page_of(cast.chen, color_scheme=scheme)
    page.goto("/matters/slips/")
    page.get_by_label("放置意见箱的单位").select_option(label="一连")
    page.get_by_role("button", name="生成并打印").click()
    expect(page.locator(".slip")).to_have_count(24)
    on_paper(page)
    assert sheets(page) == [A4] * 3


def test_the_board_hangs_on_one_sheet(cast, page_of, scheme):
    voice, _code = a_nameless_voice(cast)
    reply = Reply.objects.create(matter=a_matter(cast, voice), by=cast.chen, text="已办。")
    reply.deliveries.create(voice=voice)
    page = page_of(None, color_scheme=scheme)
    page.goto("/a/board/")
    expect(page.get_by_text(voice.tag)).to_be_visible()
    on_paper(page)
    assert sheets(page) == [A4]


def test_the_ledger_lies_across_the_sheet(cast, page_of, scheme):
    for number in range(6):
        a_matter(cast, a_voice(cast, title=f"第{number}件，标题很长的一件事，长到一行写不下"))
    page = page_of(cast.chen, color_scheme=scheme)
    page.goto("/reports/ledger/paper/")
    on_paper(page)
    expect(page.get_by_text("本表共 6 行")).to_be_visible()
    assert sheets(page) == [LANDSCAPE]
    wide = page.locator("table").evaluate("e => e.scrollWidth - e.parentElement.clientWidth")
    assert wide <= 0


def test_my_data_and_a_matter_are_plain_on_paper(cast, page_of, scheme):
    matter = a_matter(cast)
    page = page_of(cast.chen, color_scheme=scheme)
    for path, words in (("/mine/", "基本信息"), (f"/matters/{matter.pk}/", "责任人")):
        page.emulate_media(media="screen")
        page.goto(path)
        on_paper(page)
        expect(page.get_by_text(words).first).to_be_visible()
        assert set(sheets(page)) == {A4}
