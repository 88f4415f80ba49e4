"""什么被保存了: every column of every row, found by walking the models."""

from __future__ import annotations

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile

from lianxin.files.actions import attach
from lianxin.journal.models import record
from lianxin.matters.actions import dialogue, verdicts
from lianxin.matters.models import Voice
from lianxin.matters.stored import rows_of, stored
from lianxin.matters.tests.stories import a_matter, a_nameless_voice, a_voice


def a_full_life(cast):
    voice, code = a_nameless_voice(cast)
    voice.avoid.add(cast.guli)
    attach(voice, SimpleUploadedFile("a.txt", b"x"), by=None)
    message = dialogue.write_by_code(voice, text="补充")
    attach(message, SimpleUploadedFile("b.txt", b"y"), by=None)
    a_matter(cast, voice, state="answered")
    verdicts.rate_by_code(voice, step=2)
    record("voice.raised", voice, by=None)
    return voice, code


def test_every_table_that_points_to_a_voice_is_walked(cast):
    pointing = {
        field.model._meta.label
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if field.related_model is Voice
    }
    relations = Voice._meta.get_fields(include_hidden=True)
    walked = {r.related_model._meta.label for r in relations if r.one_to_many or r.one_to_one}
    assert pointing == walked


def test_all_rows_of_a_life_are_there_with_all_their_columns(cast):
    voice, _ = a_full_life(cast)
    found = {row._meta.label for row in rows_of(voice)}
    assert found >= {
        "matters.Voice",
        "matters.Avoidance",
        "matters.Message",
        "matters.Rating",
        "journal.Event",
        "files.Attachment",
    }
    first = stored(voice)[0]
    assert {c.name for c in first.columns} == {f.column for f in Voice._meta.concrete_fields}


def test_whoever_holds_the_code_reads_them_raw_and_what_is_not_there(cast, client):
    voice, code = a_full_life(cast)
    page = client.post("/a/follow/stored/", {"code": code}).content.decode()
    for raw in (str(voice.pk), voice.code_hash, voice.body, "matters_voice", "said_at", "（空）"):
        assert raw in page
    assert "这里没有的" in page
    assert "网络地址、设备、浏览器、语言" in page


def test_of_another_voice_there_is_nothing(cast):
    voice, _ = a_full_life(cast)
    other, _ = a_full_life(cast)
    assert not {(r._meta.label, r.pk) for r in rows_of(voice)} & {
        (r._meta.label, r.pk) for r in rows_of(other)
    }


def test_one_with_a_name_reads_their_own_and_only_they(cast, as_):
    voice = a_voice(cast)
    page = as_(cast.li).get(f"/matters/mine/{voice.pk}/stored/").content.decode()
    assert "raised_by_id" in page
    assert as_(cast.chen).get(f"/matters/mine/{voice.pk}/stored/").status_code == 404
