"""疑似重复：one text many times is found by a job, put together with one press, or kept apart."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lianxin.journal.models import Event
from lianxin.kernel.errors import Refused
from lianxin.matters import likening
from lianxin.matters.actions import alike, merging
from lianxin.matters.likening import compare_new
from lianxin.matters.models import Alike, Compared, Matter, Merge, Voice
from lianxin.matters.tests.sheets import take_in
from lianxin.matters.tests.stories import a_matter, a_nameless_voice, a_voice
from lianxin.matters.tests.test_import import as_csv

TEXT = "物业公司从上个月起每天半夜抽水，声音很大，住户睡不好觉，打了三次电话都没有人来处理。"
OTHER = "连队到团部的公路有一段塌陷，拉棉花的车绕行要多走五公里，请尽快派人来维修路面。"


def said(cast, body=TEXT, **changes) -> Voice:
    return a_voice(cast, title=changes.pop("title", body[:10]), body=body, **changes)


def fresh(voice) -> Voice:
    return Voice.objects.select_related("compared", "matter", "category", "unit").get(pk=voice.pk)


def lead_of(voice) -> int | None:
    return Compared.objects.get(voice=voice).lead_id


def placed(name: str) -> str:
    return f"开发商在{name}小区强行捆绑销售车位，不买车位就不给办手续，{name}小区业主要求退款。"


class TestFound:
    def test_copies_share_a_lead_and_the_rest_has_none(self, cast):
        one, two, far = said(cast), said(cast, TEXT.replace("三次", "五次")), said(cast, OTHER)
        assert compare_new() == 3
        assert lead_of(one) == lead_of(two) in (one.pk, two.pk)
        assert lead_of(far) is None
        pair = Alike.objects.get()
        assert {pair.voice, pair.other} == {one, two}
        assert pair.likeness > 80

    def test_what_comes_later_joins_the_group(self, cast):
        said(cast), said(cast)
        compare_new()
        later = said(cast)
        assert compare_new() == 1
        assert Compared.objects.filter(lead=lead_of(later)).count() == 3

    def test_again_it_finds_nothing_to_do(self, cast, django_assert_num_queries):
        said(cast), said(cast)
        compare_new()
        with django_assert_num_queries(1):
            assert compare_new() == 0

    def test_piece_by_piece_it_finds_the_same(self, cast, monkeypatch):
        monkeypatch.setattr(likening, "PIECE", 2)
        voices = [said(cast) for _ in range(7)]
        compare_new()
        assert {lead_of(voice) for voice in voices} == {lead_of(voices[0])} - {None}
        assert Alike.objects.count() == 6

    def test_stopped_half_way_it_goes_on(self, cast, monkeypatch):
        monkeypatch.setattr(likening, "PIECE", 2)
        voices = [said(cast) for _ in range(6)]

        def stop(done: int, total: int) -> None:
            if done == 4:
                raise InterruptedError

        with pytest.raises(InterruptedError):
            compare_new(stop)
        assert Compared.objects.count() == 4
        assert compare_new() == 2
        assert len({lead_of(voice) for voice in voices}) == 1

    def test_one_text_a_thousand_times_stays_one_row_each(self, cast):
        same = {"channel": "imported", "title": "抽水", "body": TEXT, "source": "热线"}
        where = {"unit": cast.first, "accept_by": timezone.now()}
        Voice.objects.bulk_create(Voice(**same, **where, source_id=str(n)) for n in range(1_000))
        compare_new()
        assert Alike.objects.count() == 999
        assert Compared.objects.values("lead").distinct().count() == 1

    def test_a_planted_text_with_another_place_is_a_variant_and_no_group(self, cast):
        one, two = said(cast, placed("幸福里")), said(cast, placed("金桂苑"))
        compare_new()
        assert (lead_of(one), lead_of(two)) == (None, None)
        pair = Alike.objects.get()
        assert pair.verdict == Alike.Verdict.VARIANT
        assert {"other_place", "other_organisation", "other_words_again"} & set(pair.reasons)

    @pytest.mark.parametrize(
        "body", ["。", "a", "😀", "字" * 20_000, "ئۇيغۇر تىلى", "<b>&nbsp;</b>"]
    )
    def test_any_text_is_compared(self, cast, body):
        said(cast, body, title="x"), said(cast, body, title="x")
        assert compare_new() == 2

    def test_neither_row_keeps_a_moment(self):
        for model in (Alike, Compared):
            kinds = {field.get_internal_type() for field in model._meta.get_fields()}
            assert not {"DateTimeField", "DateField", "AutoField", "BigAutoField"} & kinds


class TestGather:
    def test_all_that_wait_become_one_matter(self, cast):
        voices = [said(cast) for _ in range(3)]
        compare_new()
        matter = alike.gather([fresh(voice) for voice in voices], by=cast.chen)
        assert set(matter.voices.all()) == set(voices)
        assert matter.owner == cast.chen
        assert "陈静 把 3 件文字相同的诉求并在一起" in [
            event.sentence() for event in Event.objects.about(matter)
        ]

    def test_they_join_the_oldest_open_matter_and_others_are_merged_into_it(self, cast):
        first, second, third = said(cast), said(cast), said(cast)
        into, other = a_matter(cast, first), a_matter(cast, second)
        compare_new()
        voices = [fresh(voice) for voice in (first, second, third)]
        assert alike.gather(voices, by=cast.chen) == into
        assert into.voices.count() == 3
        assert Matter.objects.get(pk=other.pk).merged_into == into

    def test_and_it_can_be_undone(self, cast):
        first, second = said(cast), said(cast)
        a_matter(cast, first), a_matter(cast, second)
        compare_new()
        alike.gather([fresh(first), fresh(second)], by=cast.chen)
        merging.unmerge(Merge.objects.get(), by=cast.chen, reason="不是一回事")
        assert fresh(first).matter != fresh(second).matter

    @pytest.mark.parametrize(
        ("choose", "sentence"),
        [
            (lambda one, two, far, done: [one], "请至少选择两件"),
            (lambda one, two, far, done: [one, far], "文字不同"),
            (lambda one, two, far, done: [one, done], "不能再合并"),
        ],
    )
    def test_only_what_belongs_together_and_is_open(self, cast, choose, sentence):
        one, two, far, done = said(cast), said(cast), said(cast, OTHER), said(cast)
        a_matter(cast, done, state="closed", closure="substantive", closed_at=timezone.now())
        compare_new()
        chosen = choose(*(fresh(voice) for voice in (one, two, far, done)))
        with pytest.raises(PermissionDenied, match=sentence):
            alike.gather(chosen, by=cast.chen)

    def test_never_a_variant(self, cast):
        one, two = said(cast, placed("幸福里")), said(cast, placed("金桂苑"))
        compare_new()
        with pytest.raises(PermissionDenied, match="文字不同"):
            alike.gather([fresh(one), fresh(two)], by=cast.chen)

    def test_not_by_someone_of_another_unit_and_then_nothing_is_half_done(self, cast):
        one, two = said(cast), said(cast, unit=cast.second)
        compare_new()
        with pytest.raises(PermissionDenied):
            alike.gather([fresh(one), fresh(two)], by=cast.chen)
        assert not Matter.objects.exists()


class TestApart:
    def test_it_leaves_the_group_and_stays_out(self, cast):
        one, two, three = said(cast), said(cast), said(cast)
        compare_new()
        alike.set_apart(two, by=cast.chen)
        assert lead_of(two) is None
        assert lead_of(one) == lead_of(three)
        said(cast)
        compare_new()
        assert lead_of(two) != lead_of(one)

    @pytest.mark.parametrize("count", [2, 3])
    def test_also_the_one_that_leads(self, cast, count):
        voices = [said(cast) for _ in range(count)]
        compare_new()
        lead = next(voice for voice in voices if lead_of(voice) == voice.pk)
        alike.set_apart(lead, by=cast.chen)
        rest = {lead_of(voice) for voice in voices if voice != lead}
        assert lead.pk not in rest
        assert rest == {None} if count == 2 else len(rest) == 1 and None not in rest

    def test_twice_is_refused(self, cast):
        one, _two = said(cast), said(cast)
        compare_new()
        alike.set_apart(one, by=cast.chen)
        with pytest.raises(Refused, match="已经不在这一组里"):
            alike.set_apart(one, by=cast.guli)

    def test_a_slip_can_be_put_right(self, cast):
        one, two = said(cast), said(cast)
        compare_new()
        alike.set_apart(one, by=cast.chen)
        alike.put_back(one, by=cast.chen)
        assert lead_of(one) == lead_of(two) is not None
        with pytest.raises(Refused, match="没有被分开过"):
            alike.put_back(one, by=cast.chen)

    def test_only_by_who_handles_it(self, cast):
        one, _two = said(cast), said(cast)
        compare_new()
        with pytest.raises(PermissionDenied):
            alike.set_apart(one, by=cast.zhao)


class TestPages:
    def test_the_list_holds_groups_with_something_to_decide(self, cast, as_):
        voices = [said(cast) for _ in range(3)]
        said(cast, OTHER)
        compare_new()
        page = as_(cast.chen).get("/matters/alike/")
        (group,) = page.context["groups"]
        assert (group.count, group.waiting, group.matters) == (3, 3, 0)
        alike.gather([fresh(voice) for voice in voices], by=cast.chen)
        assert "没有需要处理的重复诉求" in as_(cast.chen).get("/matters/alike/").content.decode()

    def test_nobody_sees_the_voices_of_others_in_it(self, cast, as_):
        said(cast), said(cast, unit=cast.second)
        compare_new()
        for who in (cast.chen, cast.zhao):
            assert as_(who).get("/matters/alike/").context["groups"] == []
        (group,) = as_(cast.wang).get("/matters/alike/").context["groups"]
        assert group.count == 2

    def test_whoever_must_avoid_one_sees_the_others_only(self, cast, as_):
        one, two, three = said(cast), said(cast), said(cast)
        three.avoid.add(cast.chen)
        compare_new()
        page = as_(cast.chen).get(f"/matters/alike/{one.pk}/").content.decode()
        assert f'value="{two.pk}"' in page
        assert str(three.pk) not in page

    def test_a_named_person_who_repeats_is_said_and_a_nameless_one_never(self, cast, as_):
        one, _two = said(cast), said(cast)
        compare_new()
        url = f"/matters/alike/{one.pk}/"
        assert "同一人反映 2 次" in as_(cast.chen).get(url).content.decode()
        Voice.objects.all().delete()
        one, _code = a_nameless_voice(cast, body=TEXT)
        a_nameless_voice(cast, body=TEXT)
        compare_new()
        page = as_(cast.chen).get(f"/matters/alike/{one.pk}/").content.decode()
        assert page.count("匿名") >= 2
        assert "同一人" not in page

    def test_one_press_joins_the_chosen_ones(self, cast, as_):
        one, two, three = said(cast), said(cast), said(cast)
        compare_new()
        url = f"/matters/alike/{one.pk}/gather/"
        page = as_(cast.chen).post(url, {"voice": [one.pk, two.pk]}, follow=True)
        assert "已并为一件事项" in page.content.decode()
        assert Matter.objects.get().voices.count() == 2
        assert fresh(three).matter is None

    def test_a_refusal_keeps_what_was_chosen(self, cast, as_):
        one, _two = said(cast), said(cast)
        compare_new()
        page = as_(cast.chen).post(f"/matters/alike/{one.pk}/gather/", {"voice": [one.pk]})
        assert page.status_code == 403
        assert "请至少选择两件。" in page.content.decode()

    @pytest.mark.parametrize("voice", ["", "x", "9" * 40, "\x00"])
    def test_nonsense_chooses_nothing(self, cast, as_, voice):
        one, _two = said(cast), said(cast)
        compare_new()
        page = as_(cast.chen).post(f"/matters/alike/{one.pk}/gather/", {"voice": voice})
        assert page.status_code == 403

    def test_the_chosen_ones_can_be_said_to_be_something_else(self, cast, as_):
        one, two, _three = said(cast), said(cast), said(cast)
        compare_new()
        sent = {"voice": [two.pk], "apart": "1"}
        page = as_(cast.chen).post(f"/matters/alike/{one.pk}/gather/", sent, follow=True)
        text = page.content.decode()
        assert "已判断不是一回事" in text
        assert f"/matters/alike/{two.pk}/back/" in text
        page = as_(cast.chen).post(f"/matters/alike/{two.pk}/back/", follow=True)
        assert len(page.context["members"]) == 3

    def test_beside_a_voice_stand_the_others_with_reasons_and_the_way_to_join(self, cast, as_):
        one, two = said(cast), said(cast)
        matter = a_matter(cast, two)
        compare_new()
        text = as_(cast.chen).get(f"/matters/voices/{one.pk}/").content.decode()
        assert "疑似重复" in text
        assert "文字完全相同" in text
        assert f"并入 {matter.number}" in text
        assert "不是一回事" in text

    def test_a_variant_is_shown_as_such_and_never_offered_for_merging(self, cast, as_):
        one, _two = said(cast, placed("幸福里")), said(cast, placed("金桂苑"))
        compare_new()
        text = as_(cast.chen).get(f"/matters/voices/{one.pk}/").content.decode()
        assert "文字相同、地点不同，不宜合并" in text
        assert "一起处理" not in text
        assert as_(cast.chen).get("/matters/alike/").context["groups"] == []

    def test_a_merge_made_there_can_be_undone_from_there(self, cast, as_):
        first, second = said(cast), said(cast)
        a_matter(cast, first), a_matter(cast, second)
        compare_new()
        alike.gather([fresh(first), fresh(second)], by=cast.chen)
        made = Merge.objects.get()
        text = as_(cast.chen).get(f"/matters/alike/{first.pk}/").content.decode()
        assert f"/matters/{made.matter_id}/merges/{made.pk}/undo/" in text

    def test_lists_ask_the_database_little(self, cast, as_, django_assert_max_num_queries):
        for number in range(6):
            for _ in range(3):
                said(cast, f"{number}号机井的水泵坏了{OTHER}第{number}次" + "水" * number * 9)
        one, *_rest = [said(cast) for _ in range(20)]
        compare_new()
        client = as_(cast.chen)
        client.get("/matters/alike/")
        with django_assert_max_num_queries(10):
            client.get("/matters/alike/")
        with django_assert_max_num_queries(16):
            client.get(f"/matters/alike/{one.pk}/")


def test_an_import_says_what_it_found(cast, as_, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    rows = [(f"N{n}", "", "", TEXT, "2026-03-05") for n in range(3)]
    places = enumerate(("幸福里", "金桂苑"))
    rows += [(f"P{n}", "", "", placed(name), "2026-03-05") for n, name in places]
    client = as_(cast.chen)
    run = take_in(client, cast.first, as_csv(*rows))
    text = client.get(f"/matters/imports/{run.pk}/").content.decode()
    assert "3 件，1 组" in text
    assert "1 件，不宜合并" in text
