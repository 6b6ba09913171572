"""Life tables against the test data of PHEindicatormethods 2.1.0, and when no figure is given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.statistics.healthy_life_expectancy import healthy_life_expectancy
from lco.statistics.intervals import StatisticRefused, normal_quantile
from lco.statistics.life_expectancy import AGES, life_table

PEOPLE = (
    *(7060, 35059, 46974, 48489, 43219, 38561, 46009, 57208, 61435, 55601),
    *(50209, 56416, 46411, 39820, 37978, 37039, 33288, 23306, 11936, 11936),
)
DEATHS = (17, 9, 4, 8, 20, 15, 24, 33, 50, 71, 100, 163, 263, 304, 536, 872, 1390, 1605, 1936, 1937)
SHARES = (
    *(0.98, 0.98, 0.97, 0.96, 0.95, 0.94, 0.93, 0.92, 0.90, 0.88),
    *(0.85, 0.80, 0.74, 0.68, 0.62, 0.55, 0.47, 0.40, 0.33, 0.28),
)


def with_band(counts: tuple[int, ...], band: int, value: int | None) -> list[float | None]:
    """Return the counts with another value in one band."""
    return [value if number == band else count for number, count in enumerate(counts)]


@pytest.mark.parametrize(
    ("age", "years"), [(0, 80.16960813), (1, 79.36245674), (5, 75.44193645), (10, 70.47299936)]
)
def test_years_expected_meet_the_published_values(age: int, years: float) -> None:
    found = life_table(DEATHS, PEOPLE).at(age).estimate
    assert found is not None
    assert found.value == pytest.approx(years, abs=5e-9)


@pytest.mark.parametrize(
    ("age", "value", "lower", "upper"),
    [
        (0, 80.16960813, 79.88268548, 80.45653078),
        (1, 79.36245674, 79.0898816, 79.63503188),
        (65, 18.76856852, 18.57570352, 18.96143352),
        (85, 6.163942934, 5.978358351, 6.349527517),
        (90, 6.16210635, 5.887683386, 6.436529314),
    ],
)
def test_intervals_meet_the_published_values(age: int, value: float, lower: float, upper: float) -> None:
    """The package prints bounds at 1.96 standard errors and tests itself to four decimals."""
    found = life_table(DEATHS, PEOPLE).at(age).estimate
    assert found is not None
    half = (found.upper - found.value) * 1.96 / normal_quantile(0.95)
    assert (found.value, found.value - half, found.value + half) == pytest.approx(
        (value, lower, upper), abs=6e-9
    )
    assert (found.lower, found.upper) == pytest.approx((lower, upper), abs=5e-5)


def test_the_interval_at_65_with_the_exact_quantile() -> None:
    found = life_table(DEATHS, PEOPLE).at(65).estimate
    assert found is not None
    assert (found.lower, found.upper) == pytest.approx((18.57570706, 18.96142997), abs=6e-9)


@pytest.mark.parametrize(
    ("deaths", "population", "says"),
    [
        (with_band(DEATHS, 3, -1), PEOPLE, "age 10 has deaths below nought"),
        (DEATHS, with_band(PEOPLE, 0, 0), "age 0 has deaths below nought or nobody"),
        (with_band(DEATHS, 0, 7061), PEOPLE, "age 0 has more deaths than people"),
        (DEATHS[:19], PEOPLE[:19], "Needs the 20 age bands"),
        ([1] * 20, [250] * 20, "5,000 people or fewer"),
        (with_band(DEATHS, 7, None), PEOPLE, "age 30 is missing"),
        (DEATHS, with_band(PEOPLE, 7, None), "age 30 is missing"),
        (with_band(DEATHS, 19, 0), PEOPLE, "Nobody died in the open last band"),
    ],
)
def test_no_figure_is_given_that_would_not_hold(deaths: object, population: object, says: str) -> None:
    table = life_table(deaths, population)  # type: ignore[arg-type]
    for age in AGES:
        assert table.at(age).estimate is None
        assert says in table.at(age).reason
    assert table.survivors == ()


def test_an_interval_wider_than_twenty_years_hides_its_age_only() -> None:
    """A single death among the oldest leaves how long they live open."""
    deaths = [*[2] * 19, 1]
    table = life_table(deaths, [300.0] * 20)
    assert table.at(90).estimate is None
    assert table.at(90).reason == "The 95% interval is wider than 20 years."


def test_a_band_in_which_all_die_ends_the_table() -> None:
    deaths = [*DEATHS[:18], 11936, 1937]
    table = life_table(deaths, PEOPLE)
    assert table.at(85).estimate is not None
    assert table.at(0).estimate is not None


@given(times=st.integers(2, 20))
def test_more_people_who_die_alike_narrow_the_interval_only(times: int) -> None:
    once = life_table(DEATHS, PEOPLE).at(0).estimate
    more = life_table([n * times for n in DEATHS], [n * times for n in PEOPLE]).at(0).estimate
    assert once is not None
    assert more is not None
    assert more.value == pytest.approx(once.value)
    assert more.upper - more.lower == pytest.approx((once.upper - once.lower) / times**0.5)


@given(band=st.integers(0, 19), more=st.integers(1, 500))
def test_more_deaths_shorten_life(band: int, more: int) -> None:
    deaths = with_band(DEATHS, band, DEATHS[band] + more)
    before, after = life_table(DEATHS, PEOPLE).at(0).estimate, life_table(deaths, PEOPLE).at(0).estimate
    assert before is not None
    assert after is not None
    assert after.value < before.value


def test_one_rate_at_every_age_gives_its_inverse() -> None:
    """Where death does not depend on age, life expected is one over the rate; the bands come close."""
    found = life_table([2_000] * 20, [200_000] * 20)
    at_90 = found.at(90).estimate
    assert at_90 is not None
    assert at_90.value == pytest.approx(100)
    at_birth = found.at(0).estimate
    assert at_birth is not None
    assert at_birth.value == pytest.approx(100, rel=0.001)


def test_no_band_begins_at_two() -> None:
    with pytest.raises(StatisticRefused, match="No band begins at age 2"):
        life_table(DEATHS, PEOPLE).at(2)


def test_years_in_good_health_by_hand() -> None:
    table = life_table(DEATHS, PEOPLE)
    found = {each.age: each for each in healthy_life_expectancy(table, SHARES)}
    assert found[0].years.value == pytest.approx(64.49606211, abs=5e-9)
    assert found[0].of_life == pytest.approx(0.804495, abs=5e-7)
    assert found[65].years.value == pytest.approx(9.22595846, abs=5e-9)
    assert found[0].years.lower == found[0].years.upper == found[0].years.value
    assert found[0].life == pytest.approx(80.16960813, abs=5e-9)


@given(share=st.floats(0, 1))
def test_one_share_at_every_age_is_that_share_of_life(share: float) -> None:
    table = life_table(DEATHS, PEOPLE)
    for each in healthy_life_expectancy(table, [share] * 20):
        assert each.of_life == pytest.approx(share, abs=1e-12)
        assert each.years.value <= each.life + 1e-9


def test_asking_more_people_narrows_the_interval_to_the_value() -> None:
    table = life_table(DEATHS, PEOPLE)
    few = healthy_life_expectancy(table, SHARES, asked=[100] * 20)[0].years
    many = healthy_life_expectancy(table, SHARES, asked=[400] * 20)[0].years
    assert few.value == many.value
    assert few.lower < few.value < few.upper
    assert few.upper - few.lower == pytest.approx(2 * (many.upper - many.lower))


def test_a_table_without_estimates_has_no_years_in_good_health() -> None:
    assert healthy_life_expectancy(life_table([1] * 20, [10] * 20), SHARES) == ()


@pytest.mark.parametrize(
    ("shares", "asked", "says"),
    [
        (SHARES[:19], (), "each of the 20 bands"),
        (SHARES, (1, 2), "each of the 20 bands"),
        ((*SHARES[:19], 1.2), (), "between 0 and 1"),
        (SHARES, (*[5] * 19, 0), "more than nought"),
    ],
)
def test_shares_that_cannot_be_are_refused(shares: object, asked: object, says: str) -> None:
    with pytest.raises(StatisticRefused, match=says):
        healthy_life_expectancy(life_table(DEATHS, PEOPLE), shares, asked=asked)  # type: ignore[arg-type]
