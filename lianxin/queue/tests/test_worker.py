import datetime as dt
import threading
import time

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from lianxin.journal.models import Event
from lianxin.queue import actions, progress, worker
from lianxin.queue.models import Job
from lianxin.queue.progress import Beating, Cancelled, Progress
from lianxin.queue.tests.samples import a_job


def work(name="one", stopping=lambda: False):
    job = worker.claim(name, timezone.now())
    worker.run(job, stopping)
    job.refresh_from_db()
    return job


def test_a_job_is_done_and_says_its_last_word(cast):
    a_job(cast.chen, upto=3)
    job = work()
    assert job.state == Job.State.DONE
    assert (job.done, job.total, job.message) == (1, 3, "数到 3")  # said at most so often
    assert job.finished_at
    assert worker.claim("one", timezone.now()) is None


def test_only_marked_functions_can_be_enqueued(cast):
    for kind in ("lianxin.queue.tests.samples.not_marked", "os.system", "lianxin.queue.worker.run"):
        with pytest.raises(LookupError):
            actions.enqueue(kind, by=cast.chen, title="不行")


def test_first_come_first_served(cast):
    first, second = a_job(cast.chen), a_job(cast.guli)
    assert [work().pk, work().pk] == [first.pk, second.pk]


def test_a_job_for_later_waits(cast):
    job = a_job(cast.chen)
    Job.objects.update(run_after=timezone.now() + dt.timedelta(hours=1))
    assert worker.claim("one", timezone.now()) is None
    assert worker.claim("one", timezone.now() + dt.timedelta(hours=2)) == job


def test_looking_into_an_empty_queue_is_one_query(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert worker.claim("one", timezone.now()) is None


def test_a_refusal_is_told_to_the_person_in_its_own_words(cast):
    a_job(cast.chen, "refuse")
    job = work()
    assert (job.state, job.error) == (Job.State.FAILED, "表格里没有行。")


def test_of_an_error_the_person_reads_a_sentence_and_the_log_has_the_trace(cast, caplog):
    a_job(cast.chen, "crash")
    job = work()
    assert job.state == Job.State.FAILED
    assert job.error.startswith("系统出错，任务没有办完。")
    assert "words of a person" not in job.error
    assert "ValueError: words of a person" in caplog.text


def test_a_cancelled_job_stops_at_its_next_word(cast):
    a_job(cast.chen, "be_cancelled")
    job = work()
    assert job.state == Job.State.CANCELLED
    assert Event.objects.get(verb="job.cancelled").by == cast.chen


def test_a_worker_asked_to_end_puts_the_job_back(cast):
    a_job(cast.chen)
    job = work(stopping=lambda: True)
    assert (job.state, job.worker, job.attempts) == (Job.State.QUEUED, "", 0)
    assert work().state == Job.State.DONE


def test_a_job_whose_worker_died_is_claimed_again(cast):
    a_job(cast.chen)
    dead = worker.claim("dead", timezone.now())
    assert worker.claim("alive", timezone.now() + dt.timedelta(seconds=14)) is None
    again = worker.claim("alive", timezone.now() + dt.timedelta(seconds=16))
    assert (again.pk, again.worker, again.attempts) == (dead.pk, "alive", 2)


def test_a_worker_thought_dead_can_write_no_more(cast):
    a_job(cast.chen)
    dead = worker.claim("dead", timezone.now())
    worker.claim("alive", timezone.now() + dt.timedelta(seconds=16))
    worker.run(dead)
    now = Job.objects.get(pk=dead.pk)
    assert (now.state, now.worker) == (Job.State.RUNNING, "alive")
    with pytest.raises(Cancelled):
        Progress(dead).say(1, 2)


def test_after_three_deaths_a_job_is_given_up(cast):
    a_job(cast.chen)
    now = timezone.now()
    for n in range(3):
        assert worker.claim(f"w{n}", now + dt.timedelta(minutes=n))
    assert worker.claim("w3", now + dt.timedelta(minutes=4)) is None
    job = Job.objects.get()
    assert job.state == Job.State.FAILED
    assert "几次中断" in job.error


def test_a_failed_job_is_started_again_by_its_starter(cast):
    a_job(cast.chen, "refuse")
    job = work()
    actions.retry(job, by=cast.chen)
    assert (job.state, job.error, job.attempts) == (Job.State.QUEUED, "", 0)
    assert Event.objects.get(verb="job.retried").sentence() == "陈静 重新开始了后台任务"


@pytest.mark.django_db(transaction=True)
def test_a_long_step_is_not_taken_for_a_death(cast, monkeypatch):
    monkeypatch.setattr(progress, "BEAT", 0.05)
    a_job(cast.chen)
    job = worker.claim("one", timezone.now())
    Job.objects.update(heartbeat=timezone.now() - dt.timedelta(seconds=60))
    with Beating(Progress(job)):
        for _ in range(100):
            time.sleep(0.05)
            if Job.objects.get().heartbeat > timezone.now() - dt.timedelta(seconds=30):
                break
    assert worker.claim("two", timezone.now()) is None
    assert Job.objects.get().worker == "one"


def patiently(deed, *args):
    """As the loop does: ask again when the database does not answer."""
    while True:
        try:
            return deed(*args)
        except OperationalError:
            time.sleep(0.01)


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_gets_the_job(cast):
    a_job(cast.chen)
    start, won = threading.Barrier(4), []

    def try_it(name):
        try:
            start.wait()
            if patiently(worker.claim, name, timezone.now()):
                won.append(name)
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
