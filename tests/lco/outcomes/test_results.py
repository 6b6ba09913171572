"""Results by area: rolled up, with intervals, small numbers withheld."""

from __future__ import annotations

import pytest

from lco.outcomes.register import indicators
from lco.outcomes.results import estimated, rolled_up
from lco.statistics.intervals import count_interval
from lco.store import Store
from lco.store.runs import Run
from tests.support.smalltown import run_smalltown, smalltown_run, smalltown_store

__all__ = ["smalltown_run", "smalltown_store"]


@pytest.fixture
def open_run(smalltown_store: Store) -> Run:
    """A run of Smalltown that withholds nothing, so that every count can be checked by hand."""
    return run_smalltown(smalltown_store, smallest=1)


def pairs(run: Run, indicator: str) -> dict[str, tuple[float | None, float | None]]:
    """Return numerator and denominator by area."""
    found = [figure for name, figure in run.figures.items() if name.startswith(f"indicator/{indicator}/")]
    return {figure.area: (figure.numerator, figure.denominator) for figure in found}


def test_emergency_admissions_of_smalltown_by_hand(open_run: Run) -> None:
    """2017/18: persons 1 twice and 35 from the harbour; 15 before moving and 26 from the mill; 17 and 20
    from the hill; 34 lives nowhere known. On 1 October 2017: 33 is not born yet, 35, 36 and 37 are there."""
    assert pairs(open_run, "emergency_admissions") == {
        "harbour": (3, 16),
        "hill": (2, 15),
        "mill": (2, 6),
        "east": (5, 31),
        "west": (2, 6),
        "not_placed": (1, 3),
        "smalltown": (8, 40),
    }


def test_falls_of_smalltown_by_hand(open_run: Run) -> None:
    """Falls: 1 and 35 in the harbour, 17 on the hill, 26 at the mill, all 65 or over."""
    assert pairs(open_run, "falls_admissions_65_plus") == {
        "harbour": (2, 9),
        "hill": (1, 4),
        "mill": (1, 2),
        "east": (3, 13),
        "west": (1, 2),
        "not_placed": (0, 0),
        "smalltown": (4, 15),
    }


def test_care_home_admissions_of_smalltown_by_hand(open_run: Run) -> None:
    """Person 3 moved in 2017/18; person 17 before; person 2 is cared for at home."""
    found = pairs(open_run, "care_home_admissions_65_plus")
    assert found["harbour"] == (1, 9)
    assert found["hill"] == (0, 4)
    assert found["smalltown"] == (1, 15)


def test_a_figure_shows_its_working(open_run: Run) -> None:
    figure = open_run.figures["indicator/emergency_admissions/smalltown"]
    lower, upper = count_interval(8)
    assert figure.value == pytest.approx(8 / 40 * 1_000)
    assert (figure.lower, figure.upper) == pytest.approx((lower / 40 * 1_000, upper / 40 * 1_000))
    assert figure.working == ("8 / 40 x 1,000 in 2017/18; the interval is Byar's, exact below ten, at 95%.")
    assert figure.period == "2017/18"
    assert figure.inputs == tuple(
        f"indicator/emergency_admissions/{area}" for area in ("east", "west", "not_placed")
    )
    leaf = open_run.figures["indicator/emergency_admissions/harbour"]
    assert "records/admissions" in leaf.inputs
    assert "places/smalltown/neighbourhoods.csv:2" in leaf.inputs


def test_nobody_to_count_among_is_no_value_and_not_suppressed(open_run: Run) -> None:
    figure = open_run.figures["indicator/falls_admissions_65_plus/not_placed"]
    assert (figure.value, figure.is_suppressed) == (None, False)
    assert figure.working == "There was nobody to count among in 2017/18: no value."


def test_small_numbers_of_smalltown_are_withheld(smalltown_run: Run) -> None:
    found = {
        name: figure.is_suppressed
        for name, figure in smalltown_run.figures.items()
        if name.startswith("indicator/emergency_admissions/")
    }
    # Eight admissions in all may be shown; every part of them is small.
    assert found.pop("indicator/emergency_admissions/smalltown") is False
    assert set(found.values()) == {True}
    withheld = smalltown_run.figures["indicator/emergency_admissions/mill"]
    assert withheld.working.startswith("Withheld:")
    assert withheld.value is withheld.lower is withheld.numerator is withheld.denominator is None


def test_areas_are_the_sums_of_their_neighbourhoods() -> None:
    members = {"place": ("a", "b", "nowhere"), "east": ("a", "b"), "a": ("a",)}
    assert rolled_up({"a": (1, 10), "b": (2, 20)}, members) == {
        "place": (3, 30),
        "east": (3, 30),
        "a": (1, 10),
    }


def test_an_estimate_is_scaled_to_its_unit() -> None:
    falls = indicators()["falls_admissions_65_plus"]
    found = estimated(falls, 20, 1_000)
    assert found is not None
    assert found.value == pytest.approx(2_000)
    assert estimated(falls, 0, 0) is None
