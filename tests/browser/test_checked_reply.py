"""The reply check in a browser: the panel comes in beside what is being written."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from lianxin.matters.models import Kind, Matter
from lianxin.matters.tests.stories import a_matter, a_voice

pytestmark = pytest.mark.django_db(transaction=True)

ASKED = "三号楼路灯坏了一个月，什么时候能修好？物业费收据一直不给开，希望补开发票。"


def test_the_check_is_swapped_in_a_promise_is_kept_and_the_reply_still_goes(cast, page_of):
    matter = a_matter(cast, a_voice(cast, title="路灯和收据", body=ASKED))
    day = timezone.localdate() + dt.timedelta(days=20)
    text = f"您好，三号楼路灯由后勤组负责，将于{day.month}月{day.day}日前更换完毕。"
    page = page_of(cast.chen)
    page.goto(f"/matters/{matter.pk}/reply/")
    page.get_by_label("答复内容").fill(text)
    page.get_by_role("button", name="检查答复").click()
    expect(page.get_by_role("heading", name="答复检查")).to_be_visible()
    expect(page.get_by_label("答复内容")).to_have_value(text)
    expect(page.locator("#reply-check").get_by_text("还没有回应").first).to_be_visible()
    page.get_by_role("button", name="记为承诺").click()
    expect(page.locator("#reply-check").get_by_text("已记为承诺")).to_be_visible()
    assert Matter.objects.get(kind=Kind.PROMISE).owner == cast.chen
    page.get_by_role("button", name="仍然送出").click()
    expect(page.get_by_text("已答复，并送达每位反映人。")).to_be_visible()
    assert matter.replies.get().text == text
