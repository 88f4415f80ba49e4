"""Codes printed ahead for a paper box: the paper has them, the site keeps only hashes."""

from __future__ import annotations

from django.db import transaction

from lianxin.journal.models import record
from lianxin.kernel.access import require
from lianxin.matters import codes
from lianxin.matters.access import voices as access
from lianxin.matters.models import Slip, SlipBatch
from lianxin.people.models import Unit, User


@transaction.atomic
def print_slips(unit: Unit, count: int, *, by: User) -> list[str]:
    """COUNT new codes for the box of UNIT; this is the only time they are ever told."""
    require(access.may_print_slips(by, unit))
    batch = SlipBatch.objects.create(unit=unit, by=by, count=count)
    made = [codes.for_slip() for _ in range(count)]
    Slip.objects.bulk_create(Slip(code_hash=codes.fingerprint(code), batch=batch) for code in made)
    record("slips.printed", batch, by=by, unit=unit.pk, count=count)
    return made
