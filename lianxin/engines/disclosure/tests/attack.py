"""Two attackers, written without any of the code they attack."""

from fractions import Fraction
from itertools import product

from lianxin.engines.disclosure.tables import Cell, Counts, Hidden, Table


class Puzzle:
    """What is published: numbers, some hidden, and sums that must come to nothing.

    Each sum is a list of (place, sign).
    """

    def __init__(self, cells: list[Cell], truth: list[int], sums: list[list[tuple[int, int]]]):
        self.cells, self.truth, self.sums = cells, truth, sums
        self.hidden = [i for i, cell in enumerate(cells) if cell.value is None]


def puzzle_of_counts(truth: list[int], shown: Counts) -> Puzzle:
    cells = [*shown.cells.values(), shown.total]
    places = range(len(truth))
    return Puzzle(cells, [*truth, sum(truth)], [[*((i, 1) for i in places), (len(truth), -1)]])


def puzzle_of_table(truth: list[list[int]], shown: Table) -> Puzzle:
    height, width = len(truth), len(truth[0])
    cells = [*shown.cells.values(), *shown.row_totals.values(), *shown.column_totals.values()]
    inner = [value for row in truth for value in row]
    rows = [sum(row) for row in truth]
    columns = [sum(column) for column in zip(*truth, strict=True)]
    row_at, column_at = height * width, height * width + height
    whole = column_at + width
    sums = [[*((r * width + c, 1) for c in range(width)), (row_at + r, -1)] for r in range(height)]
    sums += [
        [*((r * width + c, 1) for r in range(height)), (column_at + c, -1)] for c in range(width)
    ]
    sums.append([*((row_at + r, 1) for r in range(height)), (whole, -1)])
    sums.append([*((column_at + c, 1) for c in range(width)), (whole, -1)])
    return Puzzle([*cells, shown.total], [*inner, *rows, *columns, sum(inner)], sums)


def solved_by_elimination(puzzle: Puzzle) -> list[int]:
    """Hidden places whose number follows from the sums alone (Gauss-Jordan over fractions)."""
    column = {place: i for i, place in enumerate(puzzle.hidden)}
    matrix = []
    for one_sum in puzzle.sums:
        row = [Fraction(0)] * len(column)
        for place, sign in one_sum:
            if place in column:
                row[column[place]] += sign
        matrix.append(row)
    _reduce(matrix, len(column))
    alone = (row for row in matrix if sum(value != 0 for value in row) == 1)
    return [puzzle.hidden[next(i for i, v in enumerate(row) if v)] for row in alone]


def _reduce(matrix: list[list[Fraction]], width: int) -> None:
    top = 0
    for i in range(width):
        pivot = next((r for r in range(top, len(matrix)) if matrix[r][i]), None)
        if pivot is None:
            continue
        matrix[top], matrix[pivot] = matrix[pivot], matrix[top]
        matrix[top] = [value / matrix[top][i] for value in matrix[top]]
        for r, row in enumerate(matrix):
            if r != top and row[i]:
                factor = row[i]
                matrix[r] = [a - factor * b for a, b in zip(row, matrix[top], strict=True)]
        top += 1


def other_tables(puzzle: Puzzle, reach: int, k: int | None, inner: int):
    """Tables near the truth that would have been published the same way.

    The first ``inner`` places are tried out, the rest are sums and follow. With ``k`` the
    attacker knows that no zero is hidden, and the reasons: primary means 1 to k-1,
    complementary k or more. The reasons are kept from the attacker when a total is itself
    hidden as too small. Without ``k`` only that counts are not negative is known.
    """
    told = not any(cell.hidden is Hidden.PRIMARY for cell in puzzle.cells[inner:])
    free = [i for i in puzzle.hidden if i < inner]
    for change in product(range(-reach, reach + 1), repeat=len(free)):
        guess = list(puzzle.truth)
        for place, delta in zip(free, change, strict=True):
            guess[place] += delta
        for one_sum in puzzle.sums:
            total_place = one_sum[-1][0]
            guess[total_place] = sum(guess[place] for place, _ in one_sum[:-1])
        pairs = zip(puzzle.cells, guess, strict=True)
        if all(_possible(cell, value, k, told) for cell, value in pairs):
            yield guess


def _possible(cell: Cell, value: int, k: int | None, told: bool) -> bool:
    if cell.value is not None:
        return cell.value == value
    if k is None:
        return value >= 0
    if not told:
        return value >= 1
    return 1 <= value < k if cell.hidden is Hidden.PRIMARY else value >= k
