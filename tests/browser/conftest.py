"""A real Chromium before the real pages, for what only a browser can show.

``page_of(cast.chen)`` is a page of the live server in which 陈静 is signed in by cookie. When it
closes, it also asks that nothing was fetched from outside, that no script failed, and that the
Content-Security-Policy had nothing to refuse.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings

HERE = Path(__file__).parent
PICTURES = HERE.parent.parent / "docs" / "pictures"
WIDE, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--lang=zh-CN",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    program = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    if not Path(program).exists():
        pytest.skip(f"no Chromium at {program}; name one in the variable CHROMIUM")
    playwright = pytest.importorskip("playwright.sync_api", reason="no Chromium driver: playwright")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps an event loop in this thread
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page_of(chromium, live_server, as_):
    """page_of(user, phone=False, …): USER may be None; the rest goes to the browser's context."""
    contexts, complaints = [], []

    def watch(page):
        own = urlsplit(live_server.url).netloc
        page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
        page.on(
            "console",
            lambda line: complaints.append(line.text) if "Content Security" in line.text else None,
        )
        page.on(
            "request",
            lambda request: (
                complaints.append(f"from outside: {request.url}")
                if urlsplit(request.url).scheme in ("http", "https")
                and urlsplit(request.url).netloc != own
                else None
            ),
        )

    def open_as(user, *, phone=False, **options):
        size = {"viewport": PHONE if phone else WIDE, "has_touch": phone}
        context = chromium.new_context(
            base_url=live_server.url,
            locale="zh-CN",
            reduced_motion="reduce",  # a colour half-way to another is not a colour of ours
            **{**size, **options},
        )
        contexts.append(context)
        if user:
            session = as_(user).cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
            )
        context.on("page", watch)
        return context.new_page()

    yield open_as
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture(scope="session")
def axe():
    """axe(page) lists what axe finds serious or critical; with least="minor", everything."""
    source = (HERE / "vendor" / "axe.min.js").read_text(encoding="utf-8")
    weights = ("minor", "moderate", "serious", "critical")

    def findings(page, least="serious"):
        page.evaluate(source)
        found = page.evaluate("() => axe.run()")["violations"]
        return [
            f"{v['impact']} {v['id']}: {node['target'][0]} {node['failureSummary']}"
            for v in found
            for node in v["nodes"]
            if weights.index(v["impact"]) >= weights.index(least)
        ]

    return findings


@pytest.fixture(scope="session")
def snap():
    """snap(page, "matters") keeps a picture for the guides, when PICTURES=yes asks for it."""

    def keep(page, name, *, full=False):
        if os.environ.get("PICTURES") == "yes":
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES / f"{name}.png", full_page=full)

    return keep
