"""What is withheld cannot be found: the law of small numbers, checked by an attacker with a solver."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from lco.disclosure import DisclosureRefused, Sum, withheld

SMALLEST = 8
counts_of_cells = st.one_of(st.integers(0, 12), st.integers(0, 400))


@st.composite
def places(draw: st.DrawFn) -> tuple[dict[str, int], list[Sum]]:
    """Draw a place of localities and neighbourhoods, each counted in a few groups, with every total."""
    localities = draw(st.integers(1, 3))
    groups = [f"g{number}" for number in range(draw(st.integers(1, 4)))]
    homes = {f"l{number}": draw(st.integers(1, 4)) for number in range(localities)}
    leaves = {name: [f"{name}n{number}" for number in range(most)] for name, most in homes.items()}
    counts: dict[str, int] = {}
    sums: list[Sum] = []
    for home in [each for inside in leaves.values() for each in inside] + ["nowhere"]:
        for group in groups:
            counts[f"{home}/{group}"] = draw(counts_of_cells)
    parents = {**leaves, "place": [*leaves, "nowhere"]}
    for area, inside in parents.items():
        for group in groups:
            parts = tuple(f"{part}/{group}" for part in inside)
            counts[f"{area}/{group}"] = sum(counts[part] for part in parts)
            sums.append(Sum(f"{area}/{group}", parts))
    for area in [*parents, *itertools.chain.from_iterable(leaves.values()), "nowhere"]:
        parts = tuple(f"{area}/{group}" for group in groups)
        counts[area] = sum(counts[part] for part in parts)
        sums.append(Sum(area, parts))
    for area, inside in parents.items():
        sums.append(Sum(area, tuple(inside)))
    return counts, sums


def feasible(
    counts: dict[str, int], sums: list[Sum], hidden: frozenset[str]
) -> dict[str, tuple[float, float]]:
    """Return what an attacker who knows every shown cell and every total can say of each hidden one."""
    cells = sorted(hidden)
    column = {cell: number for number, cell in enumerate(cells)}
    rows, known = [], []
    for each in sums:
        row, right = np.zeros(len(cells)), 0.0
        for cell, sign in [(part, 1) for part in each.parts] + [(each.total, -1)]:
            if cell in column:
                row[column[cell]] += sign
            else:
                right -= sign * counts[cell]
        rows.append(row)
        known.append(right)
    found = {}
    for cell in cells:
        aim = np.zeros(len(cells))
        aim[column[cell]] = 1
        ends = [
            linprog(sign * aim, A_eq=np.array(rows), b_eq=known, bounds=(0, None), method="highs")
            for sign in (1, -1)
        ]
        top = ends[1].fun
        found[cell] = (ends[0].fun, float("inf") if top is None else -top)
    return found


@given(place=places())
@settings(max_examples=60, deadline=None)
def test_no_withheld_cell_can_be_worked_out(place: tuple[dict[str, int], list[Sum]]) -> None:
    counts, sums = place
    hidden = withheld(counts, sums, smallest=SMALLEST)
    for cell, (least, most) in feasible(counts, sums, hidden).items():
        assert most - least > 1e-6, f"{cell} must be {least}"


@given(place=places())
@settings(max_examples=100, deadline=None)
def test_every_small_count_is_withheld_and_nothing_is_where_none_is_small(
    place: tuple[dict[str, int], list[Sum]],
) -> None:
    counts, sums = place
    hidden = withheld(counts, sums, smallest=SMALLEST)
    small = {cell for cell, count in counts.items() if 0 < count < SMALLEST}
    assert small <= hidden
    assert small or not hidden


@given(place=places())
@settings(max_examples=100, deadline=None)
def test_what_a_total_leaves_open_is_never_a_small_number(place: tuple[dict[str, int], list[Sum]]) -> None:
    counts, sums = place
    hidden = withheld(counts, sums, smallest=SMALLEST)
    for each in sums:
        left = sum(counts[part] for part in each.parts if part in hidden)
        if each.total not in hidden:
            assert left == 0 or left >= SMALLEST


@given(place=places())
@settings(max_examples=30, deadline=None)
def test_the_same_table_is_withheld_alike(place: tuple[dict[str, int], list[Sum]]) -> None:
    counts, sums = place
    turned = dict(reversed(counts.items()))
    assert withheld(counts, sums) == withheld(turned, sums)


def test_one_small_part_takes_a_second_with_it() -> None:
    counts = {"all": 103, "a": 3, "b": 40, "c": 60}
    assert withheld(counts, [Sum("all", ("a", "b", "c"))]) == {"a", "b"}


def test_small_parts_that_are_small_together_take_another() -> None:
    counts = {"all": 64, "a": 2, "b": 2, "c": 20, "d": 40}
    assert withheld(counts, [Sum("all", ("a", "b", "c", "d"))]) == {"a", "b", "c"}


def test_a_grid_whose_corners_give_each_other_away() -> None:
    """Four withheld corners of a grid follow from no single line; two lines that cross do."""
    counts = {"r1": 33, "r2": 60, "c1": 43, "c2": 50, "all": 93}
    counts |= {"11": 3, "12": 30, "21": 40, "22": 20}
    sums = [
        Sum("r1", ("11", "12")),
        Sum("r2", ("21", "22")),
        Sum("c1", ("11", "21")),
        Sum("c2", ("12", "22")),
        Sum("all", ("r1", "r2")),
        Sum("all", ("c1", "c2")),
    ]
    assert withheld(counts, sums) == {"11", "12", "21", "22"}


def test_nought_is_shown_and_eight_is_shown() -> None:
    counts = {"all": 8, "a": 0, "b": 8}
    assert withheld(counts, [Sum("all", ("a", "b"))]) == frozenset()


def test_a_place_may_choose_its_smallest_number() -> None:
    counts = {"all": 30, "a": 3, "b": 13, "c": 14}
    sums = [Sum("all", ("a", "b", "c"))]
    assert withheld(counts, sums, smallest=1) == frozenset()
    assert withheld(counts, sums, smallest=4) == {"a", "b"}


def test_a_total_that_does_not_add_up_is_refused() -> None:
    with pytest.raises(DisclosureRefused, match="The total all is 10 and its parts make 9"):
        withheld({"all": 10, "a": 4, "b": 5}, [Sum("all", ("a", "b"))])


def test_a_part_that_is_no_cell_is_refused() -> None:
    with pytest.raises(DisclosureRefused, match="names b, which is no cell"):
        withheld({"all": 10, "a": 10}, [Sum("all", ("a", "b"))])
