"""The first page: what waits for me, by duty; and nothing that counts people."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from lianxin.matters.models import (
    Channel,
    Extension,
    Kind,
    Matter,
    Meeting,
    Message,
    Offer,
    Revisit,
)
from lianxin.matters.tests.stories import a_matter, a_nameless_voice, a_voice
from lianxin.people.models import Duty, Post

DAY = dt.timedelta(days=1)


def home(client):
    answer = client.get(reverse("desk:home"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_officer_with_nothing_to_do_reads_what_to_do_first(cast, as_):
    assert "没有等您办的事。下去走走" in home(as_(cast.chen))


def test_a_new_person_reads_how_to_begin(cast, as_):
    text = home(as_(cast.li))
    assert "您还没有反映过事情" in text
    assert reverse("matters:raise") in text


def test_voices_wait_with_their_term(cast, as_):
    a_voice(cast, title="宿舍漏水", accept_by=timezone.now() - DAY * 2)
    a_nameless_voice(cast, title="澡堂没热水")
    text = home(as_(cast.chen))
    assert "等着受理的诉求" in text
    assert "宿舍漏水" in text
    assert "澡堂没热水" in text
    assert "已超 2 天" in text


def test_the_officer_of_another_company_sees_nothing_of_it(cast, as_):
    a_voice(cast, title="宿舍漏水")
    a_matter(cast, title="暖气不热", due=timezone.now() - DAY)
    text = home(as_(cast.zhao))
    assert "宿舍漏水" not in text
    assert "暖气不热" not in text


def test_my_matters_stand_by_their_term(cast, as_):
    now = timezone.now()
    a_matter(cast, title="晚了的事", due=now - DAY)
    a_matter(cast, title="快到的事", due=now + dt.timedelta(hours=1))
    a_matter(cast, title="还早的事", due=now + DAY * 40)
    a_matter(cast, title="答应的事", kind=Kind.PROMISE, due=now + DAY * 40)
    text = home(as_(cast.chen))
    assert text.index("我负责的，已超期") < text.index("晚了的事")
    assert text.index("三个工作日内到期") < text.index("快到的事")
    assert text.index("我答应过的") < text.index("答应的事")
    assert "还早的事" not in text


def test_what_is_answered_waits_to_be_closed(cast, as_):
    a_matter(cast, title="答完的事", state=Matter.State.ANSWERED)
    text = home(as_(cast.chen))
    assert text.index("已答复，等我办结") < text.index("答完的事")
    assert "答完的事" not in home(as_(cast.guli))


def test_offers_put_to_me_are_shown_until_answered(cast, as_):
    matter = a_matter(cast, title="转给您的事")
    offer = Offer.objects.create(
        matter=matter, by=cast.chen, to=cast.zhao, reason="归二连管", answer_by=timezone.now() + DAY
    )
    assert "转给您的事" in home(as_(cast.zhao))
    Offer.objects.filter(pk=offer.pk).update(state=Offer.State.WITHDRAWN)
    assert "转给您的事" not in home(as_(cast.zhao))


def test_revisits_that_are_due_are_shown_to_the_owner(cast, as_):
    matter = a_matter(cast, title="办完的事")
    Matter.objects.filter(pk=matter.pk).update(
        state="closed", closure="substantive", closed_at=timezone.now()
    )
    today = timezone.localdate()
    revisit = Revisit.objects.create(matter=matter, due_on=today + DAY)
    assert "办完的事" not in home(as_(cast.chen))
    Revisit.objects.filter(pk=revisit.pk).update(due_on=today)
    text = home(as_(cast.chen))
    assert "该回访了" in text
    assert "办完的事" in text
    assert "今天到期" in text


def test_a_person_wrote_and_the_owner_sees_it(cast, as_):
    voice = a_voice(cast, title="夜班无热饭")
    a_matter(cast, voice)
    Message.objects.create(voice=voice, turn=1, side="person", text="什么时候能好")
    text = home(as_(cast.chen))
    assert "反映人的新留言" in text
    assert "什么时候能好" not in text  # what was said stands on its page


def test_a_draft_waits_for_its_writer_alone(cast, as_):
    from lianxin.matters.models import Draft

    matter = a_matter(cast, title="写了一半", due=timezone.now() + DAY * 40)
    Draft.objects.create(matter=matter, by=cast.chen, text="正在协调")
    assert "没写完的答复" in home(as_(cast.chen))
    assert "没写完的答复" not in home(as_(cast.guli))


def test_a_leader_sees_what_waits_for_a_decision_first(cast, as_):
    now = timezone.now()
    called = a_matter(cast, title="没人接的事")
    Meeting.objects.create(matter=called, decide_by=now + DAY)
    asking = a_matter(cast, title="要延期的事", due=now + DAY)
    Extension.objects.create(
        matter=asking,
        by=cast.chen,
        until=now + DAY * 9,
        reason="等配件",
        due_before=now + DAY,
        decide_by=now + DAY,
    )
    a_matter(cast, title="督办的事", level=2, due=now + DAY * 20)
    a_matter(cast, title="过了期的事", due=now - DAY * 3)
    text = home(as_(cast.wang))
    places = [
        text.index(words)
        for words in ("会商，等您指定责任人", "没人接的事", "延期和办结，等您审批", "要延期的事")
    ]
    assert places == sorted(places)
    assert text.index("督办中的事项") < text.index("督办的事")
    assert text.index("超期的事项") < text.index("过了期的事")


def test_what_a_leader_asked_is_not_theirs_to_approve(cast, as_):
    now = timezone.now()
    matter = a_matter(cast, title="自己要延期", owner=cast.wang, due=now + DAY * 30)
    Extension.objects.create(
        matter=matter,
        by=cast.wang,
        until=now + DAY * 40,
        reason="等",
        due_before=now,
        decide_by=now,
    )
    assert "延期和办结，等您审批" not in home(as_(cast.wang))


def test_a_leader_sees_weeks_of_subjects_and_no_names(cast, as_):
    a_voice(cast)
    text = home(as_(cast.wang))
    assert "近 12 周各类诉求" in text
    assert "未分类" in text
    figure = text[text.index("<figure") : text.index("</figure>")]
    assert not [one for one in ("李强", "陈静") if one in figure]
    assert "近 12 周各类诉求" not in home(as_(cast.chen))


def test_who_must_avoid_a_matter_is_not_reminded_of_it(cast, as_):
    matter = a_matter(cast, title="关于王芳的事", due=timezone.now() - DAY)
    matter.avoid.add(cast.wang)
    assert "关于王芳的事" not in home(as_(cast.wang))


def test_what_i_said_and_its_new_reply(cast, as_):
    from lianxin.matters.models import Delivery, Reply

    voice = a_voice(cast, title="夜班无热饭")
    matter = a_matter(cast, voice)
    text = home(as_(cast.li))
    assert "我反映的，正在办" in text
    assert "有新答复" not in text
    reply = Reply.objects.create(matter=matter, text="已安排加餐", by=cast.chen)
    Delivery.objects.create(voice=voice, reply=reply)
    assert "有新答复" in home(as_(cast.li))


def test_a_counsellor_reads_a_true_sentence(cast, as_):
    assert "现在没有交给您的事" in home(as_(cast.zhou))


@pytest.mark.parametrize(
    ("key", "words", "door"),
    [
        ("sun", "先从上到下建好单位", "people:units"),
        ("qian", "给每个单位任命政工员和负责人", "people:posts"),
        ("zheng", "看得到谁做了什么动作，看不到内容", "journal:index"),
    ],
)
def test_each_administrator_sees_a_third(cast, as_, key, words, door):
    a_voice(cast, title="宿舍漏水", raised_by=cast.chen)
    text = home(as_(getattr(cast, key)))
    assert words in text
    assert reverse(door) in text
    assert "宿舍漏水" not in text


def test_several_duties_show_all_their_parts(cast, as_):
    Post.objects.create(user=cast.wang, duty=Duty.SYSTEM_ADMIN, unit=cast.regiment)
    text = home(as_(cast.wang))
    for part in ("人员和单位", "等您决定和督促的", "等您办的"):
        assert part in text


def test_nothing_on_it_counts_people(cast, as_):
    """No officer is told how many matters another has, and no name stands beside a number."""
    a_matter(cast, owner=cast.guli, due=timezone.now() - DAY)
    a_matter(cast, owner=cast.chen, due=timezone.now() - DAY)
    text = home(as_(cast.wang))
    assert "阿依古丽·买买提" not in text
    assert "陈静" not in text


def test_a_long_name_is_shown_whole(cast, as_):
    cast.li.name = "阿卜杜热合曼江·麦麦提吐尔逊·艾合买提尼亚孜·阿不都克里木"
    cast.li.save()
    assert cast.li.name in home(as_(cast.li))


def test_no_more_than_fifteen_queries_whatever_there_is(cast, as_, django_assert_max_num_queries):
    now = timezone.now()
    for n in range(8):
        a_voice(cast, title=f"待受理 {n}")
        matter = a_matter(cast, due=now - DAY * n, level=n % 4, owner=cast.wang)
        a_matter(cast, kind=Kind.PROMISE, owner=cast.wang)
        Meeting.objects.create(matter=matter, decide_by=now)
        a_voice(cast, raised_by=cast.wang, channel=Channel.NAMED)
    for key in ("wang", "chen", "li", "zhou", "sun", "zheng"):
        client = as_(getattr(cast, key))
        home(client)
        with django_assert_max_num_queries(15):
            home(client)
