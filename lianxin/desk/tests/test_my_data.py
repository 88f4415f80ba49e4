"""What the site holds about me: to see, to take away, to correct; and about nobody else."""

from __future__ import annotations

import json

from django.urls import reverse
from django.utils import timezone

from lianxin.files.models import Attachment
from lianxin.journal.models import record
from lianxin.matters.models import Delivery, Message, Rating, Reply
from lianxin.matters.tests.stories import a_matter, a_nameless_voice, a_voice
from lianxin.notices.models import Notice
from lianxin.queue.models import Job
from lianxin.reports.models import Export


def a_life(cast):
    """李强 has raised a voice, was answered, thinks something of it, and sent a picture."""
    voice = a_voice(cast, title="夜班无热饭", body="大家只能吃泡面")
    voice.avoid.add(cast.guli)
    matter = a_matter(cast, voice, title="夜班供餐")
    reply = Reply.objects.create(matter=matter, text="加设夜班窗口", by=cast.chen)
    Delivery.objects.create(voice=voice, reply=reply)
    Message.objects.create(voice=voice, turn=1, side="person", text="谢谢", by=cast.li)
    Rating.objects.create(voice=voice, step=3, comment="挺快")
    Attachment.objects.create(
        owner="matters.Voice",
        owner_id=voice.pk,
        name="泡面.jpg",
        kind="image",
        mime="image/jpeg",
        size=2048,
        sha256="0" * 64,
        path="aa/bb/cc",
        by=cast.li,
    )
    Job.objects.create(kind="x", title="导入三月名册", by=cast.li)
    Export.objects.create(by=cast.li, ledger="voices", rows=7, sha256="1" * 64)
    record("ledger.exported", voice, by=cast.li, rows=7)


def page(client):
    answer = client.get(reverse("desk:my-data"))
    assert answer.status_code == 200
    return answer.content.decode()


def file(client):
    answer = client.get(reverse("desk:my-data-file"))
    assert answer["Content-Disposition"] == 'attachment; filename="my-data.json"'
    return json.loads(answer.content)


def test_everything_stands_on_one_page(cast, as_):
    a_life(cast)
    text = page(as_(cast.li))
    for word in (
        *("李强", "夜班无热饭", "大家只能吃泡面", "阿依古丽·买买提", "加设夜班窗口", "谢谢"),
        *("满意", "挺快", "泡面.jpg", "导入三月名册", "导出台账 7 行"),
    ):
        assert word in text, word


def test_the_file_has_the_same(cast, as_):
    a_life(cast)
    held = file(as_(cast.li))
    assert held["person"]["record"]["name"] == "李强"
    [voice] = held["matters"]["raised"]
    assert voice["text"] == "大家只能吃泡面"
    assert voice["replies"][0]["text"] == "加设夜班窗口"
    assert voice["ratings"][0]["comment"] == "挺快"
    assert held["files"][0]["name"] == "泡面.jpg"
    assert held["jobs"][0]["title"] == "导入三月名册"
    assert held["exports"][0]["rows"] == 7
    assert "李强 导出台账" in held["person"]["deeds"][0]["what"]


def test_nobody_elses_data_is_on_it(cast, as_):
    a_life(cast)
    for other in (cast.chen, cast.wang, cast.sun, cast.zheng):
        text = page(as_(other))
        for word in ("大家只能吃泡面", "泡面.jpg", "导入三月名册", "挺快"):
            assert word not in text
        assert not file(as_(other))["matters"]["raised"]


def test_what_one_said_without_a_name_cannot_be_on_it(cast, as_):
    a_nameless_voice(cast, title="澡堂没热水", body="我不想留名")
    assert "我不想留名" not in page(as_(cast.li))
    assert "系统不知道是谁写的" in page(as_(cast.li))


def test_the_password_is_not_in_the_file(cast, as_):
    cast.li.set_password("一个好密码 8 位")
    cast.li.save()
    text = as_(cast.li).get(reverse("desk:my-data-file")).content.decode()
    assert cast.li.password not in text


def test_it_leads_to_where_it_can_be_corrected(cast, as_):
    assert reverse("people:me") in page(as_(cast.li))


def test_the_page_shows_the_latest_and_the_file_all(cast, as_):
    now = timezone.now()
    Notice.objects.bulk_create(
        Notice(
            to=cast.li,
            verb=verb(),
            facts={"number": f"2026-{n:05}", "day": "2026-11-23"},
            subject="people.User",
            subject_id=1,
            url="/",
            at=now,
            show_from=now,
        )
        for n in range(60)
    )
    assert page(as_(cast.li)).count("未读</span>") == 50
    assert len(file(as_(cast.li))["notices"]) == 60


def verb():
    """Any notice whose sentence can be said with a number or a day."""
    from lianxin.notices.wording import wording

    return next(
        key for key, words in wording().items() if not set(parts(str(words))) - {"number", "day"}
    )


def parts(words):
    import re

    return re.findall(r"%\((\w+)\)", words)


def test_few_queries_whatever_there_is(cast, as_, django_assert_max_num_queries):
    for _n in range(5):
        a_life_again(cast)
    client = as_(cast.li)
    page(client)
    with django_assert_max_num_queries(20):
        page(client)


def a_life_again(cast):
    voice = a_voice(cast)
    voice.avoid.add(cast.guli)
    matter = a_matter(cast, voice)
    reply = Reply.objects.create(matter=matter, text="好", by=cast.chen)
    Delivery.objects.create(voice=voice, reply=reply)
    record("ledger.exported", voice, by=cast.li, rows=7)
