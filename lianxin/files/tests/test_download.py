from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils import timezone

from lianxin.files import actions, storage
from lianxin.files.tests.samples import PDF, a_file, a_photo, a_voice
from lianxin.matters.models import Delivery, Matter, Message, Reply, Side, Voice


@pytest.fixture
def paper(cast):
    return actions.attach(a_voice(cast.li), a_file("情况说明.pdf", PDF), by=cast.li)


def url(attachment):
    return reverse("files:download", args=[attachment.pk])


def test_who_sees_the_voice_reads_its_file_and_nobody_else(cast, as_, paper):
    readers = {
        name
        for name in ("li", "chen", "guli", "wang", "zhao", "zhou", "sun", "qian", "zheng")
        if as_(getattr(cast, name)).get(url(paper)).status_code == 200
    }
    assert readers == {"li", "chen", "guli", "wang"}


def test_a_file_comes_back_as_it_was_and_is_never_run(cast, as_, paper):
    response = as_(cast.li).get(url(paper))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    disposition = response["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''")
    assert unquote(disposition).endswith("情况说明.pdf")


def test_pictures_alone_are_shown_in_the_page(cast, as_):
    photo = actions.attach(a_voice(cast.li), a_photo(), by=cast.li)
    response = as_(cast.li).get(url(photo))
    assert response["Content-Disposition"].startswith("inline")


def test_a_file_of_a_message_goes_by_the_rule_of_its_voice(cast, as_):
    voice = a_voice(cast.li)
    message = Message.objects.create(voice=voice, turn=1, side=Side.OFFICE, by=cast.chen, text="好")
    attachment = actions.attach(message, a_photo(), by=cast.chen)
    assert as_(cast.li).get(url(attachment)).status_code == 200
    assert as_(cast.zhao).get(url(attachment)).status_code == 404


def test_the_files_of_a_reply_are_read_by_those_it_went_out_to(cast, as_):
    voice, other = a_voice(cast.li), a_voice(cast.zhou)
    now = timezone.now()
    matter = Matter.objects.create(
        number="2026-00001", title="漏水", unit=cast.first, owner=cast.chen,
        first_owner=cast.chen, due=now, first_due=now,
    )  # fmt: skip
    Voice.objects.filter(pk__in=[voice.pk, other.pk]).update(matter=matter)
    reply = Reply.objects.create(matter=matter, text="已修好。", by=cast.chen)
    attachment = actions.attach(reply, a_photo(), by=cast.chen)
    assert as_(cast.chen).get(url(attachment)).status_code == 200
    assert as_(cast.li).get(url(attachment)).status_code == 404
    Delivery.objects.create(voice=voice, reply=reply)
    assert as_(cast.li).get(url(attachment)).status_code == 200
    assert as_(cast.zhou).get(url(attachment)).status_code == 404


def test_a_file_whose_owner_is_gone_is_not_there(cast, as_):
    gone = Voice(pk=12345)
    attachment = actions.attach(gone, a_photo(), by=cast.li)
    assert as_(cast.li).get(url(attachment)).status_code == 404


def test_a_file_lost_from_the_disk_is_not_there(cast, as_, paper):
    storage.remove(paper.path)
    assert as_(cast.li).get(url(paper)).status_code == 404


def test_a_number_that_never_was_is_not_there(cast, as_):
    for pk in (1, 2**63, 10**30):
        assert as_(cast.li).get(f"/files/{pk}/").status_code == 404
