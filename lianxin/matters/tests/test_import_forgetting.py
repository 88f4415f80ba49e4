import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from lianxin.files.models import Attachment
from lianxin.matters.forgetting import forget_sheets
from lianxin.matters.models import Import, Voice
from lianxin.matters.tests.sheets import ROWS, as_csv, confirm, put_in, take_in


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.IMPORT_KEPT_DAYS = 30


def after(days):
    return timezone.now() + dt.timedelta(days=days)


def test_after_a_month_the_sheet_and_its_refused_rows_are_gone_and_the_counts_stay(cast, as_):
    client = as_(cast.chen)
    run = take_in(client, cast.first, as_csv(*ROWS, ("W9", "孙七", "密", "没有水。", "改天")))
    assert forget_sheets(after(29)) == 0
    assert forget_sheets(after(31)) == 1
    assert forget_sheets(after(31)) == 0
    run.refresh_from_db()
    assert (run.file, run.taken, run.refused) == (None, 3, 1)
    assert not Attachment.objects.exists()
    assert run.findings.get().values == []
    assert Voice.objects.count() == 3
    page = client.get(reverse("matters:import", args=[run.pk])).content.decode()
    assert "已按保存期限清除" in page
    assert "下载未导入的行" not in page


def test_a_sheet_nobody_started_is_let_go(cast, as_):
    run = put_in(as_(cast.chen), cast.first, as_csv(*ROWS))
    forget_sheets(after(31))
    run.refresh_from_db()
    assert (run.state, run.sample) == (Import.State.DROPPED, [])


def test_what_is_still_under_way_is_left_alone(cast, as_):
    run = put_in(as_(cast.chen), cast.first, as_csv(*ROWS))
    confirm(as_(cast.chen), run)
    assert forget_sheets(after(31)) == 0
