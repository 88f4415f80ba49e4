"""What officers say about an issue: its name, what belongs to it, and what does not."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from lianxin.journal.models import Event
from lianxin.kernel.errors import Refused
from lianxin.matters.actions import hot
from lianxin.matters.models import Avoidance, HotApart, HotIssue, HotMember, HotWeights
from lianxin.matters.tests.hot_stories import a_monthly, a_nursery, a_pump, an_issue, pumps
from lianxin.queue.models import Job


def keys(issue):
    return set(issue.members.values_list("pk", flat=True))


def deeds(issue):
    return list(Event.objects.about(issue).values_list("verb", flat=True))


def test_renaming_stands_in_the_journal_without_the_words(cast):
    issue = an_issue(cast)
    hot.rename(issue, by=cast.chen, title="机井抽不上水")
    issue.refresh_from_db()
    assert (issue.title, issue.is_named) == ("机井抽不上水", True)
    (event,) = Event.objects.about(issue)
    assert event.sentence() == "陈静 修改问题名称"
    assert "机井" not in str(event.facts)


def test_an_empty_name_gives_the_naming_back(cast):
    issue = an_issue(cast, is_named=True, title="随便")
    hot.rename(issue, by=cast.chen, title="")
    issue.refresh_from_db()
    assert not issue.is_named
    assert "水泵" in issue.title


def test_splitting_parts_and_pins(cast):
    voices = pumps(cast, 4)
    issue = an_issue(cast, *voices)
    made = hot.split(issue, voices[:2], by=cast.chen)
    issue.refresh_from_db()
    assert keys(made) == {voice.pk for voice in voices[:2]}
    assert (issue.size, made.size) == (2, 2)
    assert set(made.members.values_list("is_pinned", flat=True)) == {True}
    assert HotApart.objects.filter(issue=issue).count() == 2
    assert deeds(made) == ["hot.made"]


def test_all_of_it_cannot_be_split_off(cast):
    voices = pumps(cast, 2)
    issue = an_issue(cast, *voices)
    with pytest.raises(Refused, match="留下至少一件"):
        hot.split(issue, voices, by=cast.chen)


def test_what_was_moved_meanwhile_is_refused(cast):
    issue, other = an_issue(cast), a_nursery(cast, 0)
    with pytest.raises(Refused, match="已不在这个问题里"):
        hot.split(issue, [other], by=cast.chen)
    with pytest.raises(Refused, match="请先选择诉求"):
        hot.remove(an_issue(cast), [], by=cast.chen)


def test_of_two_people_at_once_one_goes_on(cast):
    issue = an_issue(cast)
    other = HotIssue.objects.get(pk=issue.pk)
    hot.rename(issue, by=cast.chen, title="一")
    with pytest.raises(Refused, match="刚刚有了变化"):
        hot.rename(other, by=cast.guli, title="二")


def test_joining_leads_old_links_on(cast, as_):
    issue, into = an_issue(cast), an_issue(cast, a_nursery(cast, 0), a_nursery(cast, 1))
    hot.join(issue, into, by=cast.chen)
    issue.refresh_from_db()
    assert (issue.state, issue.joined_into, into.members.count()) == ("dropped", into, 5)
    page = as_(cast.wang).get(f"/matters/hot/{issue.pk}/")
    assert page.status_code == 404 or page.url == f"/matters/hot/{into.pk}/"


def test_taking_out_the_last_drops_the_issue(cast):
    voice = a_pump(cast, 0)
    issue = an_issue(cast, voice)
    hot.remove(issue, [voice], by=cast.chen)
    issue.refresh_from_db()
    assert issue.state == "dropped"


def test_adding_takes_it_from_where_it_stood(cast):
    here, there = an_issue(cast), an_issue(cast, a_nursery(cast, 0), a_nursery(cast, 1))
    moved = there.members.first().voice
    hot.add(here, [moved], by=cast.chen)
    there.refresh_from_db()
    assert moved.pk in keys(here)
    assert there.size == 1


def test_not_from_an_issue_that_is_settled(cast):
    here = an_issue(cast)
    there = an_issue(cast, a_nursery(cast, 0), state="settled")
    with pytest.raises(Refused, match="已解决的问题"):
        hot.add(here, [there.members.get().voice], by=cast.chen)


@pytest.mark.parametrize("who", ["li", "zhao", "zhou", "sun"])
def test_not_by_everybody(cast, who):
    issue = an_issue(cast)
    with pytest.raises(PermissionDenied):
        hot.rename(issue, by=getattr(cast, who), title="x")


def test_not_by_one_from_whom_some_of_it_is_hidden(cast):
    hidden, *others = pumps(cast, 3)
    Avoidance.objects.create(voice=hidden, user=cast.chen)
    issue = an_issue(cast, hidden, *others)
    with pytest.raises(PermissionDenied, match="您看不到的诉求"):
        hot.rename(issue, by=cast.chen, title="与我无关")
    hot.rename(issue, by=cast.wang, title="照实说")


def test_the_issue_of_the_month_is_not_split(cast):
    issue = a_monthly(cast)
    voice = issue.members.first().voice
    with pytest.raises(PermissionDenied, match="不能拆分"):
        hot.split(issue, [voice], by=cast.wang)


def test_the_pages_of_the_deeds(cast, as_):
    voices = pumps(cast, 4)
    issue = an_issue(cast, *voices)
    client, at = as_(cast.chen), f"/matters/hot/{issue.pk}"
    assert client.post(f"{at}/rename/", {"title": "机井"}).status_code == 302
    assert client.post(f"{at}/rename/", {"title": "字" * 201}).status_code == 422
    made = client.post(f"{at}/split/", {"voices": [voices[0].pk, voices[1].pk]}, follow=True)
    assert "已拆成新的问题" in made.content.decode()
    none = client.post(f"{at}/split/", {})
    assert none.status_code == 422
    assert "请先勾选诉求" in none.content.decode()
    for bad in (["x"], [2**70], ["\0"]):
        assert client.post(f"{at}/remove/", {"voices": bad}).status_code == 422
    assert client.post(f"{at}/remove/", {"voices": [voices[2].pk]}).status_code == 302
    found = client.get(f"{at}/add/", {"q": "东风渠"}).content.decode()
    assert f'value="{voices[2].pk}"' in found
    assert client.post(f"{at}/add/?q=x", {"voices": [voices[2].pk]}).status_code == 302
    other = HotIssue.objects.live().exclude(pk=issue.pk).get()
    wrong = client.post(f"{at}/join/", {"into": "12345"})
    assert wrong.status_code == 422
    assert client.post(f"{at}/join/", {"into": str(other.pk)}).status_code == 302
    assert keys(other) == {voice.pk for voice in voices}


def test_the_page_shows_why_each_voice_is_there(cast, as_):
    issue = an_issue(cast)
    text = as_(cast.chen).get(f"/matters/hot/{issue.pk}/").content.decode()
    assert "说法：水泵、机井" in text
    assert "<mark>水泵</mark>" in text
    assert "列为每月一题：每月一题由“一连”的负责人确定。" in text


def test_words_of_a_voice_are_escaped_where_they_are_marked(cast, as_):
    bad = a_pump(cast, 0, title="<b>水泵</b><script>", body="<img src=x>水泵")
    text = as_(cast.chen).get(f"/matters/hot/{an_issue(cast, bad).pk}/").content.decode()
    assert "<script>&" not in text
    assert "&lt;img src=x&gt;<mark>水泵</mark>" in text


def test_weights_are_the_leaders_and_stand_in_the_journal(cast, as_):
    at = "/matters/hot/weights/"
    assert "由最上级单位的负责人调整" in as_(cast.chen).get(at).content.decode()
    assert as_(cast.chen).post(at, {"voices": "1"}).status_code == 403
    client = as_(cast.wang)
    assert client.post(at, {"voices": "-1"}).status_code == 422
    assert client.post(at, {"voices": "nan"}).status_code == 422
    assert client.post(at, {"voices": "3", "growth": ""}).status_code == 302
    row = HotWeights.objects.get()
    assert (row.voices, row.growth) == (3, None)
    assert Event.objects.filter(verb="hot.weights_set", by=cast.wang).count() == 1
    assert Job.objects.get().kind == "lianxin.matters.grouping.reckon"


def test_other_weights_change_the_heat_of_all(cast):
    from lianxin.matters import grouping
    from lianxin.queue.progress import Progress

    issue = an_issue(cast)
    grouping._reckon(issue.pk)
    before = HotIssue.objects.get().heat
    hot.set_weights(by=cast.wang, voices=50.0)
    job = Job.objects.get()
    Job.objects.update(state="running", worker="w")
    job.refresh_from_db()
    grouping.reckon(Progress(job))
    assert HotIssue.objects.get().heat > before


def test_no_row_says_who_pinned_it(cast):
    people = {f.name for f in HotMember._meta.fields} | {f.name for f in HotApart._meta.fields}
    assert not people & {"by", "user", "officer", "at", "on"}


def test_the_page_asks_no_more_for_more_voices(cast, as_, django_assert_max_num_queries):
    issue = an_issue(cast, *pumps(cast, 40))
    client, at = as_(cast.chen), f"/matters/hot/{issue.pk}/"
    client.get(at)
    with django_assert_max_num_queries(22):
        assert client.get(at).status_code == 200
