"""答复检查：the writer sees what a reply says to whom before it goes out, and decides."""

from __future__ import annotations

import pytest
from django.utils import timezone

from lianxin.matters.actions import replying
from lianxin.matters.models import Draft, Kind, Matter, Reply, Voice
from lianxin.matters.replychecking import checked
from lianxin.matters.searching import enter
from lianxin.matters.tests.stories import a_matter, a_voice

ASKED = "三号楼路灯坏了一个月，什么时候能修好？物业费收据一直不给开，希望补开发票。"
LIGHT = "您好，三号楼路灯已由后勤组于昨天更换灯泡和线路，今晚起恢复照明。"
BOTH = f"{LIGHT}物业费收据由物业公司在本周内补开发票，可到一楼窗口领取。"
NO_CONTENT = "您好，您反映的问题已收悉，感谢您的关注。"


@pytest.fixture
def matter(cast):
    return a_matter(cast, a_voice(cast, title="路灯和收据", body=ASKED), title="路灯和收据")


def url(matter) -> str:
    return f"/matters/{matter.pk}/reply/"


def send(client, matter, text, **more):
    return client.post(url(matter), {"text": text, "kind": "final", **more})


def seen(cast, matter, text):
    return checked(matter, text, by=cast.chen, voices=list(Voice.objects.filter(matter=matter)))


class TestWhatIsSeen:
    def test_each_point_stands_beside_what_answers_it(self, cast, matter):
        points = seen(cast, matter, LIGHT).points
        light, receipt = (next(p for p in points if word in p.text) for word in ("路灯", "收据"))
        assert light.answered
        assert any("更换灯泡" in part for part in light.parts)
        assert not receipt.answered
        assert receipt.parts == []

    def test_the_whole_reply_can_be_read_in_its_marked_pieces(self, cast, matter):
        pieces = seen(cast, matter, BOTH).marked
        assert "".join(piece.text for piece in pieces) == BOTH
        assert any(piece.points for piece in pieces)

    def test_what_many_people_said_alike_is_one_point(self, cast):
        one = a_matter(cast, *(a_voice(cast, title="路灯和收据", body=ASKED) for _ in range(3)))
        assert len(seen(cast, one, LIGHT).points) == 2

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("您好，您反映的问题已转交物业公司处理。", "这份答复只说了转交"),
            ("感谢您对我们工作的支持！", "这份答复只有感谢"),
            ("您好，留言已收悉。", "这份答复只说已经收到"),
            (LIGHT, "还没有回应"),
        ],
    )
    def test_advice_says_what_to_do(self, cast, matter, text, sentence):
        assert sentence in " ".join(one.sentence for one in seen(cast, matter, text).advice)

    def test_a_task_without_voices_is_compared_with_what_is_to_be_done(self, cast):
        task = a_matter(cast, title="检查电线", summary="检查老旧线路，写明哪几户要换。")
        Voice.objects.filter(matter=task).delete()
        assert seen(cast, task, "已检查。").points

    @pytest.mark.parametrize(
        "text", ["。", "\ud800", "<b>x</b>", "字" * 20_000, "😀" * 500, "ئۇيغۇر"]
    )
    def test_any_text_can_be_checked(self, cast, matter, text):
        assert "".join(piece.text for piece in seen(cast, matter, text).marked) == text


class TestCopied:
    TEXT = (
        "您好，经核查，该处路灯线路老化严重，后勤组已更换全部灯具并逐户检查线路，今后每周巡查一次。"
    )

    def earlier(self, cast, **changes):
        other = a_matter(cast, title="别处的路灯", **changes)
        enter(Reply.objects.create(matter=other, text=self.TEXT, by=cast.chen))
        return other

    def test_an_earlier_reply_with_the_same_words_is_named(self, cast, matter):
        other = self.earlier(cast)
        (copy,) = seen(cast, matter, self.TEXT).copies
        assert other.number in copy.title
        assert copy.percent > 80
        assert copy.url == f"/matters/{other.pk}/"

    def test_never_one_that_the_writer_may_not_see(self, cast, matter):
        self.earlier(cast, unit=cast.second, owner=cast.zhao, first_owner=cast.zhao)
        assert seen(cast, matter, self.TEXT).copies == []


class TestPage:
    def test_the_check_comes_back_with_everything_typed(self, cast, as_, matter):
        page = send(as_(cast.chen), matter, LIGHT, check="1")
        text = page.content.decode()
        assert page.status_code == 200
        assert "逐条对照" in text
        assert "还没有回应" in text
        assert LIGHT in text
        assert "这份检查只给您看" in text
        assert not Reply.objects.exists()

    def test_with_htmx_only_the_panel_is_swapped(self, cast, as_, matter):
        sent = {"text": LIGHT, "kind": "final", "check": "1"}
        text = (
            as_(cast.chen).post(url(matter), sent, headers={"HX-Request": "true"}).content.decode()
        )
        assert text.strip().startswith('<div id="reply-check">')
        assert "<textarea" not in text

    def test_nothing_typed_is_said_in_the_panel_too(self, cast, as_, matter):
        sent = {"text": "", "kind": "final", "check": "1"}
        page = as_(cast.chen).post(url(matter), sent, headers={"HX-Request": "true"})
        assert page.status_code == 422
        assert "请写下内容。" in page.content.decode()

    def test_a_final_reply_with_open_points_is_shown_once_and_then_goes(self, cast, as_, matter):
        client = as_(cast.chen)
        page = send(client, matter, LIGHT)
        assert page.status_code == 422
        assert "还没有送出" in page.content.decode()
        assert "仍然送出" in page.content.decode()
        assert not Reply.objects.exists()
        assert send(client, matter, LIGHT, seen="1", anyway="1").status_code == 302
        assert Reply.objects.get().text == LIGHT

    def test_a_reply_that_leaves_nothing_open_goes_at_once(self, cast, as_, matter):
        assert send(as_(cast.chen), matter, BOTH).status_code == 302

    def test_an_interim_reply_is_never_held(self, cast, as_, matter):
        assert send(as_(cast.chen), matter, NO_CONTENT, kind="interim").status_code == 302

    def test_nothing_is_kept_of_a_check(self, cast, as_, matter):
        from lianxin.journal.models import Event

        before = Event.objects.count()
        send(as_(cast.chen), matter, NO_CONTENT, check="1")
        send(as_(cast.chen), matter, NO_CONTENT)
        assert Event.objects.count() == before

    def test_who_may_not_reply_may_not_check(self, cast, as_, matter):
        assert send(as_(cast.guli), matter, LIGHT, check="1").status_code == 403
        assert send(as_(cast.zhao), matter, LIGHT, check="1").status_code == 404


