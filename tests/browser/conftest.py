"""A real Chromium before the real pages, for what only a browser can show.

``page_of(cast.chen)`` is a page of the live server in which 陈静 is signed in by cookie. When it
closes, it also asks that nothing was fetched from outside, that no script failed, and that the
Content-Security-Policy had nothing to refuse.

``demonstration("chenjing")`` is the same before the demonstration, which is told once a module.
"""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from PIL import Image
from pytest_django.live_server_helper import LiveServer

from lianxin.matters.seeds import seed
from lianxin.people.models import User

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


class Contexts:
    """Contexts of one browser before one site, and what its pages complained of."""

    def __init__(self, chromium, site, as_):
        self.chromium, self.site, self.as_ = chromium, site, as_
        self.opened, self.complaints = [], []

    def open_as(self, user, *, phone=False, **options):
        size = {"viewport": PHONE if phone else WIDE, "has_touch": phone}
        context = self.chromium.new_context(
            base_url=self.site,
            locale="zh-CN",
            reduced_motion="reduce",  # a colour half-way to another is not a colour of ours
            **{**size, **options},
        )
        self.opened.append(context)
        if user:
            session = self.as_(user).cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.site}]
            )
        context.on("page", self.watch)
        return context.new_page()

    def watch(self, page):
        page.on("pageerror", lambda error: self.complain(page, f"script: {error}"))
        page.on("console", lambda line: self.listen(page, line))
        page.on("request", lambda request: self.see(page, request.url))

    def listen(self, page, line):
        """To the console a refusal of ours is an error too, and so is a line that a test has cut."""
        meant = ("the server responded with a status of 4", "net::ERR_FAILED", "htmx:")
        if line.type == "error" and not any(words in line.text for words in meant):
            self.complain(page, line.text)

    def see(self, page, url):
        place = urlsplit(url)
        if place.scheme in ("http", "https") and place.netloc != urlsplit(self.site).netloc:
            self.complain(page, f"from outside: {url}")

    def complain(self, page, what):
        self.complaints.append(f"{urlsplit(page.url).path} {what}")

    def close(self):
        for context in self.opened:
            context.close()
        assert not self.complaints


@pytest.fixture
def page_of(chromium, live_server, as_):
    """page_of(user, phone=False, …): USER may be None; the rest goes to the browser's context."""
    contexts = Contexts(chromium, live_server.url, as_)
    yield contexts.open_as
    contexts.close()


@pytest.fixture(scope="session")
def site(chromium, django_db_setup):
    """A server of our own: that of pytest-django empties the database after each test.

    It is left to end with the process, as the browser may keep its connections until then.
    """
    return LiveServer("localhost")


@pytest.fixture(scope="module")
def told(site, django_db_blocker, tmp_path_factory):
    """The address of the demonstration, told once for the module, and forgotten after it."""
    from lianxin.ops.demo.telling import tell

    where = {
        "MEDIA_ROOT": tmp_path_factory.mktemp("media"),
        "ALLOWED_HOSTS": [*settings.ALLOWED_HOSTS, site.thread.host],
    }
    with override_settings(**where), django_db_blocker.unblock():
        seed()
        with transaction.atomic():
            tell(timezone.now())
        yield site.url
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def demonstration(chromium, told, as_):
    """demonstration("chenjing", phone=True): a page before the demonstration; None is a guest."""
    contexts = Contexts(chromium, told, as_)

    def open_as(username, **options):
        user = User.objects.get(username=username) if username else None
        return contexts.open_as(user, **options)

    yield open_as
    contexts.close()


@pytest.fixture(scope="session")
def axe():
    """axe(page) lists what axe finds serious or critical; with least="minor", everything.

    ONLY names the rules to ask, where the others have been asked already.
    """
    source = (HERE / "vendor" / "axe.min.js").read_text(encoding="utf-8")
    weights = ("minor", "moderate", "serious", "critical")

    def findings(page, least="serious", only=None):
        page.evaluate(source)
        options = {"resultTypes": ["violations"]}
        if only:
            options["runOnly"] = {"type": "rule", "values": only}
        found = page.evaluate("options => axe.run(options)", options)["violations"]
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

    def keep(page, name, **options):
        if os.environ.get("PICTURES") == "yes":
            PICTURES.mkdir(parents=True, exist_ok=True)
            picture = Image.open(BytesIO(page.screenshot(**options))).convert("RGB")
            picture.quantize(128, dither=Image.Dither.NONE).save(
                PICTURES / f"{name}.png", optimize=True
            )

    return keep
