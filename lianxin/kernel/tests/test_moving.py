"""A state changes only along its arrows, and only once, however many press the button."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from lianxin.kernel.errors import Refused
from lianxin.queue.models import Job


@pytest.fixture
def job(cast):
    return Job.objects.create(kind="test", title="导出", by=cast.chen, state="running")


def test_an_arrow_is_followed_and_what_goes_with_it_is_written(job):
    job.move("finish", message="3 行")
    assert (job.state, job.message) == ("done", "3 行")
    assert list(Job.objects.values_list("state", "message")) == [("done", "3 行")]


def test_there_is_no_way_but_the_arrows(job):
    assert not job.can("retry")
    with pytest.raises(Refused, match="状态已经变化，请刷新后再试。"):
        job.move("retry", message="x")
    job.refresh_from_db()
    assert (job.state, job.message) == ("running", "")


def test_who_comes_second_is_refused_though_their_page_still_showed_the_button(job):
    seen_by_another = Job.objects.get(pk=job.pk)
    job.move("finish")
    assert seen_by_another.can("cancel")
    with pytest.raises(Refused):
        seen_by_another.move("cancel")
    assert Job.objects.get(pk=job.pk).state == "done"


def test_the_row_of_another_is_not_touched(job, cast):
    other = Job.objects.create(kind="test", title="导入", by=cast.chen, state="running")
    job.move("finish")
    other.refresh_from_db()
    assert other.state == "running"


@pytest.mark.django_db(transaction=True)
def test_of_six_who_press_at_once_one_wins(cast):
    job = Job.objects.create(kind="test", title="导出", by=cast.chen, state="running")
    ready, results = threading.Barrier(6), []

    def press(name):
        mine = Job(pk=job.pk, state="running")
        ready.wait(10)
        try:
            with transaction.atomic():
                mine.move(name)
            results.append(name)
        except Refused:
            results.append(None)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[n]) for n in ("finish", "fail", "cancel") * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(results) == 6
    [winner] = [name for name in results if name]
    assert Job.objects.get(pk=job.pk).state == Job.MOVES[winner][1]
