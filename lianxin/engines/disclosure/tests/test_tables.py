import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.engines.disclosure.tables import (
    Hidden,
    complement_safe,
    showable,
    suppress,
    suppress_table,
)

from .attack import other_tables, puzzle_of_counts, puzzle_of_table, solved_by_elimination


def values(shown):
    return [cell.value for cell in shown.cells.values()]


def table_of(rows):
    return {(r, c): value for r, row in enumerate(rows) for c, value in enumerate(row)}


@pytest.mark.parametrize(
    ("counts", "expected", "total"),
    [
        ([30, 8, 2], [30, None, None], 40),  # the next-smallest goes too
        ([30, 8, 6, 2, 3], [30, 8, 6, None, None], 49),  # two small ones guard each other
        ([30, 1, 2], [None, None, None], 33),  # but not if both together are a small group
        ([30, 0, 2], [None, 0, None], 32),  # a zero is shown and guards nothing
        ([30, 8, 5], [30, 8, 5], 43),
        ([3], [None], None),  # the total is a count too
        ([0, 0], [0, 0], 0),
        ([2, 3], [None, None], 5),
        ([4, 4], [None, None], None),  # 8 would say that both are 4
        ([], [], 0),
    ],
)
def test_one_dimension(counts, expected, total):
    shown = suppress(dict(enumerate(counts)))
    assert values(shown) == expected
    assert shown.total.value == total


def test_it_says_why():
    shown = suppress({"食堂": 30, "住房": 8, "休假": 2})
    assert shown.hidden(Hidden.PRIMARY) == ("休假",)
    assert shown.hidden(Hidden.COMPLEMENTARY) == ("住房",)
    assert shown.k == 5


def test_without_a_total_only_the_small_are_hidden():
    shown = suppress({"a": 30, "b": 8, "c": 2}, totals=False)
    assert values(shown) == [30, 8, None]
    assert shown.total is None
    table = suppress_table(table_of([[30, 2], [9, 9]]), totals=False)
    assert values(table) == [30, None, 9, 9]
    assert (dict(table.row_totals), table.total) == ({}, None)


def test_zeros_can_be_small_groups():
    shown = suppress({"content": 0, "so-so": 6, "not": 9}, show_zeros=False)
    assert values(shown) == [None, None, 9]


def test_a_table_hides_a_rectangle():
    shown = suppress_table(table_of([[2, 20, 30], [20, 10, 30], [40, 50, 60]]))
    assert values(shown) == [None, None, 30, None, None, 30, 40, 50, 60]
    assert [cell.value for cell in shown.row_totals.values()] == [52, 60, 150]
    assert shown.hidden(Hidden.PRIMARY) == ((0, 0),)


def test_a_place_left_out_counts_as_nobody():
    shown = suppress_table({("三连", "住房"): 9, ("五连", "用水"): 12})
    assert shown.cells["三连", "用水"].value == 0
    assert shown.total.value == 21


def test_a_small_unit_takes_its_total_with_it():
    shown = suppress_table(table_of([[2, 1], [20, 30], [40, 50]]))
    totals = [cell.value for cell in shown.row_totals.values()]
    assert totals[0] is None
    assert totals.count(None) >= 2
    assert shown.total.value == 143


@pytest.mark.parametrize("rows", [[[1], [1]], [[1, 1], [1, 1], [20, 30]], [[1, 1, 1, 1], [9] * 4]])
def test_a_small_group_of_single_persons_does_not_blacken_the_whole_table(rows):
    shown = suppress_table(table_of(rows), 5)
    assert all(cell.value is None for (r, c), cell in shown.cells.items() if rows[r][c] < 5)
    whole = sum(map(sum, rows))
    assert shown.total.value == (whole if whole >= 5 else None)


def test_the_result_cannot_be_changed():
    shown = suppress({"a": 2})
    with pytest.raises(TypeError):
        shown.cells["a"] = 2
    with pytest.raises(AttributeError):
        shown.total = None


