"""How hot an issue is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lianxin.engines.text.hot.heat import Heat, Weights, heat
from lianxin.engines.text.hot.voices import Said

from .hot_voices import DAY, said

VOICES = some.lists(
    some.builds(
        said,
        key=some.integers(1, 10_000),
        who=some.sampled_from(["", "甲", "乙", "丙", "丁", "戊"]),
        day=some.dates(DAY - dt.timedelta(days=700), DAY),
        supporters=some.integers(0, 5_000),
        solved=some.booleans(),
        days_open=some.integers(0, 700),
        reopened=some.integers(0, 3),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda one: one.key,
)


def of(voices: list[Said], **changes: float) -> Heat:
    return heat(voices, today=DAY, **changes)


def part(heat: Heat, name: str) -> float:
    return next(one.value for one in heat.parts if one.name == name)


@given(VOICES)
def test_order_changes_nothing(voices):
    assert of(voices).total == pytest.approx(of(voices[::-1]).total)


@given(VOICES, some.integers(2, 50))
def test_a_person_who_posts_again_and_again_changes_nothing(voices, times):
    first = replace(voices[0], who="甲")
    flood = [replace(first, key=20_000 + number) for number in range(times)]
    whole = [first, *voices[1:]]
    assert of([*whole, *flood]).total == pytest.approx(of(whole).total)


@given(VOICES)
def test_another_person_never_cools_an_issue(voices):
    newcomer = said(20_000, who="new", day=DAY)
    assert of([*voices, newcomer]).total > of(voices).total


@given(VOICES)
def test_a_longer_wait_and_a_reopening_never_cool_an_issue(voices):
    longer = [replace(one, days_open=one.days_open + 30) for one in voices]
    again = [replace(one, reopened=one.reopened + 1) for one in voices]
    assert of(longer).total >= of(voices).total
    assert of(again).total >= of(voices).total


@given(VOICES)
def test_a_solved_issue_is_cooler(voices):
    unsolved = [replace(one, solved=False) for one in voices]
    solved = [replace(one, solved=True) for one in voices]
    assert of(solved).total < of(unsolved).total


@given(VOICES)
def test_the_parts_make_the_total(voices):
    result = of(voices)
    whole = sum(one.value * one.weight for one in result.parts)
    assert result.total == pytest.approx(result.cohesion * whole)
    assert sum(one.share for one in result.parts) == pytest.approx(1.0)


def test_one_row_with_thousands_of_clicks_is_cooler_than_five_people():
    clicked = [said(1, supporters=2_097), said(2)]
    assert of(clicked).total < of([said(key) for key in range(1, 6)]).total


def test_who_is_unknown_counts_alone():
    unknown = [said(key, who="") for key in (1, 2, 3)]
    one = [said(key, who="甲") for key in (1, 2, 3)]
    assert part(of(unknown), "voices") > part(of(one), "voices")


def test_new_voices_are_growth_and_old_ones_are_none():
    recent = [said(key, day=DAY - dt.timedelta(days=key)) for key in range(1, 7)]
    steady = [said(key, day=DAY - dt.timedelta(days=14 * key)) for key in range(1, 7)]
    assert part(of(recent), "growth") > 2
    assert part(of(steady), "growth") < 1


def test_a_pile_of_voices_without_a_common_thing_is_cooled():
    voices = [said(key) for key in range(10)]
    assert of(voices, cohesion=0.02).total < of(voices, cohesion=0.4).total / 2


def test_a_weight_of_zero_switches_a_part_off():
    voices = [said(1, supporters=9)]
    assert of(voices).total > heat(voices, Weights(supporters=0), today=DAY).total


@pytest.mark.parametrize("wrong", [{"voices": -1.0}, {"growth": float("nan")}, {"fading_days": 0}])
def test_weights_that_make_no_sense_are_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Weights(**wrong)


def test_an_issue_without_voices_is_cold():
    assert of([]).total == 0
