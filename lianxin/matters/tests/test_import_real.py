"""The real messages of a city's board, put in through the pages as an officer would."""

from __future__ import annotations

import warnings
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile

from lianxin.matters.models import Delivery, Import, Voice
from lianxin.matters.tests.sheets import confirm, counts, put_in, work

DATA = site.BASE.parent / "shared" / "data" / "teddy2020c"
pytestmark = pytest.mark.shared_data


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def real(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        warnings.warn(f"NOT TESTED on real messages: {path} is absent", stacklevel=2)
        pytest.skip(f"{path} is absent")
    return path


def take_in_real(client, unit, path) -> Import:
    run = put_in(client, unit, SimpleUploadedFile(path.name, path.read_bytes()))
    assert confirm(client, run, source="市民留言板").status_code == 302
    work()
    run.refresh_from_db()
    assert run.state == Import.State.DONE, run.job.error
    return run


def in_sheet(path: Path) -> dict[str, tuple]:
    rows = openpyxl.load_workbook(path, read_only=True).active.iter_rows(values_only=True)
    next(rows)
    return {str(row[0]): row for row in rows}


@pytest.mark.django_db(transaction=True)  # the heartbeat has a connection of its own
@pytest.mark.filterwarnings("default:NOT TESTED")
def test_every_message_arrives_or_is_refused_with_a_reason_and_twice_changes_nothing(cast, as_):
    path = real("messages.xlsx")
    run = take_in_real(as_(cast.wang), cast.regiment, path)
    assert run.rows == 4326
    assert counts(run) == {"taken": 4326}
    sheet = in_sheet(path)
    for voice in Voice.objects.all():
        _number, speaker, title, _when, body, against, likes = sheet.pop(voice.source_id)
        assert "".join(voice.body.split()) == "".join(body.split())
        assert (voice.title, voice.speaker) == (" ".join(title.split()), speaker.strip())
        assert (voice.dislikes, voice.likes) == (against, likes)
        assert "2017" <= str(voice.said_on) < "2020-02"
        assert voice.said_at
    assert not sheet
    again = take_in_real(as_(cast.wang), cast.regiment, path)
    assert counts(again) == {"repeated": 4326}
    assert Voice.objects.count() == 4326


@pytest.mark.django_db(transaction=True)  # the heartbeat has a connection of its own
@pytest.mark.filterwarnings("default:NOT TESTED")
def test_every_answered_message_is_archived_with_its_reply(cast, as_):
    path = real("replies.xlsx")
    run = take_in_real(as_(cast.wang), cast.regiment, path)
    assert run.taken + run.refused + run.repeated + run.different == 2816
    assert counts(run) == {"taken": 2816, "archived": 2816}
    sheet = in_sheet(path)
    for delivery in Delivery.objects.select_related("voice"):
        reply = sheet.pop(delivery.voice.source_id)[5].replace("_x000D_", "")  # unread by openpyxl
        assert "".join(delivery.text.split()) == "".join(reply.split())
        assert delivery.voice.state == Voice.State.ARCHIVED
        assert delivery.voice.said_on <= delivery.on
    assert not sheet
    again = take_in_real(as_(cast.wang), cast.regiment, path)
    assert counts(again) == {"repeated": 2816}