@pytest.mark.parametrize("call", [suppress, suppress_table])
def test_bad_input_is_refused(call):
    with pytest.raises(ValueError, match="threshold"):
        call({("a", "b"): 9}, 2)
    with pytest.raises(ValueError, match="negative"):
        call({("a", "b"): -1})


@pytest.mark.parametrize(
    ("part", "whole", "complement", "both"),
    [
        (10, 10, True, True),
        (6, 10, False, False),
        (5, 10, True, True),
        (3, 10, True, False),
        (0, 10, True, True),
        (0, 3, False, False),
        (0, 0, True, True),
    ],
)
def test_complement(part, whole, complement, both):
    assert complement_safe(part, whole) is complement
    assert showable(part, whole) is both


def test_a_part_is_not_more_than_the_whole():
    with pytest.raises(ValueError, match="negative"):
        complement_safe(11, 10)


# Attacks ---------------------------------------------------------------------------------------

count = st.one_of(st.integers(0, 6), st.integers(0, 40))
thresholds = st.sampled_from([3, 5, 10])


@st.composite
def tables(draw, height=5, width=5):
    columns = draw(st.integers(1, width))
    row = st.lists(count, min_size=columns, max_size=columns)
    return draw(st.lists(row, min_size=1, max_size=height))


@given(tables(), thresholds, st.booleans())
def test_no_hidden_number_follows_from_the_sums(truth, k, show_zeros):
    shown = suppress_table(table_of(truth), k, show_zeros=show_zeros)
    assert solved_by_elimination(puzzle_of_table(truth, shown)) == []


@given(st.lists(count, min_size=1, max_size=8), thresholds, st.booleans())
def test_no_hidden_count_follows_from_the_total(truth, k, show_zeros):
    shown = suppress(dict(enumerate(truth)), k, show_zeros=show_zeros)
    assert solved_by_elimination(puzzle_of_counts(truth, shown)) == []


def can_differ(puzzle, k, inner):
    others = list(other_tables(puzzle, 1, k, inner))
    return all(any(o[i] != puzzle.truth[i] for o in others) for i in puzzle.hidden)


@settings(max_examples=40, deadline=None)
@given(tables(3, 3), thresholds)
def test_whoever_knows_the_rule_still_cannot_tell(truth, k):
    puzzle = puzzle_of_table(truth, suppress_table(table_of(truth), k))
    assert can_differ(puzzle, k, len(truth) * len(truth[0]))


@settings(max_examples=60, deadline=None)
@given(st.lists(count, min_size=1, max_size=6), thresholds)
def test_whoever_knows_the_rule_for_counts_still_cannot_tell(truth, k):
    puzzle = puzzle_of_counts(truth, suppress(dict(enumerate(truth)), k))
    assert can_differ(puzzle, k, len(truth))


@settings(max_examples=40, deadline=None)
@given(tables(2, 2), st.sampled_from([3, 5]))
def test_a_small_number_is_not_bounded_below_the_threshold(truth, k):
    shown = suppress_table(table_of(truth), k)
    puzzle = puzzle_of_table(truth, shown)
    others = list(other_tables(puzzle, k, None, len(truth) * len(truth[0])))
    for place, cell in enumerate(puzzle.cells):
        if cell.hidden is Hidden.PRIMARY:
            assert any(other[place] >= k for other in others)


@given(tables(), thresholds)
def test_only_what_must_be_is_small_and_the_rest_is_true(truth, k):
    shown = suppress_table(table_of(truth), k)
    for (r, c), cell in shown.cells.items():
        assert (cell.hidden is Hidden.PRIMARY) == (0 < truth[r][c] < k)
        assert cell.value in {None, truth[r][c]}
        if truth[r][c] == 0:
            assert cell.value == 0


@given(tables(), thresholds)
def test_it_answers_the_same_way_each_time(truth, k):
    assert suppress_table(table_of(truth), k) == suppress_table(table_of(truth), k)
