"""Every page of every duty in the demonstration: found by its links, opened, examined."""

from __future__ import annotations

from collections import Counter, defaultdict
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from lianxin.matters.actions import accepting, closing, merging, replying
from lianxin.matters.actions.closing import Ending
from lianxin.matters.models import HotIssue, Import, Matter, Voice
from lianxin.matters.tests.sheets import ROWS, as_xlsx, confirm, put_in, work
from lianxin.people.models import Unit, User
from lianxin.people.tests.test_roster import xlsx
from tests.browser.conftest import PHONE, WIDE
from tests.doors import VISITORS
from tests.test_doors import DOORS

pytestmark = pytest.mark.django_db
DUTIES = {  # the visitors of the table of doors, and who they are in the demonstration
    "guest": None,
    "li": "liqiang",
    "chen": "chenjing",
    "wang": "wangfang",
    "zhou": "zhouyi",
    "sun": "system",
    "qian": "security",
    "zheng": "audit",
}
OFTEN = {
    "matters:detail": 8,
    "matters:voice": 2,
    "matters:my-voice": 2,
    "matters:hot-issue": 3,
    "people:person": 2,
}
FILES = {  # what is downloaded is not looked at
    "desk:my-data-file",
    "matters:import-refused",
    "people:roster-template",
    "people:refused-rows",
    "journal:export",
    "files:download",
    "ops:alive",
}
SHAPE = """() => document.querySelector('main').outerHTML
    .replace(/>[^<]*</g, '><').replace(/"[^"]*\\d[^"]*"/g, '""')"""
NOTHING_THERE = defaultdict(  # open to them, but nothing of theirs is there, so nothing leads there
    lambda: {"reports:exports"}, {"guest": set(), "chen": {"matters:hot-plan"}, "wang": set()}
)
CONTRAST = ["color-contrast", "link-in-text-block"]
"""What alone can change from light to dark."""
EXAMINED: dict[str, set[int]] = defaultdict(set)
"""The shapes of each page that axe has seen; two different ones of a page are enough."""


@pytest.fixture(scope="module")
def busy(told):
    """The demonstration, with sheets half-way and done, as an office has them."""
    officer, system = Client(), Client()
    officer.force_login(User.objects.get(username="chenjing"))
    system.force_login(User.objects.get(username="system"))
    unit = Unit.objects.get(name="一连")
    put_in(officer, unit, as_xlsx(*ROWS))
    done = put_in(
        officer,
        unit,
        as_xlsx(
            *ROWS, ("W4", "", "", "三楼水压低，洗不了澡。", "2026-03-08"), ("W5", "", "", "", "")
        ),
    )
    confirm(officer, done)
    work()
    merged_and_asked(User.objects.get(username="chenjing"), Voice.objects.filter(source_id__gt=""))
    people = xlsx(
        ["买合木提·阿不都热合曼·吐尔逊", "SL9001", "一连", "农工", "", ""], ["", "", "", "", "", ""]
    )
    for _time in range(2):
        system.post(reverse("people:rosters"), {"file": SimpleUploadedFile("名册.xlsx", people)})
    assert Import.objects.count() == 2


def merged_and_asked(chen, voices):
    """What the story lacks: merged into another, not to be settled by anybody, just closed."""
    one, two, three, four = (
        accepting.accept(
            voice, by=chen, title=voice.title, category=None, urgency="simple", unit=voice.unit
        )
        for voice in voices
    )
    merging.merge(one, two, by=chen, reason="同一件事")
    for answered in (three, four):
        replying.reply(answered, by=chen, text="水泵已更换，其余没有条件。", kind="final")
    closing.ask_to_close(three, Ending("impossible", "没有条件"), by=chen)
    closing.close(four, Ending("substantive"), by=chen)


@pytest.mark.parametrize("visitor", DUTIES)
def test_every_page_of(visitor, busy, demonstration, axe):
    page = demonstration(DUTIES[visitor])
    faults, reached = [], Counter()
    ways = ["/", *telling(visitor)]
    if visitor == "guest":
        ways = ["/a/", reverse("people:sign-in"), reverse("desk:certificate")]
    known = set(ways)
    while ways:
        path = ways.pop(0)
        name = _name(path)
        if name is None or name in FILES or reached[name] >= OFTEN.get(name, 1):
            continue
        if (status := page.goto(path).status) != 200:
            faults.append(f"{path} {status}")
            continue
        reached.update({name, _name(page.url)})
        faults += [f"{path} {found}" for found in examine(page, name, axe)]
        links = page.eval_on_selector_all(
            "a[href^='/']", "all => all.map(a => a.getAttribute('href'))"
        )
        ways += [link for link in dict.fromkeys(links) if link not in known]
        known.update(links)
    assert faults == []
    place = VISITORS.index(visitor)
    expected = {n for n, d in DOORS.items() if d.method == "get" and d.statuses[place] == 200}
    assert sorted(expected - FILES - NOTHING_THERE[visitor] - set(reached)) == []


def telling(visitor):
    """Of those who handle matters: one of each kind, as the lists show the kinds by chance."""
    if visitor not in ("chen", "wang"):
        return []
    user = User.objects.get(username=DUTIES[visitor])
    matters, issues = Matter.objects.visible_to(user), HotIssue.objects.visible_to(user)
    kinds = (
        {"state": "merged"},
        {"closure_requests__state": "asked"},
        {"review_on__isnull": False},
        {"revisits__done_at": None, "revisits__isnull": False},
        {"bounces__gte": 2},
    )
    found = filter(None, (matters.filter(**kind).order_by("-pk").first() for kind in kinds))
    return [
        reverse("reports:exports"),
        *(reverse("matters:detail", args=[one.pk]) for one in found),
        *(reverse("matters:hot-issue", args=[one.pk]) for one in issues.exclude(taken_on=None)),
    ]


def _name(address):
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return None


def examine(page, name, axe):
    """Light and dark at a desk, light on a phone; the same shape is examined once."""
    shape, seen = hash(page.evaluate(SHAPE)), EXAMINED[name]
    is_first, is_new = not seen, shape not in seen and len(seen) < 2
    seen.add(shape)
    if is_new:
        yield from axe(page)
        page.emulate_media(color_scheme="dark")
        yield from (f"dark {found}" for found in axe(page, only=CONTRAST))
        page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    width = page.evaluate(
        "new Promise(done => requestAnimationFrame(() => done(document.body.scrollWidth)))"
    )
    if width > PHONE["width"]:
        yield f"is {width} wide on a phone"
    if is_first:
        yield from (f"phone {found}" for found in axe(page))
    page.set_viewport_size(WIDE)
