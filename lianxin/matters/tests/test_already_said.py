"""已有人反映过：before something is sent, what is known about it is shown once; no more."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.matters import codes
from lianxin.matters.alreadysaid import known_to_all
from lianxin.matters.models import Delivery, HotIssue, Publication, Voice
from lianxin.matters.said import Said
from lianxin.matters.tests.stories import a_matter, a_voice

PROBLEM = "夜班食堂凌晨没有热饭，机车组下班只能吃方便面，希望夜班供应热饭。"
RESULT = "自下周起夜班供应热面和米饭到凌晨两点。"
AGAIN = "食堂夜班没有热饭，凌晨下班只能吃方便面。"
SECRET = "不公开的办理细节"


@pytest.fixture
def published(cast):
    matter = a_matter(cast, title="夜班热饭", summary=SECRET)
    return Publication.objects.create(
        matter=matter, title="夜班食堂供应热饭", problem=PROBLEM, result=RESULT, by=cast.chen
    )


def typed(cast, **changes):
    return {"form_key": codes.new_form_key(), "unit": cast.first.pk, "body": AGAIN, **changes}


def send(cast, **changes):
    return Client().post("/a/raise/", typed(cast, **changes))


class TestWithoutAName:
    def test_a_published_result_about_it_is_shown_whole_before_anything_is_sent(
        self, cast, published
    ):
        page = send(cast, title="我的标题")
        text = page.content.decode()
        assert page.status_code == 422
        for words in ("已有人反映过", PROBLEM, RESULT, "仍要提交", AGAIN, "我的标题"):
            assert words in text
        assert SECRET not in text
        assert not Voice.objects.filter(channel="anonymous").exists()
        assert not page.cookies

    def test_whoever_still_wants_to_sends(self, cast, published):
        form = typed(cast)
        assert Client().post("/a/raise/", form).status_code == 422
        assert Client().post("/a/raise/", {**form, "known": "1"}).status_code == 200
        assert Voice.objects.filter(channel="anonymous").count() == 1

    def test_it_comes_together_with_the_hint_about_names(self, cast, published):
        text = send(cast, body=f"{AGAIN}电话13812345678").content.decode()
        assert "已有人反映过" in text
        assert "按遮盖后的文字发送" in text
        page = send(cast, body=f"{AGAIN}电话13812345678", known="1", hint="masked")
        assert page.status_code == 200

    def test_an_issue_of_the_month_that_is_published_counts_too(self, cast):
        today = timezone.localdate()
        HotIssue.objects.create(
            title=SECRET,
            unit=cast.first,
            first_day=today,
            last_day=today,
            public_title="夜班热饭",
            public_problem=PROBLEM,
            public_result=RESULT,
            published_on=today,
        )
        text = send(cast).content.decode()
        assert RESULT in text
        assert SECRET not in text

    def test_what_is_not_published_is_shown_to_nobody(self, cast):
        a_matter(cast, a_voice(cast, body=PROBLEM), title=PROBLEM, summary=PROBLEM)
        assert send(cast).status_code == 200

    def test_what_was_withdrawn_is_not_shown_even_while_it_is_remembered(self, cast, published):
        assert send(cast).status_code == 422
        Publication.objects.update(withdrawn_on=timezone.localdate())
        assert send(cast).status_code == 200

    def test_another_trouble_is_not_held_up(self, cast, published):
        assert send(cast, body="操场的篮球架歪了，投篮的时候晃得厉害。").status_code == 200

    def test_another_unit_is_another_thing(self, cast, published):
        assert send(cast, unit=cast.second.pk).status_code == 200

    @pytest.mark.parametrize("body", ["。", "字" * 20_000, "😀" * 50, "夜班食堂" * 4_000])
    def test_any_text_is_looked_at(self, cast, published, body):
        assert send(cast, body=body).status_code in (200, 400, 422)

    def test_it_costs_no_question_to_the_database(self, cast, published, django_assert_num_queries):
        said = Said(cast.first, "操场的篮球架歪了，投篮的时候晃得厉害。")
        known_to_all(said)
        with django_assert_num_queries(0):
            assert not known_to_all(said)


class TestByName:
    def send(self, client, cast, **changes):
        return client.post("/matters/raise/", typed(cast, **changes))

    def test_what_one_has_said_oneself_is_shown_with_the_reply_so_far(self, cast, as_):
        voice = a_voice(cast, title="夜班热饭", body=PROBLEM)
        Delivery.objects.create(voice=voice, text="食堂正在商量。")
        text = self.send(as_(cast.li), cast).content.decode()
        for words in ("您自己反映过", PROBLEM, "食堂正在商量。", f"/matters/mine/{voice.pk}/"):
            assert words in text
        assert Voice.objects.count() == 1

    def test_never_what_somebody_else_has_said(self, cast, as_):
        a_voice(cast, body=PROBLEM, raised_by=cast.zhou)
        assert self.send(as_(cast.li), cast).status_code == 302

    def test_what_is_published_too(self, cast, as_, published):
        assert RESULT in self.send(as_(cast.li), cast).content.decode()

    def test_and_it_goes_when_pressed_again(self, cast, as_):
        a_voice(cast, body=PROBLEM)
        client, form = as_(cast.li), typed(cast)
        assert client.post("/matters/raise/", form).status_code == 422
        assert client.post("/matters/raise/", {**form, "known": "1"}).status_code == 302

    def test_the_same_form_pressed_twice_is_still_one_voice(self, cast, as_):
        client, form = as_(cast.li), typed(cast)
        addresses = {client.post("/matters/raise/", form)["Location"] for _ in range(2)}
        assert len(addresses) == 1
        assert Voice.objects.count() == 1
