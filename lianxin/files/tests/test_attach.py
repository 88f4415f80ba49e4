import datetime as dt
import os
import shutil
from collections import namedtuple

import pytest
from django.db import transaction
from django.utils import timezone

from lianxin.files import actions, jobs, storage
from lianxin.files.inspection import receive
from lianxin.files.models import Attachment
from lianxin.files.tests.samples import PDF, a_file, a_photo, a_voice
from lianxin.kernel.errors import Refused


def files_on_disk(settings):
    return [p for p in settings.MEDIA_ROOT.rglob("*") if p.is_file()]


def test_a_file_is_kept_whole_under_a_name_that_tells_nothing(cast):
    voice = a_voice(cast.li)
    attachment = actions.attach(voice, a_file("../情况 说明.pdf", PDF), by=cast.li)
    assert attachment.name == "情况 说明.pdf"
    assert attachment.kind == "document"
    assert storage.place(attachment.path).read_bytes() == PDF
    assert storage.OURS.fullmatch(attachment.path)
    assert list(Attachment.objects.of(voice)) == [attachment]


def test_what_a_camera_wrote_is_taken_out_of_a_photograph(cast):
    photo = a_photo(telling=True)
    assert b"SECRET-PHONE" in photo.read()
    attachment = actions.attach(a_voice(cast.li), photo, by=cast.li)
    assert attachment.stripped
    kept = storage.place(attachment.path).read_bytes()
    assert b"SECRET-PHONE" not in kept
    assert attachment.size == len(kept)


def test_content_decides_what_a_file_is(cast):
    voice = a_voice(cast.li)
    assert actions.attach(voice, a_photo("合同.pdf"), by=cast.li).name == "合同.jpg"
    with pytest.raises(Refused, match="程序文件"):
        actions.attach(voice, a_file("照片.jpg", b"MZ" + bytes(100)), by=cast.li)


def test_a_file_beyond_the_limit_is_refused_with_both_sizes(cast, settings):
    settings.MAX_UPLOAD_MB = 1
    with pytest.raises(Refused, match=r"1.5 MB，单个不能超过 1 MB"):
        actions.attach(a_voice(cast.li), a_file("大.txt", b"a" * 1572864), by=cast.li)


def test_nothing_is_left_when_a_file_is_refused(cast, settings):
    voice = a_voice(cast.li)
    with pytest.raises(Refused, match="空的"):
        actions.attach(voice, a_file("空.txt", b""), by=cast.li)
    assert not Attachment.objects.exists()
    assert not files_on_disk(settings)


def test_from_a_nameless_person_only_what_can_be_cleaned_wholly_is_taken(cast, settings):
    voice = a_voice(cast.li)
    with pytest.raises(Refused, match="匿名反映只收"):
        actions.attach(voice, a_file("录音.pdf", PDF), by=None)
    attachment = actions.attach(voice, a_photo(telling=True), by=None)
    assert attachment.by is None
    assert attachment.stripped


def test_the_disk_does_not_remember_the_minute_of_a_nameless_file(cast, settings):
    attachment = actions.attach(a_voice(cast.li), a_photo(), by=None)
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
    file = storage.place(attachment.path)
    for each in (file, file.parent, file.parent.parent):
        assert each.stat().st_mtime == midnight
    assert file.stat().st_atime == midnight


def test_a_received_file_may_be_given_another_name(cast):
    received = receive(a_photo("IMG_20261123_150412.jpg"), nameless=True)
    received.name = "附件1.jpg"
    assert actions.attach(a_voice(cast.li), received, by=None).name == "附件1.jpg"


def test_a_full_disk_is_said_politely(cast, monkeypatch, settings):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(1, 1, 199 << 20))
    with pytest.raises(Refused, match="存储空间不足"):
        actions.attach(a_voice(cast.li), a_photo(), by=cast.li)
    assert not files_on_disk(settings)


def test_a_file_whose_deed_was_undone_is_swept_away_and_no_other(cast, settings):
    kept = actions.attach(a_voice(cast.li), a_photo(), by=cast.li)
    with transaction.atomic():
        undone = actions.attach(a_voice(cast.li), a_photo(), by=cast.li)
        transaction.set_rollback(True)
    now = timezone.now()
    assert jobs.sweep(now) == 0
    assert storage.place(undone.path).exists()
    assert jobs.sweep(now + dt.timedelta(days=3)) == 1
    assert files_on_disk(settings) == [storage.place(kept.path)]


def test_a_nameless_file_is_written_anew_in_the_night(cast):
    attachment = actions.attach(a_voice(cast.li), a_photo(), by=None)
    before, content = os.stat(storage.place(attachment.path)), read(attachment)
    assert jobs.forget_the_hour(timezone.now()) == 0
    assert jobs.forget_the_hour(timezone.now() + dt.timedelta(days=1)) == 1
    after = os.stat(storage.place(attachment.path))
    assert after.st_ino != before.st_ino
    assert after.st_mtime == before.st_mtime
    assert read(attachment) == content


def test_a_discarded_file_leaves_the_disk_when_the_deed_is_certain(
    cast, settings, django_capture_on_commit_callbacks
):
    attachment = actions.attach(a_voice(cast.li), a_photo(), by=cast.li)
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard(attachment)
        assert files_on_disk(settings)
    assert not files_on_disk(settings)


def read(attachment):
    return storage.place(attachment.path).read_bytes()
