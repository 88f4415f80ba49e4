"""归类: suggested from the words, confirmed or corrected by officers, learned from that."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from lianxin.journal.models import Event
from lianxin.kernel.errors import Refused
from lianxin.matters import learning
from lianxin.matters.actions import accepting, categories, sorting
from lianxin.matters.actions import learning as deeds
from lianxin.matters.figures.learning import record
from lianxin.matters.models import Category, Decided, LearnedModel, Suggested, Voice
from lianxin.matters.seeds import seed
from lianxin.matters.tests.sheets import as_xlsx, take_in
from lianxin.matters.tests.stories import a_matter, a_nameless_voice, a_voice
from lianxin.queue.models import Job

COLD = "屋里暖气一点不热，室温只有十五度，锅炉房说管道没问题，老人孩子受不了。"
ODD = "ئەسسالام" * 3


def category(code: str) -> Category:
    return Category.objects.get(code=code)


def said(cast, body: str, **changes) -> Voice:
    return a_voice(cast, title=body[:8], body=body, category=None, **changes)


@pytest.fixture
def tree(db):
    seed()


@pytest.fixture
def first_model(tree):
    return learning.learn()


def taught(cast, code: str, *bodies: str) -> None:
    for body in bodies:
        deeds.classify({said(cast, body): category(code)}, by=cast.chen)


class TestSuggesting:
    def test_there_is_a_model_on_the_first_day_made_from_the_tree_alone(self, first_model):
        assert first_model.state == LearnedModel.State.IN_USE
        assert first_model.decisions == 0

    def test_a_voice_gets_the_category_its_words_speak_of_and_the_words(self, cast, first_model):
        hint = learning.hint(said(cast, COLD))
        assert hint.category == category("home-heat")
        assert "暖气" in "".join(hint.words)

    def test_the_job_suggests_once_for_each_and_again_with_a_new_model(self, cast, first_model):
        voice = said(cast, COLD)
        assert learning.suggest(timezone.now()) == 1
        assert learning.suggest(timezone.now()) == 0
        assert voice.suggested.category == category("home-heat")
        newer = learning.learn(again=True)
        assert learning.suggest(timezone.now()) == 1
        assert Suggested.objects.get().model == newer

    def test_without_a_model_the_job_makes_the_first(self, cast, tree):
        said(cast, COLD)
        assert learning.hint(Voice.objects.get()) is None
        assert learning.suggest(timezone.now()) == 1
        assert LearnedModel.objects.count() == 1

    def test_what_it_cannot_read_stays_open(self, cast, first_model):
        voice = said(cast, ODD)
        learning.suggest(timezone.now())
        assert Suggested.objects.get(voice=voice).category is None

    def test_the_row_of_a_nameless_voice_has_no_order_and_no_moment(self, cast, first_model):
        voice, _code = a_nameless_voice(cast, title="暖气", body=COLD)
        learning.suggest(timezone.now())
        deeds.classify({voice: category("home-heat")}, by=cast.chen)
        for model in (Suggested, Decided):
            assert model._meta.pk.attname == "voice_id"
            kinds = {type(field).__name__ for field in model._meta.concrete_fields}
            assert "DateTimeField" not in kinds

    def test_a_site_without_categories_has_nothing_to_learn(self, db):
        assert learning.learn() is None
        assert learning.suggest(timezone.now()) == 0


class TestDeciding:
    def test_accepting_joining_and_reclassifying_say_the_category(self, cast, first_model):
        voice = said(cast, COLD)
        learning.suggest(timezone.now())
        heat, water = category("home-heat"), category("home-water")
        matter = accepting.accept(
            Voice.objects.get(pk=voice.pk),
            by=cast.chen,
            title="暖气",
            category=heat,
            urgency=heat.urgency,
            unit=cast.first,
        )
        decided = Decided.objects.get(voice=voice)
        assert (decided.category, decided.suggested, decided.was_suggested) == (heat, heat, True)
        other = said(cast, "三号楼也不热")
        accepting.join(other, matter, by=cast.chen)
        assert Decided.objects.get(voice=other).category == heat
        to = sorting.Sorting("没水", cast.first, water, matter.urgency)
        sorting.reclassify(matter, to, by=cast.chen)
        assert set(Decided.objects.values_list("category", flat=True)) == {water.pk}

    def test_a_category_from_the_sheet_of_a_hotline_is_a_decision_too(self, cast, as_, tree):
        rows = [["冷", COLD, "供暖"], ["怪", "说不清楚的一件事情，大家都在说", "没有的分类"]]
        file = as_xlsx(*rows, headings=["标题", "诉求内容", "分类"])
        take_in(as_(cast.chen), cast.first, file)
        assert [row.category.code for row in Decided.objects.all()] == ["home-heat"]

    def test_who_handles_it_may_say_it_and_nobody_else(self, cast, tree):
        voice = said(cast, COLD)
        for other in (cast.li, cast.zhao, cast.sun):
            with pytest.raises(PermissionDenied):
                deeds.classify({voice: category("home-heat")}, by=other)
        assert deeds.classify({voice: category("home-heat")}, by=cast.chen) == 1
        assert Voice.objects.get(pk=voice.pk).category == category("home-heat")
        assert Event.objects.filter(verb="voice.classified").count() == 1

    def test_what_was_taken_in_meanwhile_keeps_what_it_has(self, cast, tree):
        voice = said(cast, COLD)
        a_matter(cast, voice)
        stale = Voice.objects.get(pk=voice.pk)
        stale.matter_id = stale.matter = None
        assert deeds.classify({stale: category("home-water")}, by=cast.chen) == 0
        assert not Decided.objects.exists()

    def test_merged_categories_keep_what_was_decided(self, cast, first_model):
        taught(cast, "home-heat", COLD)
        categories.merge_category(category("home-heat"), category("home-water"), by=cast.sun)
        assert Decided.objects.get().category == category("home-water")


class TestLearning:
    def test_a_correction_changes_what_is_suggested(self, cast, first_model):
        odd = "团部门口的大喇叭天天放广播体操，{}吵得人睡不着。"
        water = "连里的红柳林被羊啃光了，{}没有人管。"
        taught(cast, "home-estate", *(odd.format(n) for n in "一二三四五六七八九十"))
        taught(cast, "home-lodging", *(water.format(n) for n in "一二三四五六七八九十"))
        made = learning.learn()
        assert made.state == LearnedModel.State.IN_USE
        assert 0 < made.decisions <= 20
        hint = learning.hint(said(cast, odd.format("早晚都")))
        assert (hint.category or hint.likely) == category("home-estate")

    def test_nothing_new_makes_no_new_version(self, cast, first_model):
        assert learning.learn() is None
        taught(cast, "home-heat", COLD)
        assert learning.learn() is not None
        assert learning.learn() is None

    def test_what_is_held_back_is_never_learned_from(self, cast, first_model):
        kept = said(cast, COLD, pk=learning.ONE_IN * 1_000_003)
        deeds.classify({kept: category("home-water")}, by=cast.chen)
        made = learning.learn()
        assert made.decisions == 0
        assert made.held_back["count"] == 1

    def test_a_new_model_that_is_worse_is_not_taken(self, cast, first_model):
        """Ten kept decisions agree with the first model; what is learned contradicts them."""
        for number in range(1, 31):
            held = said(cast, f"{COLD}第{number}栋楼", pk=learning.ONE_IN * (10_000 + number))
            deeds.classify({held: category("home-heat")}, by=cast.chen)
            wrong = said(cast, f"{COLD}{number}号", pk=learning.ONE_IN * (20_000 + number) + 1)
            deeds.classify({wrong: category("home-power")}, by=cast.chen)
        made = learning.learn()
        assert made.state == LearnedModel.State.REFUSED
        assert learning.model_in_use()[0] == first_model.pk

    def test_a_changed_tree_always_gets_its_model(self, cast, first_model):
        entry = categories.Entry("棉花收购", "棉花、收购价、轧花厂".replace("、", "\n"))
        categories.add_category(entry, by=cast.sun, parent=None)
        made = learning.learn()
        assert made.state == LearnedModel.State.IN_USE
        assert LearnedModel.objects.filter(state=LearnedModel.State.IN_USE).count() == 1
        assert learning.hint(said(cast, "轧花厂压低棉花收购价")).category.name == "棉花收购"

    def test_only_so_many_versions_are_kept(self, cast, first_model, monkeypatch):
        monkeypatch.setattr(learning, "KEPT", 2)
        for _ in range(5):
            learning.learn(again=True)
        assert LearnedModel.objects.count() <= 1 + learning.KEPT + 1

    def test_it_runs_as_a_job_that_people_watch_one_at_a_time(self, cast, tree):
        deeds.learn(by=cast.sun)
        with pytest.raises(Refused, match="正在学习"):
            deeds.learn(by=cast.sun)
        assert Job.objects.get().kind == learning.RUN
        with pytest.raises(PermissionDenied):
            deeds.learn(by=cast.li)


class TestHowRight:
    def test_agreement_is_counted_where_there_was_an_answer(self, cast, first_model):
        for number in range(12):
            said(cast, f"{COLD}{number}栋")
        learning.suggest(timezone.now())
        for number, voice in enumerate(Voice.objects.order_by("pk")):
            code = "home-heat" if number < 9 else "home-water"
            deeds.classify({voice: category(code)}, by=cast.chen)
        found = record()
        assert (found.decided, found.asked, found.answered, found.agreed) == (12, 12, 12, 9)
        assert found.percent == 75
        assert [(line.name, line.count, line.percent) for line in found.lines] == [
            ("住房与物业", 12, 75)
        ]

    def test_few_decisions_give_no_share(self, cast, first_model):
        said(cast, COLD)
        learning.suggest(timezone.now())
        deeds.classify({Voice.objects.get(): category("home-heat")}, by=cast.chen)
        assert record().percent is None
        assert record().lines == ()


class TestPages:
    def test_a_page_of_suggestions_is_confirmed_with_one_press(self, cast, as_, first_model):
        one, other = said(cast, COLD), said(cast, "水龙头放出来的水发黄有味，早晚水压太小。")
        learning.suggest(timezone.now())
        page = as_(cast.chen).get(reverse("matters:sort"))
        assert "把握" in page.content.decode()
        data = {
            f"category-{one.pk}": category("home-heat").pk,
            f"category-{other.pk}": "",
        }
        answer = as_(cast.chen).post(reverse("matters:sort"), data, follow=True)
        assert "已归类 1 件" in answer.content.decode()
        assert Decided.objects.get().voice == one
        assert one.title not in as_(cast.chen).get(reverse("matters:sort")).content.decode()

    @pytest.mark.parametrize(
        "data",
        [{"category-x": "1"}, {"category-99999999999999999999": "1"}, {"category-1": "x"}, {}],
    )
    def test_nonsense_decides_nothing(self, cast, as_, first_model, data):
        voice = said(cast, COLD)
        learning.suggest(timezone.now())
        given = {key.replace("-1", f"-{voice.pk}"): value for key, value in data.items()}
        assert as_(cast.chen).post(reverse("matters:sort"), given).status_code == 302
        assert not Decided.objects.exists()

    def test_nobody_sorts_what_they_do_not_handle(self, cast, as_, first_model):
        voice = said(cast, COLD)
        learning.suggest(timezone.now())
        data = {f"category-{voice.pk}": category("home-heat").pk}
        as_(cast.zhao).post(reverse("matters:sort"), data)
        assert not Decided.objects.exists()
        assert voice.title not in as_(cast.zhao).get(reverse("matters:sort")).content.decode()

    def test_filters_narrow_and_nonsense_in_them_does_not(self, cast, as_, first_model):
        said(cast, COLD)
        learning.suggest(timezone.now())
        heat, road = category("home-heat"), category("home-gas")
        for query, there in [
            (f"?category={heat.pk}", True),
            (f"?category={heat.parent_id}", True),
            (f"?category={road.pk}", False),
            ("?sureness=sure", True),
            ("?sureness=unsure", False),
            ("?sureness=x&category=x&unit=x", True),
        ]:
            page = as_(cast.chen).get(reverse("matters:sort") + query).content.decode()
            assert (COLD[:8] in page) == there, query

    def test_a_full_page_costs_few_queries(
        self, cast, as_, first_model, django_assert_max_num_queries
    ):
        for number in range(30):
            said(cast, f"{COLD}{number}")
        learning.suggest(timezone.now())
        browser = as_(cast.chen)
        with django_assert_max_num_queries(14):
            browser.get(reverse("matters:sort"))

    def test_accepting_begins_with_the_suggestion_and_says_why(self, cast, as_, first_model):
        voice = said(cast, COLD)
        page = as_(cast.chen).get(reverse("matters:voice", args=[voice.pk])).content.decode()
        assert "按文字看，属于“住房与物业 / 供暖”" in page
        assert "<mark>" in page
        assert f'<option value="{category("home-heat").pk}" selected' in page

    def test_what_the_sender_chose_comes_before_the_suggestion(self, cast, as_, first_model):
        voice = said(cast, COLD)
        Voice.objects.filter(pk=voice.pk).update(category=category("home-gas"))
        page = as_(cast.chen).get(reverse("matters:voice", args=[voice.pk])).content.decode()
        assert f'<option value="{category("home-gas").pk}" selected' in page

    def test_everybody_reads_what_the_engine_does_and_only_offices_the_figures(
        self, cast, as_, first_model
    ):
        staff = as_(cast.li).get(reverse("matters:engine")).content.decode()
        officer = as_(cast.chen).get(reverse("matters:engine")).content.decode()
        assert "不给任何人打分" in staff
        assert "在本单位准不准" not in staff
        assert "在本单位准不准" in officer
