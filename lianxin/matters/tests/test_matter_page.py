"""One matter: its facts, people, replies and story, and what one may do about it now."""

from __future__ import annotations

import pytest

from lianxin.matters.actions import (
    accepting,
    closing,
    deciding,
    extending,
    merging,
    replying,
    sorting,
    supervising,
    transfer,
)
from lianxin.matters.actions.closing import Ending
from lianxin.matters.models import Matter, Offer, Rating
from lianxin.matters.tests.stories import a_matter, a_nameless_voice, a_voice


@pytest.fixture
def matter(cast):
    nameless, _code = a_nameless_voice(cast, title="也没热饭")
    return a_matter(cast, a_voice(cast), nameless, summary="夜班没有热饭。")


def page(as_, user, matter) -> str:
    answer = as_(user).get(f"/matters/{matter.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def labels(as_, user, matter, name="choices") -> set[str]:
    answer = as_(user).get(f"/matters/{matter.pk}/")
    return {choice.label for choice in answer.context[name]}


def test_who_said_it_and_what_they_think(cast, as_, matter):
    replying.reply(matter, by=cast.chen, text="已恢复。", kind="final")
    Rating.objects.create(voice=matter.voices.get(raised_by=cast.li), step=1, comment="还是凉的")
    text = page(as_, cast.chen, matter)
    for words in ("李强", "匿名", "不满意", "还是凉的", "尚未评价", "已恢复。", "答复未读"):
        assert words in text


def test_the_owner_sees_what_may_be_done_now(cast, as_, matter):
    assert labels(as_, cast.chen, matter) == {
        "答复",
        "转办",
        "申请延期",
        "增加协办人",
        "修改分类和缓急",
        "登记回避",
        "合并",
    }
    assert labels(as_, cast.chen, matter, "not_now") == {"办结", "督办"}
    assert "先给反映人正式答复，再办结。" in page(as_, cast.chen, matter)


def test_a_colleague_and_a_leader_see_other_deeds(cast, as_, matter):
    assert labels(as_, cast.guli, matter) == {"登记回避", "合并"}
    leader = labels(as_, cast.wang, matter)
    assert leader == {"增加协办人", "修改分类和缓急", "登记回避", "合并", "督办"}


def test_every_link_of_the_page_opens(cast, as_, matter):
    for user in (cast.chen, cast.guli, cast.wang):
        answer = as_(user).get(f"/matters/{matter.pk}/")
        for choice in answer.context["choices"]:
            assert as_(user).get(choice.url).status_code == 200, choice.label


@pytest.mark.parametrize("who", ["li", "zhao", "zhou", "sun", "qian", "zheng"])
def test_nobody_else_finds_it(cast, as_, matter, who):
    assert as_(getattr(cast, who)).get(f"/matters/{matter.pk}/").status_code == 404


def test_the_story_tells_every_deed_with_its_words_and_people(cast, as_, matter):
    def now() -> Matter:
        return Matter.objects.get(pk=matter.pk)

    transfer.offer(now(), by=cast.chen, to=cast.guli, reason="属后勤职责")
    transfer.turn_back(Offer.objects.get(), by=cast.guli, reason="不归我管", basis="分工第三条")
    sorting.add_helper(now(), cast.guli, by=cast.chen)
    sorting.note(now(), by=cast.guli, text="已联系食堂")
    supervising.escalate(now(), by=cast.wang, level=1, note="三天内答复")
    until = extending.latest_end(now())
    extension = extending.ask_for_time(now(), by=cast.chen, until=until, reason="等配件")
    extending.approve(extension, by=cast.wang, note="同意延期")
    meeting = deciding.call_meeting(now(), by=None, cause="conflict")
    deciding.decide(meeting, by=cast.wang, owner=cast.guli, note="按属地")
    replying.reply(now(), by=cast.guli, text="已恢复。", kind="final")
    closing.close(now(), Ending("explained", "政策如此"), by=cast.guli)
    closing.reopen(now(), by=cast.wang, reason="群众不认可")
    text = page(as_, cast.wang, matter)
    for words in (
        "属后勤职责",
        "依据：分工第三条",
        "增加协办人，协办人：阿依古丽·买买提",
        "已联系食堂",
        "三天内答复",
        "等配件",
        "同意延期",
        "按属地",
        "政策如此",
        "群众不认可",
        "程序性办结：政策解答",
        "累计退回 1 次",
        "重启 1 次",
    ):
        assert words in text


def test_the_meeting_stands_after_the_refusals_that_called_it(cast, as_, matter):
    for colleague in (cast.guli, cast.zhao):
        transfer.offer(Matter.objects.get(), by=cast.chen, to=colleague, reason="请接办")
        offer = Offer.objects.get(to=colleague)
        transfer.turn_back(offer, by=colleague, reason="不归我管", basis="分工第三条")
    story = page(as_, cast.wang, matter).rpartition("办理经过")[2]
    first = [story.index(words) for words in ("启动会商", "累计退回 2 次", "累计退回 1 次")]
    assert first == sorted(first)


def test_the_queries_do_not_grow_with_the_matter(cast, as_, matter, django_assert_max_num_queries):
    for number in range(30):
        accepting.join(a_voice(cast, title=f"第{number}"), Matter.objects.get(), by=cast.chen)
        sorting.note(Matter.objects.get(), by=cast.chen, text=f"记录{number}")
    for _time in range(3):
        replying.reply(Matter.objects.get(), by=cast.chen, text="答复", kind="interim")
    client = as_(cast.chen)
    client.get(f"/matters/{matter.pk}/")
    with django_assert_max_num_queries(32):
        client.get(f"/matters/{matter.pk}/")


def test_a_merged_matter_says_where_it_went(cast, as_, matter):
    other = a_matter(cast, title="另一件")
    merging.merge(Matter.objects.get(pk=matter.pk), other, by=cast.chen, reason="同一件事")
    text = page(as_, cast.chen, matter)
    assert "已并入" in text
    assert other.number in text
    assert labels(as_, cast.chen, matter) == set()


def test_numbers_beyond_all_measure_are_not_found(cast, as_):
    assert as_(cast.chen).get(f"/matters/{10**30}/").status_code == 404
