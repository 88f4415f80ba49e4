"""The worker killed as by a power cut, again and again, in the middle of a sheet."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from lianxin.matters.tests.sheets import as_csv
from tests.running import PROJECT, Site

ROWS = 6_000
PUT_IN = """
from django.core.files.uploadedfile import SimpleUploadedFile
from lianxin.matters.actions import imports
from lianxin.matters.sheets import look
from lianxin.people.models import Duty, Post, Unit, User
unit = Unit.objects.create(name="示例团", path="1/", pk=1)
chen = User.objects.create(username="chen", name="陈静", unit=unit)
Post.objects.create(user=chen, duty=Duty.OFFICER, unit=unit)
file = SimpleUploadedFile("热线.csv", open("PATH", "rb").read())
run = imports.upload(unit, file, look(file.file, file.name), by=chen)
imports.start(run, {"source_id": 0, "body": 3, "said": 4}, by=chen, source="热线")
"""
HOW_FAR = """
import json
from lianxin.matters.models import Import, Voice
run = Import.objects.get()
numbers = Voice.objects.values_list("source_id", flat=True)
print(json.dumps([run.state, run.place, run.taken, run.refused, len(numbers), len(set(numbers))]))
"""
LOST = """
from lianxin.queue.models import Job
Job.objects.filter(state="running").update(heartbeat="2020-01-01T00:00:00+08:00", attempts=1)
"""


def words(number: int) -> str:
    """A text that is like no other: what compares them is not what is tried here."""
    draw = random.Random(number)
    return "".join(chr(draw.randrange(0x4E00, 0x9000)) for _ in range(120))


def wait_for_more(site: Site, longer: float) -> None:
    """Until another piece of the sheet is in, and a moment LONGER."""

    def place() -> int:
        with closing(sqlite3.connect(site.data / "data.sqlite3", timeout=20)) as database:
            return database.execute("select place from matters_import").fetchone()[0]

    begun = place()
    for _ in range(2000):
        if place() > begun:
            break
        time.sleep(0.01)
    time.sleep(longer)


@pytest.mark.server
def test_a_worker_killed_in_the_middle_leaves_nothing_half_and_nothing_twice(tmp_path):
    site = Site(tmp_path / "site")
    site.data.mkdir()
    site.manage("migrate", "-v0")
    rows = [(f"N{n}", "", "", words(n), "2026-03-05") for n in range(ROWS)]
    rows[77] = ("N77", "", "", "", "")
    path = tmp_path / "sheet.csv"
    path.write_bytes(as_csv(*rows).read())
    site.python(PUT_IN.replace("PATH", str(path)))
    kills = 0
    while kills < 3:
        worker = subprocess.Popen(
            [sys.executable, "manage.py", "work"], cwd=PROJECT, env=site.environment
        )
        wait_for_more(site, random.uniform(0, 0.05))
        worker.kill()
        worker.wait()
        state, place, taken, refused, voices, different = json.loads(site.python(HOW_FAR))
        assert voices == different == taken
        assert taken + refused == place
        if state == "done":
            break
        kills += 1
        site.python(LOST)  # as if fifteen seconds had passed
    site.manage("work", "--once")
    assert json.loads(site.python(HOW_FAR)) == ["done", ROWS, ROWS - 1, 1, ROWS - 1, ROWS - 1]
    assert kills, "the worker was too fast to be killed: make the sheet longer"
