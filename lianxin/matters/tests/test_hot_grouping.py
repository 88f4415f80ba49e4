"""Hot issues are found by night and placed by the hour; what officers decided stands."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from lianxin.matters import grouping
from lianxin.matters.actions import hot
from lianxin.matters.models import HotIssue, HotMember, Voice
from lianxin.matters.tests.hot_stories import DITCH, PUMP, a_nursery, a_pump, pumps
from lianxin.matters.tests.stories import a_nameless_voice, a_voice

NOW = timezone.now()


def issues():
    return list(HotIssue.objects.live().order_by("-size", "title"))


def keys(issue):
    return set(issue.members.values_list("pk", flat=True))


def test_voices_about_one_trouble_become_one_issue(cast):
    voices = pumps(cast, 4)
    lone = a_voice(cast, title="篮球场灯坏了", body="活动中心篮球场的灯坏了两盏，晚上没法打球。")
    grouping.regroup(NOW)
    (issue,) = issues()
    assert keys(issue) == {voice.pk for voice in voices}
    assert (issue.size, issue.unit, issue.state) == (4, cast.first, "watching")
    assert "水泵" in issue.title
    assert issue.heat > 0
    assert HotMember.objects.get(voice=lone).issue is None


def test_the_unit_is_the_lowest_over_all_its_voices(cast):
    pumps(cast, 2)
    grouping.regroup(NOW)
    (issue,) = issues()
    far = a_pump(cast, 2, unit=cast.second)
    hot.add(issue, [far], by=cast.wang)
    assert [issue.unit for issue in issues()] == [cast.regiment]


def test_a_second_run_changes_nothing(cast):
    pumps(cast, 3)
    grouping.regroup(NOW)
    before = [HotIssue.objects.values().get(), list(HotMember.objects.order_by("pk").values())]
    grouping.regroup(NOW)
    assert before == [
        HotIssue.objects.values().get(),
        list(HotMember.objects.order_by("pk").values()),
    ]


def test_an_issue_stays_itself_when_voices_come(cast):
    pumps(cast, 3)
    grouping.regroup(NOW)
    (issue,) = issues()
    new = a_pump(cast, 3)
    grouping.regroup(NOW)
    assert issues() == [issue]
    assert new.pk in keys(issue)


def test_an_issue_whose_voices_are_gone_is_dropped(cast):
    voices = pumps(cast, 2)
    grouping.regroup(NOW)
    (issue,) = issues()
    Voice.objects.filter(pk=voices[0].pk).update(state="declined", decline_kind="unclear")
    grouping.regroup(NOW)
    issue.refresh_from_db()
    assert issue.state == "dropped"
    assert not issue.members.exists()


def test_a_title_given_by_an_officer_stays(cast):
    pumps(cast, 3)
    grouping.regroup(NOW)
    (issue,) = issues()
    hot.rename(issue, by=cast.chen, title="机井修不好")
    a_pump(cast, 3)
    grouping.regroup(NOW)
    (issue,) = issues()
    assert (issue.title, issue.size) == ("机井修不好", 4)


def test_what_was_split_stays_apart_and_what_was_joined_together(cast):
    voices = pumps(cast, 4)
    grouping.regroup(NOW)
    (issue,) = issues()
    made = hot.split(issue, voices[:2], by=cast.chen)
    grouping.regroup(NOW)
    assert {frozenset(keys(one)) for one in issues()} == {
        frozenset(voice.pk for voice in voices[:2]),
        frozenset(voice.pk for voice in voices[2:]),
    }
    issue.refresh_from_db()
    made.refresh_from_db()
    hot.join(made, issue, by=cast.chen)
    grouping.regroup(NOW)
    assert [keys(one) for one in issues()] == [{voice.pk for voice in voices}]


def test_what_was_taken_out_does_not_come_back(cast):
    voices = pumps(cast, 4)
    grouping.regroup(NOW)
    (issue,) = issues()
    hot.remove(issue, voices[:1], by=cast.chen)
    grouping.regroup(NOW)
    assert [keys(one) for one in issues()] == [{voice.pk for voice in voices[1:]}]


def test_what_was_put_in_stays_whatever_it_says(cast):
    pumps(cast, 3)
    other = a_nursery(cast, 0)
    grouping.regroup(NOW)
    (issue,) = issues()
    hot.add(issue, [other], by=cast.chen)
    grouping.regroup(NOW)
    (issue,) = issues()
    assert other.pk in keys(issue)
    assert HotMember.objects.get(voice=other).reasons[0] == ["officer"]


def test_a_new_voice_finds_its_issue_within_the_hour(cast):
    pumps(cast, 3)
    grouping.regroup(NOW)
    new = a_pump(cast, 3)
    assert grouping.place_new(NOW) == 1
    (issue,) = issues()
    assert new.pk in keys(issue)
    assert issue.size == 4
    assert grouping.place_new(NOW) == 0


def test_two_of_a_kind_make_an_issue_within_the_hour(cast):
    pumps(cast, 3)
    a_nursery(cast, 0)
    grouping.regroup(NOW)
    a_nursery(cast, 1)
    grouping.place_new(NOW)
    assert sorted(issue.size for issue in issues()) == [2, 3]


def test_a_settled_issue_is_left_alone(cast):
    voices = pumps(cast, 3)
    grouping.regroup(NOW)
    (issue,) = issues()
    HotIssue.objects.filter(pk=issue.pk).update(state="settled")
    again = [a_pump(cast, 3), a_pump(cast, 0)]
    grouping.regroup(NOW)
    assert keys(issue) == {voice.pk for voice in voices}
    assert [keys(one) for one in issues()] == [{voice.pk for voice in again}]


def test_what_a_person_did_meanwhile_is_not_written_over(cast, monkeypatch):
    pumps(cast, 3)
    grouping.regroup(NOW)
    (issue,) = issues()
    new = a_pump(cast, 3)

    def meanwhile(*told):
        if told[2].startswith("正在比较"):
            hot.rename(HotIssue.objects.get(), by=cast.chen, title="先别动")

    grouping.regroup(NOW, meanwhile)
    issue.refresh_from_db()
    assert (issue.title, issue.size) == ("先别动", 3)
    assert not HotMember.objects.filter(voice=new, issue=issue).exists()


def test_nameless_voices_leave_no_order(cast):
    for words in (PUMP, *DITCH[:1]):
        a_nameless_voice(cast, title=words[0], body=words[1])
    grouping.regroup(NOW)
    from lianxin.journal.models import Event

    assert not Event.objects.filter(verb__startswith="hot.").exists()
    columns = {field.name: field for field in HotMember._meta.local_fields}
    assert not [
        f for f in columns.values() if f.get_internal_type() in ("DateTimeField", "DateField")
    ]


def test_the_key_of_a_member_is_the_key_of_its_row(cast):
    """Else SQLite would number the rows in the order in which they came."""
    from django.db import connection

    if connection.vendor == "sqlite":
        assert HotMember._meta.pk.db_type(connection) == "integer"


def test_many_new_voices_at_once_are_grouped_anew(cast):
    pumps(cast, 3)
    assert grouping.place_new(NOW) == 1
    assert len(issues()) == 1


@pytest.mark.parametrize("days", [731, 1_000])
def test_what_came_in_years_ago_makes_no_hot_issue(cast, days):
    pumps(cast, 3, received_on=timezone.localdate() - dt.timedelta(days=days))
    grouping.regroup(NOW)
    assert issues() == []


def test_what_an_officer_put_in_counts_also_when_it_is_turned_away(cast):
    voices = pumps(cast, 3)
    grouping.regroup(NOW)
    (issue,) = issues()
    hot.add(issue, [a_nursery(cast, 0)], by=cast.chen)
    Voice.objects.exclude(pk__in=[voice.pk for voice in voices]).update(
        state="declined", decline_kind="discipline"
    )
    grouping.regroup(NOW)
    (issue,) = issues()
    assert issue.size == issue.members.count() == 4


def test_no_person_is_a_keyword(cast):
    words = "东风渠机井水泵坏了，找了水管站的徐萍，徐萍说没有配件，棉花地浇不上水。"
    for voice in pumps(cast, 3):
        Voice.objects.filter(pk=voice.pk).update(body=words)
    grouping.regroup(NOW)
    (issue,) = issues()
    assert issue.keywords
    assert "徐萍" not in issue.keywords
