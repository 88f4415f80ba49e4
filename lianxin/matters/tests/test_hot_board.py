"""The board: hottest first, and every figure of the voices the viewer may see."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from lianxin.matters.figures.hot import Scope, bars, ranked
from lianxin.matters.models import Avoidance, HotIssue, Voice
from lianxin.matters.tests.hot_stories import a_monthly, a_nursery, a_pump, an_issue, pumps
from lianxin.matters.tests.stories import a_matter

BOARD = "/matters/hot/"


def cards(client, query=""):
    return client.get(f"{BOARD}{query}").context["cards"]


def test_the_hottest_comes_first_with_all_that_makes_it_hot(cast, as_):
    an_issue(cast, *pumps(cast, 4, likes=3), heat=30)
    an_issue(cast, a_nursery(cast, 0), a_nursery(cast, 1), title="伙食费", heat=10)
    page = as_(cast.wang).get(BOARD)
    text = page.content.decode()
    assert text.index("东风渠机井水泵坏了") < text.index("伙食费")
    first = page.context["cards"][0]
    assert (first.rank, first.people, first.voices) == (1, 4, 4)
    assert "不同的人 4" in text
    assert "附议 12" in text


def test_who_says_it_ten_times_counts_once(cast, as_):
    same = [a_pump(cast, at, speaker="老王", contact="1") for at in range(4)]
    an_issue(cast, *same, a_pump(cast, 0))
    assert [(card.voices, card.people) for card in cards(as_(cast.wang))] == [(5, 2)]


def test_what_one_person_says_is_no_hot_issue(cast, as_):
    an_issue(cast, a_pump(cast, 0, speaker="甲"), a_pump(cast, 1, speaker="甲"), people=1)
    assert cards(as_(cast.wang)) == []


def test_every_figure_is_of_what_the_viewer_may_see(cast, as_):
    """Two voices of 一连, three of 二连: each officer sees their own, the leader all."""
    own = [a_pump(cast, 0), a_pump(cast, 1)]
    far = [a_nursery(cast, at % 2, unit=cast.second) for at in range(3)]
    an_issue(cast, *own, *far, unit=cast.regiment)
    seen = {who: cards(as_(getattr(cast, who)))[0] for who in ("chen", "zhao", "wang")}
    assert {who: (card.voices, card.people) for who, card in seen.items()} == {
        "chen": (2, 2),
        "zhao": (3, 3),
        "wang": (5, 5),
    }
    assert seen["wang"].heat > seen["zhao"].heat
    assert "幼儿园" in seen["zhao"].title
    assert "水泵" in seen["chen"].title
    assert (seen["chen"].unit, seen["zhao"].unit) == ("一连", "二连")


def test_who_must_avoid_a_voice_finds_no_trace_of_it(cast, as_):
    hidden, *others = pumps(cast, 3)
    Avoidance.objects.create(voice=hidden, user=cast.chen)
    issue = an_issue(cast, hidden, *others)
    (card,) = cards(as_(cast.chen))
    assert (card.voices, card.whole) == (2, False)
    page = as_(cast.chen).get(f"{BOARD}{issue.pk}/").content.decode()
    assert f"/voices/{hidden.pk}/" not in page
    assert "以上只计您能看到的诉求" in page


def test_where_all_voices_are_hidden_the_issue_is_too(cast, as_):
    voices = pumps(cast, 2)
    Avoidance.objects.bulk_create(Avoidance(voice=voice, user=cast.chen) for voice in voices)
    issue = an_issue(cast, *voices)
    assert cards(as_(cast.chen)) == []
    assert as_(cast.chen).get(f"{BOARD}{issue.pk}/").status_code == 404


def test_filters(cast, as_):
    today = timezone.localdate()
    an_issue(cast, *pumps(cast, 2))
    old = [a_nursery(cast, at, said_on=today - dt.timedelta(days=90)) for at in (0, 1)]
    an_issue(cast, *old, title="伙食费")
    client = as_(cast.wang)
    titles = [
        [card.title for card in cards(client, query)]
        for query in (
            f"?unit={cast.second.pk}",
            f"?until={today - dt.timedelta(days=30)}",
            f"?since={today - dt.timedelta(days=30)}",
            "?top=5",
            "?state=settled",
            "?unit=不是数&since=昨天&top=x&state=y",
        )
    ]
    assert [len(found) for found in titles] == [0, 1, 1, 2, 0, 2]
    assert titles[1] == ["伙食费"]


def test_the_empty_board_says_what_to_do(cast, as_):
    assert "请点右上角的“重新整理”" in as_(cast.chen).get(BOARD).content.decode()
    assert "请放宽条件再找" in as_(cast.chen).get(f"{BOARD}?top=5").content.decode()


def test_nonsense_in_the_address_leads_to_a_page(cast, as_):
    an_issue(cast)
    for query in ("?page=99999999999999999999", "?page=0", "?page=x", "?unit=" + "9" * 40):
        assert as_(cast.wang).get(f"{BOARD}{query}").status_code == 200
    assert as_(cast.wang).get(f"{BOARD}{2**63 - 1}/").status_code == 404
    assert as_(cast.wang).get(f"{BOARD}{10**25}/").status_code == 404


def test_few_queries_however_much_there_is(cast, as_, django_assert_max_num_queries):
    for at in range(30):
        mixed = [a_pump(cast, at), a_pump(cast, at), a_pump(cast, at, unit=cast.second)]
        an_issue(cast, *mixed, unit=cast.regiment, heat=at)
    for who in (cast.wang, cast.chen):
        client = as_(who)
        client.get(BOARD)
        with django_assert_max_num_queries(10):
            page = client.get(f"{BOARD}?page=2")
        assert len(page.context["cards"]) == 10


def test_difficult_matters_are_those_that_do_not_settle_by_themselves(cast, as_):
    today = timezone.localdate()
    a_matter(cast, title="刚受理的")
    a_matter(cast, title="拖了很久的", received_on=today - dt.timedelta(days=61))
    a_matter(cast, title="退回过的", bounces=1)
    text = as_(cast.chen).get(f"{BOARD}difficult/").content.decode()
    assert "拖了很久的" in text
    assert "退回过的" in text
    assert "刚受理的" not in text


def test_the_ranking_is_read_from_what_was_reckoned_at_night(cast):
    an_issue(cast, heat=7.5)
    (one,) = ranked(cast.wang, Scope(), timezone.localdate()).rows
    assert (one.heat, one.whole) == (7.5, True)


def test_an_issue_of_the_month_stays_on_the_board_with_one_voice(cast, as_):
    a_monthly(cast, a_pump(cast, 0), people=1)
    assert len(cards(as_(cast.wang))) == 1


def test_weeks_without_a_voice_are_drawn_as_gaps():
    monday = dt.date(2026, 11, 2)
    trend, by_month = bars([monday, monday + dt.timedelta(days=20)])
    assert [bar.count for bar in trend] == [1, 0, 1]
    assert not by_month
    trend, by_month = bars([monday, monday - dt.timedelta(days=400)])
    assert by_month
    assert sum(bar.count for bar in trend) <= 2


def test_a_run_is_asked_for_once(cast, as_):
    client = as_(cast.chen)
    assert client.post(f"{BOARD}regroup/").status_code == 302
    again = client.post(f"{BOARD}regroup/")
    assert again.status_code == 409
    assert "正在整理" in again.content.decode()


def test_a_member_is_never_shown_to_who_raised_it(cast, as_):
    """The board is for those who handle: staff do not see it, not even their own."""
    issue = an_issue(cast, a_pump(cast, 0), a_pump(cast, 1, raised_by=cast.li, speaker=""))
    assert as_(cast.li).get(f"{BOARD}{issue.pk}/").status_code == 404
    assert HotIssue.objects.visible_to(cast.li).count() == 0
    assert Voice.objects.visible_to(cast.li).count() == 1
