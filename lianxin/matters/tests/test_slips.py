"""意见箱纸条: codes printed ahead for people without a phone."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import PermissionDenied

from lianxin.journal.models import Event
from lianxin.matters import codes
from lianxin.matters.actions.slips import print_slips
from lianxin.matters.models import Slip, SlipBatch


def test_only_hashes_are_kept_and_the_printing_is_in_the_journal(cast):
    made = print_slips(cast.first, 24, by=cast.chen)
    assert len(set(made)) == 24
    assert set(Slip.objects.values_list("pk", flat=True)) == {codes.fingerprint(c) for c in made}
    event = Event.objects.about(SlipBatch.objects.get()).get()
    assert event.sentence() == "陈静 印制纸条 24 张"
    assert not [code for code in made if code in str(event.facts)]


@pytest.mark.parametrize("who", ["li", "zhao", "zhou", "sun"])
def test_only_those_who_serve_the_unit_print_for_it(cast, who):
    with pytest.raises(PermissionDenied, match="只能为自己服务的单位印制纸条。"):
        print_slips(cast.first, 24, by=getattr(cast, who))


def test_each_slip_says_its_code_twice_with_a_qr_and_is_stored_nowhere(cast, as_):
    page = as_(cast.chen).post("/matters/slips/print/", {"unit": cast.first.pk, "count": "24"})
    text = page.content.decode()
    printed = re.findall(r"\d{4} \d{4} \d{4} \d{4}", text)
    assert len(printed) == 48
    assert len(set(printed)) == 24
    assert text.count('src="data:image/svg+xml') == 24
    assert "no-store" in page["Cache-Control"]
    assert all(codes.is_valid(code) for code in printed)


def test_the_list_says_how_many_came_back(cast, as_):
    made = print_slips(cast.first, 24, by=cast.chen)
    Slip.objects.filter(pk=codes.fingerprint(made[0])).update(used_on="2026-01-05")
    page = as_(cast.chen).get("/matters/slips/").content.decode()
    assert re.search(r'class="num">24</td>.*class="num">1</td>', page)
    assert "一连" not in as_(cast.zhao).get("/matters/slips/").content.decode()


@pytest.mark.parametrize("typed", [{"count": "1000000"}, {"count": "x"}, {"unit": "9" * 30}])
def test_only_the_sizes_of_a_sheet(cast, as_, typed):
    form = {"unit": cast.first.pk, "count": "24", **typed}
    assert as_(cast.chen).post("/matters/slips/print/", form).status_code == 422
    assert not Slip.objects.exists()
