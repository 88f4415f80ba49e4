"""匿名反映: someone says it without any name and keeps a receipt."""

from __future__ import annotations

import datetime as dt
import io
import re
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from PIL import Image

from lianxin.files.models import Attachment
from lianxin.journal.models import Event
from lianxin.matters import codes
from lianxin.matters.actions import intake
from lianxin.matters.models import Channel, Voice
from lianxin.matters.said import Said
from lianxin.notices.models import Notice
from lianxin.queue.models import Job

BODY = "食堂夜班没有热饭。希望延长供餐时间。"
CODE = re.compile(r'name="code" value="(\d{16})"')


def typed(cast, **changes):
    return {"form_key": codes.new_form_key(), "unit": cast.first.pk, "body": BODY, **changes}


def send(cast, **changes):
    return Client().post("/a/raise/", typed(cast, **changes))


def code_in(page) -> str:
    return CODE.search(page.content.decode()).group(1)


def test_only_the_day_and_the_words_are_kept(cast):
    receipt = intake.raise_anonymously(Said(cast.first, BODY), form_key=codes.new_form_key())
    voice = Voice.objects.get()

    assert (voice.channel, voice.raised_by, voice.said_at) == (Channel.ANONYMOUS, None, None)
    assert (voice.said_on, voice.received_on) == (timezone.localdate(), timezone.localdate())
    assert voice.code_hash == codes.fingerprint(receipt.code)
    event = Event.objects.about(voice).get()
    assert event.by is None
    assert timezone.localtime(event.at).time() == dt.time(0)


def test_no_notice_and_no_work_is_queued_at_that_moment(cast):
    send(cast)
    assert not Notice.objects.exists()
    assert not Job.objects.exists()


def test_the_receipt_is_shown_in_groups_of_four(cast):
    page = send(cast)
    assert page.status_code == 200
    code = code_in(page)
    assert codes.is_valid(code)
    assert codes.grouped(code) in page.content.decode()
    assert "我已抄好" in page.content.decode()


def test_it_is_shown_a_second_time_with_qr_and_what_happens_next(cast):
    code = code_in(send(cast))
    page = Client().post("/a/receipt/", {"code": code}).content.decode()
    assert codes.grouped(code) in page
    assert 'src="data:image/svg+xml' in page
    assert "接下来" in page
    assert Voice.objects.get().tag in page


def test_the_same_form_sent_again_shows_the_same_code_and_makes_no_second_voice(cast):
    form = typed(cast)
    first, second = (Client().post("/a/raise/", form) for _ in range(2))
    assert code_in(first) == code_in(second)
    assert Voice.objects.count() == Event.objects.count() == 1


def test_a_code_that_somebody_has_is_passed_over(cast):
    key = codes.new_form_key()
    taken = codes.fingerprint(codes.for_form(key))
    Voice.objects.create(
        channel=Channel.SLIP,
        body="x",
        title="x",
        unit=cast.first,
        accept_by=timezone.now(),
        code_hash=taken,
    )
    for _ in range(2):
        receipt = intake.raise_anonymously(Said(cast.first, BODY), form_key=key)
        assert receipt.code == codes.for_form(key, 1)
    assert Voice.objects.count() == 2


def test_a_form_without_a_key_of_ours_is_a_new_form(cast):
    assert send(cast, form_key="'; drop").status_code == 200
    assert Client().post("/a/raise/", {"unit": cast.first.pk, "body": BODY}).status_code == 200
    assert Voice.objects.count() == 2


@pytest.mark.parametrize("address", ["/a/", "/a/raise/", "/a/follow/", "/a/board/", "/a/results/"])
def test_no_page_sets_a_cookie_and_none_is_stored_on_the_way(cast, address):
    page = Client().get(address)
    assert page.status_code == 200
    assert not page.cookies
    assert page["Cache-Control"] == "no-store"
    assert "csrfmiddlewaretoken" not in page.content.decode()
    assert "<script" not in re.sub(r'<script src="/static/', "", page.content.decode())


def test_the_answers_to_what_is_sent_are_stored_nowhere_either(cast):
    page = send(cast)
    followed = Client().post("/a/follow/", {"code": code_in(page)})
    refused = send(cast, body="")
    for answer in (page, followed, refused):
        assert answer["Cache-Control"] == "no-store"
        assert not answer.cookies


