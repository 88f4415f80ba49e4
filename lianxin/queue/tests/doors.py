from lianxin.queue.models import Job
from lianxin.queue.tests.samples import a_job
from tests.doors import Door


def of_chen(cast):
    return [a_job(cast.chen).pk]


def failed(cast):
    job = a_job(cast.chen)
    Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED)
    return [job.pk]


HERS = (302, 404, 200, 404, 404, 404, 404, 404, 404)
HER_DEED = (302, 404, 302, 404, 404, 404, 404, 404, 404)

DOORS = {
    "queue:index": Door("get", (302, *[200] * 8)),
    "queue:detail": Door("get", HERS, args=of_chen),
    "queue:cancel": Door("post", HER_DEED, args=of_chen),
    "queue:retry": Door("post", HER_DEED, args=failed),
}
