"""The page of the two administrators who keep the place running."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from lianxin.ops.health import examine
from lianxin.ops.models import JobRun
from lianxin.ops.recurring import all_jobs


def test_a_silent_worker_is_said_to_be_silent(cast):
    now = timezone.now()
    assert examine(now).worker_is_silent
    JobRun.objects.create(name="lianxin.ops.jobs.back_up", next_at=now + dt.timedelta(hours=1))
    assert not examine(now).worker_is_silent
    assert examine(now + dt.timedelta(days=1)).worker_is_silent


def test_the_page_says_what_is_wrong_and_what_to_do(cast, as_, settings):
    settings.BACKUP_DIR = ""
    JobRun.objects.create(name="lianxin.ops.jobs.back_up", next_at=timezone.now(), error="磁盘满")
    page = as_(cast.sun).get("/ops/health/").content.decode()
    assert "没有找到自动备份" in page
    assert "磁盘满" in page


def test_every_recurring_job_is_named_in_words(db):
    assert [name for name in all_jobs() if str(JobRun(name=name)) == name] == []


def test_nobody_else_sees_it(cast, as_):
    answer = as_(cast.wang).get("/ops/health/")
    assert answer.status_code == 403
    assert "运行状况只供系统管理员和审计管理员查看" in answer.content.decode()


def test_alive_answers_without_a_person(client, db):
    assert client.get("/ops/alive/").content == b"ok"
