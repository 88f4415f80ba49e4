from django.urls import reverse
from django.utils import timezone

from lianxin.queue import worker
from lianxin.queue.models import Job
from lianxin.queue.tests.samples import a_job


def page(client, job, **headers):
    return client.get(reverse("queue:detail", args=[job.pk]), headers=headers)


def test_one_sees_ones_own_jobs_only(cast, as_):
    mine, other = a_job(cast.chen), a_job(cast.guli)
    text = as_(cast.chen).get(reverse("queue:index")).content.decode()
    assert reverse("queue:detail", args=[mine.pk]) in text
    assert reverse("queue:detail", args=[other.pk]) not in text
    assert page(as_(cast.chen), other).status_code == 404


def test_without_jobs_the_page_says_what_would_stand_there(cast, as_):
    assert "没有后台任务。" in as_(cast.li).get(reverse("queue:index")).content.decode()


def test_fifty_jobs_cost_as_many_queries_as_one(cast, as_, django_assert_max_num_queries):
    for _ in range(60):
        a_job(cast.chen)
    client = as_(cast.chen)
    with django_assert_max_num_queries(10):
        client.get(reverse("queue:index"))


def test_while_a_job_runs_its_page_asks_again_every_second(cast, as_):
    job = a_job(cast.chen)
    Job.objects.update(state=Job.State.RUNNING, done=500, total=2000, message="第 500 行")
    answer = page(as_(cast.chen), job, HX_Request="true")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'hx-trigger="every 1s"' in text
    assert 'value="25"' in text
    assert "第 500 行" in text
    assert "<html" not in text


def test_polling_ends_with_the_job(cast, as_):
    job = a_job(cast.chen)
    worker.run(worker.claim("one", timezone.now()))
    answer = page(as_(cast.chen), job, HX_Request="true")
    assert answer.status_code == 286
    assert "hx-get" not in answer.content.decode()
    plain = page(as_(cast.chen), job)
    assert plain.status_code == 200
    assert "查看结果" in plain.content.decode()


def test_a_job_is_cancelled_and_started_again_on_its_page(cast, as_):
    job, client = a_job(cast.chen), as_(cast.chen)
    assert client.post(reverse("queue:cancel", args=[job.pk])).status_code == 302
    assert "已取消" in page(client, job).content.decode()
    again = client.post(reverse("queue:cancel", args=[job.pk]))
    assert again.status_code == 403
    assert "任务已经结束。" in again.content.decode()
    client.post(reverse("queue:retry", args=[job.pk]))
    assert "排队中" in page(client, job).content.decode()
