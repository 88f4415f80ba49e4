import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest
from django.conf import settings as site
from django.core.management import call_command
from django.utils import timezone

from lianxin.ops import recurring
from lianxin.ops.models import JobRun
from lianxin.ops.recurring import Recurring
from lianxin.ops.worker import Worker
from lianxin.queue.models import Job
from lianxin.queue.tests.samples import a_job

RAN = []


def count_three(now):
    RAN.append(now)
    return 3


def stumble(now):
    raise ValueError("words of a person")


@pytest.fixture(autouse=True)
def forget():
    RAN.clear()


def evening_of_the_23rd():
    return dt.datetime(2026, 11, 23, 22, 0, tzinfo=timezone.get_current_timezone())


def of(*works, nightly=False):
    return {job.name: job for job in (Recurring(work, nightly) for work in works)}


def go(jobs, now, stopping=lambda: False):
    recurring.enter_in_book(jobs, now)
    return recurring.run_due(jobs, now, stopping)


def test_an_hourly_job_runs_once_an_hour(db):
    jobs, now = of(count_three), timezone.now()
    assert go(jobs, now) == 1
    assert go(jobs, now + dt.timedelta(minutes=59)) == 0
    assert go(jobs, now + dt.timedelta(minutes=60)) == 1
    assert JobRun.objects.get().count == 3


def test_a_nightly_job_runs_at_the_hour_of_the_site(db, settings):
    settings.NIGHT_HOUR = 3
    evening = evening_of_the_23rd()
    jobs = of(count_three, nightly=True)
    assert go(jobs, evening) == 0
    night = evening.replace(day=24, hour=3)
    assert JobRun.objects.get().next_at == night
    assert go(jobs, night) == 1
    assert JobRun.objects.get().next_at == night + dt.timedelta(days=1)


def test_a_night_slept_through_is_made_up_for_in_the_morning(db):
    jobs = of(count_three, nightly=True)
    evening = evening_of_the_23rd()
    go(jobs, evening)
    assert go(jobs, evening + dt.timedelta(hours=11)) == 1


def test_a_job_that_fails_stops_no_other_and_its_words_are_not_kept(db, caplog):
    jobs = of(stumble, count_three)
    assert go(jobs, timezone.now()) == 2
    assert len(RAN) == 1
    failed = JobRun.objects.get(name__endswith="stumble")
    assert failed.error.startswith("ValueError (test_work.py:")
    assert "words of a person" not in failed.error
    assert JobRun.objects.get(name__endswith="count_three").error == ""


def test_a_job_of_an_earlier_version_leaves_the_book(db):
    JobRun.objects.create(name="lianxin.gone.jobs.old", next_at=timezone.now())
    go(of(count_three), timezone.now())
    assert [line.name for line in JobRun.objects.all()] == [of(count_three).popitem()[0]]


def test_of_two_workers_one_runs_a_job(db):
    jobs, now = of(count_three), timezone.now()
    recurring.enter_in_book(jobs, now)
    line = JobRun.objects.get()
    job = jobs[line.name]
    assert recurring._claim(line, job, now)
    assert not recurring._claim(line, job, now)


def test_the_lists_of_every_app_are_found():
    names = recurring.all_jobs()
    assert names["lianxin.files.jobs.sweep"].nightly


def test_once_does_all_that_is_due_and_ends(cast):
    a_job(cast.chen)
    a_job(cast.guli)
    call_command("work", "--once")
    assert set(Job.objects.values_list("state", flat=True)) == {Job.State.DONE}
    assert JobRun.objects.exists()


def test_an_idle_look_around_is_one_query(db, django_assert_num_queries):
    worker = Worker()
    worker.turn()
    with django_assert_num_queries(1):
        assert not worker.turn()


def test_a_worker_ends_with_the_server_that_started_it(db):
    assert not Worker(parent=os.getppid()).stopping()
    assert Worker(parent=2**22 + 1).stopping()


def wait_for_first_turn(path, worker):
    for _ in range(600):
        assert worker.poll() is None, worker.stderr.read()
        with closing(sqlite3.connect(path)) as database:
            if database.execute("select count(*) from ops_jobrun").fetchone()[0]:
                return
        time.sleep(0.1)
    raise AssertionError("the worker did not begin")


@pytest.mark.server
@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_worker_cleanly(stop, tmp_path):
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "DATABASE_URL": "sqlite:///d.sqlite3"}
    manage = [sys.executable, "manage.py"]
    quiet = {"cwd": site.BASE, "env": environment, "stderr": subprocess.PIPE, "text": True}
    subprocess.run([*manage, "migrate", "-v0"], check=True, **quiet)
    worker = subprocess.Popen([*manage, "work"], **quiet)
    wait_for_first_turn(tmp_path / "d.sqlite3", worker)
    worker.send_signal(stop)
    assert worker.wait(20) == 0
    assert worker.stderr.read() == ""
