"""回访: asking, on the working day after closing, whether it truly helped."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.kernel.errors import Refused
from lianxin.matters.access import closing as access
from lianxin.matters.models import Revisit
from lianxin.people.models import User


@transaction.atomic
def record_revisit(
    revisit: Revisit, *, by: User, way: str, step: int | None, note: str = ""
) -> None:
    """STEP is None when the person did not want to say."""
    require(access.may_record_revisit(by, revisit))
    done = {"done_at": timezone.now(), "by": by, "way": way, "step": step, "note": note}
    if not Revisit.objects.filter(pk=revisit.pk, done_at=None).update(**done):
        raise Refused(_("这次回访刚刚由别人登记了。"))
    for field, value in done.items():
        setattr(revisit, field, value)
    record("matter.revisited", revisit.matter, by=by, way=way, step=step, revisit=revisit.pk)
