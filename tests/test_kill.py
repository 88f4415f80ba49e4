"""A power cut at any moment: whoever was shown a receipt finds their voice, once, and whole."""

from __future__ import annotations

import random
import re
import threading
import time

import pytest

from tests.running import Site, hidden_fields

pytestmark = pytest.mark.server

ROUNDS = 20
SENDERS = 6
UNIT = """
from lianxin.people.models import Unit
Unit.objects.create(name="一连", path="1/", pk=1)
"""
COUNT = """
from collections import Counter
from lianxin.journal.models import Event
from lianxin.matters.models import Voice
bodies = Counter(Voice.objects.values_list("body", flat=True))
told = Counter(Event.objects.filter(verb="voice.raised").values_list("subject_id", flat=True))
whole = all(told[pk] == 1 for pk in Voice.objects.values_list("pk", flat=True))
print(max(bodies.values()), len(bodies), whole, len(told) == len(bodies))
"""


def send_until_killed(site: Site, name: str, shown: dict[str, str]) -> None:
    turn = 0
    while True:
        body = f"{name} 第 {turn} 次：食堂夜班没有热饭。"
        try:
            form = site.get("/a/raise/")
            fields = {**hidden_fields(form.body), "unit": "1", "body": body}
            answer = site.post("/a/raise/", fields)
        except Exception:  # the server was killed: that is what this is about
            return
        code = re.search(r"\d{4} \d{4} \d{4} \d{4}", answer.text)
        if answer.status == 200 and code:
            shown[body] = code.group()
        turn += 1


def test_twenty_power_cuts_lose_nothing_that_was_shown(tmp_path):
    site = Site(tmp_path, {"DATABASE_URL": "sqlite:///data.sqlite3"})
    site.manage("start", "--no-serve")
    site.python(UNIT)
    shown: dict[str, str] = {}
    chance = random.Random(20)
    for cut in range(ROUNDS):
        site.start()
        threads = [
            threading.Thread(target=send_until_killed, args=(site, f"{cut}-{n}", shown))
            for n in range(SENDERS)
        ]
        for thread in threads:
            thread.start()
        time.sleep(chance.uniform(0.1, 0.9))
        site.kill()
        for thread in threads:
            thread.join()
    assert len(shown) > ROUNDS, "the cuts came before anything was sent"

    site.start()
    for body, code in chance.sample(sorted(shown.items()), min(200, len(shown))):
        answer = site.post("/a/follow/", {"code": code})
        assert answer.status == 200
        assert body in answer.text
    site.stop()
    most, voices, whole, told = site.python(COUNT).split()
    assert most == "1", "a voice stands there twice"
    assert int(voices) >= len(shown)
    assert (whole, told) == ("True", "True"), "something was written by half"
