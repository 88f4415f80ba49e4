"""Where one new voice belongs."""

from __future__ import annotations

import datetime as dt

import pytest

from lianxin.engines.text.hot.group import Why, group
from lianxin.engines.text.hot.places import Places

from .hot_voices import BUS, DAY, KINDERGARTEN, PUMP, many, said
from .test_hot_groups import INTERNSHIP, filled


@pytest.fixture
def places() -> Places:
    return Places({7: many(*PUMP[:2]), 9: many(*KINDERGARTEN, start=11)}, [said(21, BUS)])


def test_a_new_voice_finds_its_group_and_says_why(places):
    placed = places.place(said(31, PUMP[2]))
    assert placed.group == 7
    assert placed.near is None
    told = {reason.kind: reason.words for reason in placed.reasons}
    assert any("水泵" in word for word in told[Why.TROUBLE])


def test_a_new_voice_like_a_lone_one_names_it(places):
    placed = places.place(said(31, ("夜班没有班车坐", "夜班下班没有班车，职工走路回宿舍不安全。")))
    assert (placed.group, placed.near) == (None, 21)


def test_a_new_voice_about_something_else_belongs_nowhere(places):
    placed = places.place(said(31, ("图书室周末不开门", "图书室周末不开门，孩子没有地方看书。")))
    assert (placed.group, placed.near, placed.reasons) == (None, None, ())


def test_a_form_filled_in_for_another_school_is_not_placed():
    places = Places({1: many(*[filled(INTERNSHIP, "华东工程学院")] * 3)})
    assert places.place(said(31, filled(INTERNSHIP, "华东工程学院"))).group == 1
    assert places.place(said(32, filled(INTERNSHIP, "工程学院"))).group is None


def test_a_voice_from_another_unit_is_not_placed_by_its_words_alone():
    places = Places({1: many(BUS, BUS, place="一车间")})
    assert places.place(said(31, BUS, place="一车间")).group == 1
    assert places.place(said(32, BUS, place="二车间")).group is None


def test_a_voice_more_than_a_year_later_is_not_placed(places):
    assert places.place(said(31, PUMP[2], day=DAY + dt.timedelta(days=500))).group is None


def test_voices_that_came_in_later_are_known(places):
    library = ("图书室周末不开门", "图书室周末不开门，孩子没有地方看书。")
    places.add(said(31, library), 12)
    assert places.place(said(32, library)).group == 12


def test_placing_changes_nothing(places):
    first = places.place(said(31, PUMP[2]))
    assert places.place(said(31, PUMP[2])) == first


def test_places_after_a_run_number_the_groups_as_the_run_did():
    voices = [*many(*PUMP), *many(*KINDERGARTEN, start=11)]
    grouping = group(voices)
    placed = Places.of(grouping, voices).place(said(31, KINDERGARTEN[0]))
    assert placed.group == grouping.group_of[11]


@pytest.mark.parametrize("text", ["", "水", "😀", "\ud800", "ياخشىمۇسىز", "长" * 100_000])
def test_any_text_can_be_asked_about(places, text):
    assert places.place(said(31, (text, text))).group is None
    assert Places({}).place(said(31, (text, text))).group is None