class TestPromise:
    def day(self):
        return timezone.localdate() + timezone.timedelta(days=20)

    def text(self):
        return f"您好，路灯由后勤组负责，将于{self.day().month}月{self.day().day}日前更换完毕。"

    def press(self, client, matter, **more):
        page = send(client, matter, self.text(), check="1").content.decode()
        key = page.split('name="promise" value="')[1].split('"')[0]
        return send(client, matter, self.text(), promise=key, **more)

    def test_one_press_makes_it_a_promise_with_its_day(self, cast, as_, matter):
        page = self.press(as_(cast.chen), matter)
        made = Matter.objects.get(kind=Kind.PROMISE)
        assert (made.owner, made.unit) == (cast.chen, matter.unit)
        assert timezone.localdate(made.due) == self.day()
        assert made.promised_to == f"{matter.number} 的反映人"
        assert "已记为承诺" in page.content.decode()
        assert self.text() in page.content.decode()

    def test_pressed_twice_it_is_one(self, cast, as_, matter):
        client = as_(cast.chen)
        page = send(client, matter, self.text(), check="1").content.decode()
        key = page.split('name="promise" value="')[1].split('"')[0]
        for _ in range(2):
            send(client, matter, self.text(), promise=key)
        assert Matter.objects.filter(kind=Kind.PROMISE).count() == 1

    @pytest.mark.parametrize("key", ["", "0-3", "x", "9" * 40, "\x00"])
    def test_a_place_without_a_promise_makes_none(self, cast, as_, matter, key):
        assert send(as_(cast.chen), matter, self.text(), promise=key).status_code == 200
        assert not Matter.objects.filter(kind=Kind.PROMISE).exists()


class TestSuggestions:
    TEXT = "您好，经后勤组核查，路灯线路老化，依据《公用设施管理办法》第六条，由后勤组更换灯具。"

    def answered(self, cast, **changes):
        voice = a_voice(
            cast, body="路灯坏了没人修，晚上看不见路。", unit=changes.get("unit", cast.first)
        )
        other = a_matter(cast, voice, title="路灯坏了", summary="路灯坏了没人修。", **changes)
        enter(other)
        reply = Reply.objects.create(matter=other, text=self.TEXT, by=cast.chen)
        enter(reply)
        return reply

    def test_an_earlier_reply_to_the_like_is_offered_and_put_in_without_javascript(
        self, cast, as_, matter
    ):
        self.answered(cast)
        client = as_(cast.chen)
        page = client.get(url(matter)).content.decode()
        assert "以前类似的事是怎样答复的" in page
        key = page.split('name="insert" value="')[1].split('"')[0]
        typed = {"text": "您好。", "kind": "interim", "insert": key}
        text = client.post(url(matter), typed).content.decode()
        area = text.split("<textarea")[1].split("</textarea>")[0]
        assert "您好。" in area
        assert "路灯线路老化" in area
        assert (
            'value="interim" checked' in text or "checked" in text.split('value="interim"')[1][:120]
        )
        assert not Reply.objects.filter(matter=matter).exists()

    def test_nothing_that_the_writer_may_not_see(self, cast, as_, matter):
        reply = self.answered(cast, unit=cast.second, owner=cast.zhao, first_owner=cast.zhao)
        client = as_(cast.chen)
        assert "以前类似的事" not in client.get(url(matter)).content.decode()
        typed = {"text": "甲", "kind": "final", "insert": f"reply-{reply.pk}-0-20"}
        assert "核查" not in client.post(url(matter), typed).content.decode()

    @pytest.mark.parametrize(
        "key", ["", "reply-1", "reply-9999999999999999999-0-1", "\x00", "delivery-1-5-2"]
    )
    def test_a_key_that_leads_nowhere_changes_nothing(self, cast, as_, matter, key):
        typed = {"text": "原来的话", "kind": "final", "insert": key}
        page = as_(cast.chen).post(url(matter), typed)
        assert page.status_code == 200
        assert "原来的话" in page.content.decode()


def test_the_page_asks_the_database_a_bounded_number_of_times(
    cast, as_, matter, django_assert_max_num_queries
):
    client = as_(cast.chen)
    client.get(url(matter))
    with django_assert_max_num_queries(45):
        send(client, matter, LIGHT, check="1")


def test_a_draft_is_not_lost_by_the_check(cast, as_, matter):
    replying.save_draft(matter, by=cast.chen, text=LIGHT)
    send(as_(cast.chen), matter, LIGHT, check="1")
    assert Draft.objects.get().text == LIGHT
