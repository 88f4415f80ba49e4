"""实名反映: 李强 says it under his own name."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lianxin.files.models import Attachment
from lianxin.journal.models import Event
from lianxin.kernel.errors import Refused
from lianxin.matters import codes
from lianxin.matters.actions import intake
from lianxin.matters.models import Category, Channel, Urgency, Voice
from lianxin.matters.said import Said
from lianxin.notices.models import Notice

BODY = "夜班后食堂关门。大家只能吃泡面。"


def typed(cast, **changes):
    return {
        "form_key": codes.new_form_key(),
        "unit": cast.first.pk,
        "body": BODY,
        "title": "",
        "affected": "",
        "category": "",
        **changes,
    }


def test_it_is_his_with_the_moment_and_a_term_to_accept(cast):
    voice = intake.raise_named(Said(cast.first, BODY), by=cast.li, form_key=codes.new_form_key())

    assert (voice.raised_by, voice.channel, voice.state) == (cast.li, Channel.NAMED, "waiting")
    assert voice.said_at is not None
    assert voice.accept_by > timezone.now()
    assert voice.title == "夜班后食堂关门"
    assert Event.objects.about(voice).get().by == cast.li


def test_nobody_is_notified_of_a_waiting_voice(cast):
    intake.raise_named(Said(cast.first, BODY), by=cast.li, form_key=codes.new_form_key())
    assert not Notice.objects.exists()


def test_danger_has_a_shorter_term_than_an_ordinary_matter(cast):
    danger = Category.objects.create(code="danger", name="安全", urgency=Urgency.DANGER)
    quick, slow = (
        intake.raise_named(said, by=cast.li, form_key=codes.new_form_key())
        for said in (Said(cast.first, BODY, category=danger), Said(cast.first, BODY))
    )
    assert quick.accept_by < slow.accept_by


def test_the_same_form_sent_twice_is_one_voice(cast, as_):
    form = typed(cast)
    first = as_(cast.li).post("/matters/raise/", form)
    second = as_(cast.li).post("/matters/raise/", form)

    assert first.status_code == second.status_code == 302
    assert first.url == second.url == f"/matters/mine/{Voice.objects.get().pk}/"


def test_the_form_of_someone_else_cannot_be_sent_again(cast):
    key = codes.new_form_key()
    intake.raise_named(Said(cast.first, BODY), by=cast.li, form_key=key)
    with pytest.raises(Refused, match="已经提交过"):
        intake.raise_named(Said(cast.first, BODY), by=cast.zhao, form_key=key)


def test_a_closed_unit_takes_no_voices(cast):
    cast.second.closed_on = timezone.localdate()
    cast.second.save()
    with pytest.raises(PermissionDenied, match="已撤销"):
        intake.raise_named(Said(cast.second, BODY), by=cast.li, form_key=codes.new_form_key())


def test_the_form_starts_with_ones_own_unit_and_lists_who_would_see_it(cast, as_):
    page = as_(cast.li).get("/matters/raise/").content.decode()
    assert f'<option value="{cast.first.pk}" selected>' in page
    assert "这件事是否涉及下列人员？（会自动回避）" in page
    for name in ("陈静", "阿依古丽·买买提", "王芳"):
        assert name in page
    assert "赵敏" not in page


def test_another_unit_lists_its_own_people_and_loses_nothing(cast, as_):
    form = typed(cast, unit=cast.second.pk, title="标题不丢", show_holders="1")
    page = as_(cast.li).post("/matters/raise/", form).content.decode()
    assert "赵敏" in page
    assert "陈静" not in page
    assert "标题不丢" in page
    assert "大家只能吃泡面" in page
    assert not Voice.objects.exists()


def test_whoever_is_ticked_is_kept_away(cast, as_):
    as_(cast.li).post("/matters/raise/", typed(cast, avoid=[cast.chen.pk]))
    assert list(Voice.objects.get().avoid.all()) == [cast.chen]


@pytest.mark.parametrize("who", ["999999999999999999999999", "abc", "-1", "\x00"])
def test_someone_who_would_not_see_it_cannot_be_ticked(cast, as_, who):
    page = as_(cast.li).post("/matters/raise/", typed(cast, avoid=[who]))
    assert page.status_code == 422
    assert "所选的回避人员已有变动" in page.content.decode()


def test_several_files_come_with_it(cast, as_):
    files = [SimpleUploadedFile(f"{n}.txt", "说明".encode()) for n in (1, 2)]
    as_(cast.li).post("/matters/raise/", typed(cast, attachments=files))
    kept = Attachment.objects.of(Voice.objects.get())
    assert sorted(kept.values_list("name", flat=True)) == ["1.txt", "2.txt"]
    assert {file.by for file in kept} == {cast.li}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"body": ""}, "请写下内容。"),
        ({"body": "字" * 20_001}, "最多 20000 字，现在有 20001 字。"),
        ({"body": "有\x00空"}, "含有无法保存的字符"),
        ({"unit": "x"}, "这个单位不在可选范围内"),
        ({"unit": "9" * 30}, "这个单位不在可选范围内"),
        ({"unit": ""}, "请选择单位。"),
        ({"category": "9" * 30}, "没有这个分类"),
        ({"affected": "很多"}, "请填写数字。"),
        ({"affected": "-3"}, "affected"),
        ({"affected": "9" * 40}, "affected"),
        ({"title": "长" * 81}, "title"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_typed_is_lost(cast, as_, changes, sentence):
    page = as_(cast.li).post("/matters/raise/", typed(cast, **{"title": "我的标题", **changes}))
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not Voice.objects.exists()


def test_it_stands_in_his_list_and_on_his_page_in_plain_words(cast, as_):
    as_(cast.li).post("/matters/raise/", typed(cast))
    voice = Voice.objects.get()
    assert "夜班后食堂关门" in as_(cast.li).get("/matters/mine/").content.decode()
    page = as_(cast.li).get(f"/matters/mine/{voice.pk}/").content.decode()
    assert "已收到，等待受理。" in page
    assert "大家只能吃泡面" in page


def test_his_list_asks_the_database_little_however_long_it_is(
    cast, as_, django_assert_max_num_queries
):
    from lianxin.matters.tests.stories import a_matter, a_voice

    for _ in range(12):
        a_matter(cast, a_voice(cast))
    client = as_(cast.li)
    client.get("/matters/mine/")
    with django_assert_max_num_queries(10):
        client.get("/matters/mine/")


def test_the_path_of_a_submission_is_short(cast, as_, django_assert_max_num_queries):
    client = as_(cast.li)
    client.post("/matters/raise/", typed(cast))
    with django_assert_max_num_queries(12):  # session, user and savepoints among them
        client.post("/matters/raise/", typed(cast))