def test_the_code_stands_in_no_title_and_no_address(cast):
    code = code_in(send(cast))
    for address in ("/a/receipt/", "/a/follow/"):
        page = Client().post(address, {"code": code}).content.decode()
        title = re.search(r"<title>(.*?)</title>", page, re.S).group(1)
        addresses = re.findall(r'(?:href|action|src)="((?!data:)[^"]*)"', page)
        assert code not in title
        assert not [a for a in addresses if code in a or codes.grouped(code) in a]


def test_a_reloaded_page_that_needs_a_code_leads_back_to_the_door(cast):
    page = Client().get("/a/receipt/")
    assert (page.status_code, page.url) == (302, "/a/follow/")


def test_what_would_identify_the_sender_is_shown_before_anything_is_sent(cast):
    page = send(cast, body="我是李强，电话13812345678。", title="求助")
    text = page.content.decode()
    assert page.status_code == 422
    assert "还没有发送" in text
    assert "13812345678" in text
    assert "按遮盖后的文字发送" in text
    assert not Voice.objects.exists()


def test_the_masked_version_is_what_is_kept_when_chosen(cast):
    page = send(cast, body="我是李强，电话13812345678。", hint="masked")
    assert page.status_code == 200
    voice = Voice.objects.get()
    assert "13812345678" not in voice.body + voice.title
    assert "李强" not in voice.body + voice.title


def test_as_written_means_as_written(cast):
    send(cast, body="我是李强，电话13812345678。", hint="as_written")
    assert Voice.objects.get().body == "我是李强，电话13812345678。"


def test_an_edited_text_is_looked_at_again(cast):
    assert send(cast, body="电话13812345678").status_code == 422
    assert send(cast, body="电话13912345678").status_code == 422
    assert send(cast, body="食堂没有热饭").status_code == 200


def photo_with_place() -> SimpleUploadedFile:
    exif = Image.Exif()
    exif[0x010F] = "MarkerPhone"
    stream = io.BytesIO()
    Image.new("RGB", (8, 8)).save(stream, "JPEG", exif=exif)
    return SimpleUploadedFile("IMG_20261123_101112.jpg", stream.getvalue())


def test_a_photo_loses_its_traces_and_its_name(cast):
    from lianxin.files.storage import place

    assert send(cast, attachments=[photo_with_place()]).status_code == 200
    kept = Attachment.objects.get()
    assert (kept.name, kept.by, kept.stripped) == ("附件1.jpg", None, True)
    assert b"MarkerPhone" not in place(kept.path).read_bytes()


def test_what_cannot_be_cleaned_is_refused_and_the_text_stays(cast):
    page = send(cast, attachments=[SimpleUploadedFile("x.exe", b"MZ" + b"\0" * 100)])
    assert page.status_code == 422
    assert "延长供餐时间" in page.content.decode()
    assert not Voice.objects.exists()
    assert not Attachment.objects.exists()


def test_when_all_who_would_see_it_must_avoid_it_the_sender_is_told_at_once(cast):
    everyone = [cast.chen.pk, cast.guli.pk, cast.wang.pk]
    sentence = "本单位及上级均需回避，请同时向纪检监察机关反映。"
    assert sentence in send(cast, avoid=everyone).content.decode()
    assert sentence not in send(cast, avoid=everyone[:2]).content.decode()


def test_the_people_of_the_chosen_unit_are_listed_without_javascript(cast):
    page = send(cast, unit=cast.second.pk, show_holders="1").content.decode()
    assert "赵敏" in page
    assert "王芳" in page
    assert "陈静" not in page
    assert "延长供餐时间" in page


@pytest.mark.parametrize(
    "changes",
    [
        {"body": "\x00"},
        {"body": "字" * 100_000},
        {"unit": "9" * 25},
        {"unit": "一连"},
        {"avoid": "1' or 1=1"},
        {"affected": "1e99"},
        {"title": "\ud800".encode("utf-8", "surrogatepass")},
        {"category": "[]"},
        {"form_key": "\x00"},
    ],
)
def test_nothing_typed_ends_in_an_error_of_ours(cast, changes):
    assert send(cast, **changes).status_code in (200, 400, 422)


def test_the_path_of_a_submission_is_short(cast, django_assert_max_num_queries):
    send(cast)
    with django_assert_max_num_queries(7):  # unit, form key, calendar, voice, line, two savepoints
        send(cast)


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_eight_times_at_once_is_one_voice_with_one_code(cast):
    form, shown = typed(cast), []

    def press() -> None:
        try:
            shown.append(code_in(Client().post("/a/raise/", form)))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(shown) == 8
    assert len(set(shown)) == 1
    assert Voice.objects.count() == Event.objects.count() == 1
