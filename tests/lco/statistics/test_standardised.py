"""Standardised rates against the test data of PHEindicatormethods 2.1.0, and the laws they keep."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.statistics.intervals import StatisticRefused, rate
from lco.statistics.standardised import (
    EUROPEAN_2013,
    directly_standardised,
    directly_standardised_repeated,
    indirectly_standardised,
)

EVENTS = (127, 25, 18, 21, 12, 27, 48, 27, 29, 32, 32, 34, 45, 65, 38, 68, 74, 82, 91)
PEOPLE = (636, 558, 609, 543, 384, 594, 669, 843, 660, 576, 606, 522, 426, 273, 300, 288, 153, 123, 207)
# People with one, two, three and four events, by band.
REPEATED = (
    *((75, 16, 4, 2), (16, 3, 1, 0), (11, 2, 1, 0), (12, 3, 1, 0), (8, 0, 0, 1), (18, 3, 1, 0)),
    *((26, 6, 2, 1), (18, 3, 1, 0), (18, 4, 1, 0), (21, 4, 1, 0), (21, 4, 1, 0), (23, 4, 1, 0)),
    *((23, 6, 2, 1), (39, 8, 2, 1), (25, 5, 1, 0), (40, 9, 2, 1), (46, 9, 2, 1), (49, 10, 3, 1)),
    (56, 11, 3, 1),
)
REFERENCE_EVENTS = (
    *(10303, 2824, 0, 3615, 3641, 3490, 3789, 3213, 3031, 2771),
    *(3089, 3490, 3595, 4745, 5514, 7125, 5694, 6210, 5757),
)
REFERENCE_PEOPLE = (
    *(50520, 57173, 60213, 54659, 44345, 50128, 62163, 67423, 62899, 55463),
    *(60479, 49974, 44140, 40888, 37239, 30819, 18136, 15325, 13918),
)
bands = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 5000)), min_size=19, max_size=19)


def by_number(people: tuple[int, ...]) -> dict[int, int]:
    """Return people by how many events they had."""
    return {number: count for number, count in enumerate(people, start=1) if count}


def test_the_standard_holds_a_hundred_thousand_in_nineteen_bands() -> None:
    assert len(EUROPEAN_2013) == 19
    assert sum(EUROPEAN_2013) == 100_000


@pytest.mark.parametrize(
    ("confidence", "lower", "upper"),
    [(0.95, 9717.709068, 11178.940915), (0.998, 9323.287880, 11620.595999)],
)
def test_the_direct_rate_meets_the_published_values(confidence: float, lower: float, upper: float) -> None:
    found = directly_standardised(EVENTS, PEOPLE, per=100_000, confidence=confidence)
    assert found is not None
    assert found.value == pytest.approx(10430.247991, rel=1e-9)
    assert (found.lower, found.upper) == pytest.approx((lower, upper), rel=1e-9)


def test_repeated_events_widen_the_interval_and_leave_the_rate() -> None:
    found = directly_standardised_repeated([by_number(each) for each in REPEATED], PEOPLE, per=100_000)
    assert found is not None
    assert found.value == pytest.approx(10430.247991, rel=1e-9)
    assert (found.lower, found.upper) == pytest.approx((9532.949779, 11373.074833), rel=1e-9)


def test_the_indirect_rate_meets_the_published_values() -> None:
    found = indirectly_standardised(
        895,
        PEOPLE,
        reference_events=REFERENCE_EVENTS,
        reference_population=REFERENCE_PEOPLE,
        per=100_000,
    )
    assert found is not None
    assert found.expected == pytest.approx(835.883561, rel=1e-8)
    assert found.ratio.value * 100 == pytest.approx(107.072329, rel=1e-8)
    rate = found.rate
    assert (rate.value, rate.lower, rate.upper) == pytest.approx(
        (10011.137622, 9365.916003, 10689.097583), rel=1e-8
    )


def test_nine_events_take_the_exact_interval() -> None:
    found = indirectly_standardised(
        9,
        PEOPLE,
        reference_events=REFERENCE_EVENTS,
        reference_population=REFERENCE_PEOPLE,
        per=100_000,
    )
    assert found is not None
    assert (found.rate.value, found.rate.lower, found.rate.upper) == pytest.approx(
        (100.670658, 46.033035, 191.104267), rel=1e-8
    )


@given(shares=st.lists(st.integers(0, 30), min_size=19, max_size=19), size=st.integers(1, 20))
def test_people_as_old_as_the_standard_have_their_crude_rate(shares: list[int], size: int) -> None:
    population = [weight * size for weight in EUROPEAN_2013]
    found = directly_standardised(shares, population, per=1_000)
    crude = rate(sum(shares), sum(population), per=1_000)
    assert crude is not None
    if sum(shares) < 10:
        assert found is None
        return
    assert found is not None
    assert (found.value, found.lower, found.upper) == pytest.approx((crude.value, crude.lower, crude.upper))


@given(counted=bands)
def test_a_rate_lies_in_its_interval_between_the_rates_of_its_bands(counted: list[tuple[int, int]]) -> None:
    events = [event for event, _ in counted]
    population = [people for _, people in counted]
    found = directly_standardised(events, population, per=1)
    if sum(events) < 10:
        assert found is None
        return
    assert found is not None
    assert 0 <= found.lower <= found.value <= found.upper
    rates = [event / people for event, people in counted]
    assert min(rates) - 1e-12 <= found.value <= max(rates) + 1e-12


@given(counted=bands, times=st.integers(2, 9))
def test_more_of_the_same_people_narrow_the_interval_only(counted: list[tuple[int, int]], times: int) -> None:
    events, population = [x for x, _ in counted], [n for _, n in counted]
    once = directly_standardised(events, population, per=1_000)
    more = directly_standardised([x * times for x in events], [n * times for n in population], per=1_000)
    if once is None or more is None:
        return
    assert more.value == pytest.approx(once.value)
    assert more.upper - more.lower < once.upper - once.lower


@given(counted=bands)
def test_events_of_different_people_are_the_special_case_of_one_each(counted: list[tuple[int, int]]) -> None:
    events, population = [x for x, _ in counted], [n for _, n in counted]
    one = directly_standardised(events, population, per=1_000)
    many = directly_standardised_repeated([{1: x} for x in events], population, per=1_000)
    assert one == many


@given(counted=bands)
def test_an_area_is_as_expected_of_itself(counted: list[tuple[int, int]]) -> None:
    events, population = [x for x, _ in counted], [n for _, n in counted]
    found = indirectly_standardised(
        sum(events), population, reference_events=events, reference_population=population, per=1_000
    )
    if sum(events) == 0:
        assert found is None
        return
    assert found is not None
    assert found.ratio.value == pytest.approx(1)
    assert found.rate.value == pytest.approx(sum(events) / sum(population) * 1_000)
    assert found.ratio.lower <= 1 <= found.ratio.upper


def test_no_rate_below_ten_events_nor_without_people_in_a_band() -> None:
    one_each = [1] * 9 + [0] * 10
    assert directly_standardised(one_each, [100] * 19, per=1) is None
    assert directly_standardised([1] * 10 + [0] * 9, [100] * 19, per=1) is not None
    assert directly_standardised([2] * 18 + [0], [100] * 18 + [0], per=1) is None


@pytest.mark.parametrize(
    ("events", "population", "says"),
    [
        ([1] * 18, [10] * 19, "Events of 18 bands, people of 19"),
        ([1] * 18 + [-1], [10] * 19, "less than nought"),
        ([1] * 19, [10] * 18 + [0], "nobody to have them"),
        ([1] * 19, [10] * 18 + [float("nan")], "less than nought"),
    ],
)
def test_what_cannot_be_is_refused(events: list[int], population: list[int], says: str) -> None:
    with pytest.raises(StatisticRefused, match=says):
        directly_standardised(events, population, per=1)


def test_a_reference_without_people_is_refused() -> None:
    with pytest.raises(StatisticRefused, match="no rate can be taken"):
        indirectly_standardised(1, [1, 1], reference_events=[1, 0], reference_population=[10, 0], per=1)
