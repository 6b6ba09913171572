"""Illness, use of care, inequality and assets as figures, from people lists counted by hand and at random."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from random import Random
from typing import Any

import ibis
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from lco.disclosure import Sum
from lco.place.facts.practices import Practice
from lco.place.pack import Place, load_place
from lco.population.areas import Areas, areas_of
from lco.population.conditions import CATALOGUE
from lco.population.profile_rates import Publishing, change_of_one, rounded, standardised, use_figures
from lco.population.profile_slope import slope_figures
from lco.population.profile_tally import (
    LONG_TERM,
    NO_FIFTH,
    USE,
    ByBand,
    Tally,
    Used,
    ill_by_band,
    tallies,
    used_by_band,
)
from lco.population.profiles import BANDS
from lco.statistics.intervals import Estimate
from lco.statistics.standardised import directly_standardised
from lco.store.figures import Figure
from tests.support.attacker import Attack, Release
from tests.support.engines import ENGINES, connected
from tests.support.profiled import INDEX_ON, UNLIKE, people_list, profile_figures

PLACE_ID = "manchester"
NONE = {each.id: Used(0, 0, 0) for each in USE}


@pytest.fixture(scope="module")
def place() -> Place:
    return load_place(PLACE_ID)


@pytest.fixture(scope="module")
def areas(place: Place) -> Areas:
    return areas_of(place)


@pytest.fixture(scope="module")
def made(place: Place, areas: Areas) -> dict[str, Figure]:
    """Every figure of forty thousand made-up people."""
    return {each.figure: each for each in profile_figures(place, people_list(tuple(areas.neighbourhoods)))}


def small_list() -> Any:
    """Return six people of two neighbourhoods, one of them nowhere known."""
    diabetes, asthma = CATALOGUE["diabetes"].bit, CATALOGUE["asthma"].bit
    rows = [
        ("harbour", 4, diabetes | asthma, 1, 2, 1, 5),
        ("harbour", 4, diabetes, 1, 1, 0, 0),
        ("harbour", 92, 0, 2, 0, 3, 0),
        ("hill", 90, asthma, 5, 3, 0, 9),
        ("hill", 17, 0, None, 0, 0, 0),
        (None, 40, diabetes, 3, 1, 1, 1),
    ]
    names = (
        "neighbourhood",
        "age",
        "illnesses",
        "deprivation",
        "emergency_admissions",
        "attendances",
        "bed_days",
    )
    schema = {
        "neighbourhood": "string",
        "age": "int16",
        "illnesses": "int64",
        "deprivation": "int8",
        "emergency_admissions": "int32",
        "attendances": "int32",
        "bed_days": "int32",
    }
    return ibis.memtable([dict(zip(names, row, strict=True)) for row in rows], schema=schema)


@pytest.mark.parametrize("name", ENGINES)
def test_a_people_list_is_counted_alike_on_every_engine(name: Any) -> None:
    found = {
        (each.neighbourhood, each.band, each.fifth): each for each in tallies(connected(name), small_list())
    }
    assert set(found) == {
        ("harbour", 0, 1),
        ("harbour", 18, 2),
        ("hill", 18, 5),
        ("hill", 3, NO_FIFTH),
        ("not_placed", 8, 3),
    }
    young = found["harbour", 0, 1]
    assert (young.people, young.ill["diabetes"], young.ill["asthma"], young.ill["copd"]) == (2, 2, 1, 0)
    assert young.used["emergency_admissions"] == Used(2, 3, 5)
    assert young.used["bed_days"] == Used(1, 5, 25)
    assert set(young.ill) == {each.id for each in CATALOGUE.values() if each.is_long_term} == set(LONG_TERM)


def test_a_list_without_conditions_or_deprivation_is_counted_without() -> None:
    people = small_list().drop("illnesses", "deprivation")
    found = tallies(connected("duckdb"), people)
    assert {each.fifth for each in found} == {NO_FIFTH}
    assert all(each.ill == {} for each in found)
    assert sum(each.people for each in found) == 6


def test_counts_by_band_add_up() -> None:
    found = tallies(connected("duckdb"), small_list())
    ill, used = ill_by_band(found, "diabetes"), used_by_band(found, "emergency_admissions")
    assert (ill.all_people, ill.all_events, sum(ill.squares)) == (6, 3, 3)
    assert (used.all_people, used.all_events, sum(used.squares)) == (6, 7, 15)
    assert used.people[0] == 2
    assert used.events[18] == 3


def test_a_rate_follows_from_its_counts(made: dict[str, Figure], areas: Areas) -> None:
    listed = people_list(tuple(areas.neighbourhoods))
    found = tallies(connected("duckdb"), ibis.memtable(listed))
    for measure in USE:
        for area in (UNLIKE, "central", PLACE_ID):
            inside = [each for each in found if each.neighbourhood in areas.members[area]]
            counted = used_by_band(inside, measure.id)
            exact = directly_standardised(counted.events, counted.people, per=1_000, squares=counted.squares)
            figure = made[f"use_standardised/{measure.id}/{area}"]
            crude = made[f"use/{measure.id}/{area}"]
            assert exact is not None
            assert figure.value == pytest.approx(exact.value, abs=change_of_one(counted) * 1.3)
            assert crude.value == pytest.approx(counted.all_events / counted.all_people * 1_000)
            assert crude.numerator == figure.numerator == counted.all_events
            assert figure.denominator == counted.all_people


def test_a_rate_lies_in_its_interval(made: dict[str, Figure]) -> None:
    for figure in made.values():
        if figure.value is not None and figure.lower is not None and figure.upper is not None:
            assert figure.lower <= figure.value <= figure.upper, figure.figure


def test_a_standardised_rate_is_withheld_with_the_count_it_is_made_of(made: dict[str, Figure]) -> None:
    hidden = {name for name, each in made.items() if each.is_suppressed}
    pairs = {"prevalence/": "prevalence_standardised/", "use/": "use_standardised/"}
    for plain, for_age in pairs.items():
        for name in made:
            if name.startswith(plain):
                assert (name in hidden) == (name.replace(plain, for_age) in hidden)
    assert any(name.startswith("prevalence/") for name in hidden)


def test_no_count_of_ill_people_can_be_found_from_the_others(made: dict[str, Figure], areas: Areas) -> None:
    """The attacker holds every shown count of a condition and that areas add up."""
    listed = people_list(tuple(areas.neighbourhoods))
    found = tallies(connected("duckdb"), ibis.memtable(listed))
    attacked = 0
    for name in LONG_TERM:
        prefix = f"prevalence/{name}/"
        if f"{prefix}{PLACE_ID}" not in made:
            continue
        counts = {
            f"{prefix}{area}": sum(each.ill[name] for each in found if each.neighbourhood in inside)
            for area, inside in areas.members.items()
        }
        hidden = {cell for cell in counts if made[cell].is_suppressed}
        assert {cell for cell, count in counts.items() if 0 < count < 8} <= hidden
        if hidden:
            attacked += 1
            attack = Attack().knows(Release(counts, areas.sums(prefix), hidden))
            assert attack.solved() == {}
            assert attack.confined() == {}
    assert attacked


bands_drawn = st.lists(st.tuples(st.integers(0, 9), st.integers(40, 900)), min_size=19, max_size=19)


@given(drawn=bands_drawn)
@settings(max_examples=15, deadline=None, phases=[Phase.generate])
def test_a_rounded_rate_leaves_the_counts_of_its_bands_open(drawn: list[tuple[int, int]]) -> None:
    """Everything of a rate is published but its bands: other bands of the same total give the same rate.

    So it is of bands of forty people or more; the fewer people, the coarser the steps.
    """
    events, people = [x for x, _ in drawn], [n for _, n in drawn]
    published = standardised(ByBand(tuple(people), tuple(events), tuple(events)))
    if published is None:
        return
    for band in (at for at, event in enumerate(events) if event):
        assert any(
            standardised(ByBand(tuple(people), other, other)) == published for other in others(events, band)
        ), f"band {band} could be worked out"


def others(events: list[int], band: int) -> Iterator[tuple[int, ...]]:
    """Yield as many events with another count in a band: two moved between bands, then more at random."""
    every, random = range(len(events)), Random(band)
    pairs = itertools.product(every, every, every)
    some = (random.choices(every, k=random.choice((5, 7, 9, 11))) for _ in range(30_000))
    for to, *moves in itertools.chain(pairs, some):
        moved = list(events)
        moved[band] -= 1
        moved[to] += 1
        for source, back in zip(moves[::2], moves[1::2], strict=True):
            moved[source] -= 1
            moved[back] += 1
        if min(moved) >= 0 and moved[band] != events[band]:
            yield tuple(moved)


@pytest.mark.parametrize(
    ("change", "shown"),
    [(11.0, 40.0), (1.0, 43.0), (0.2, 43.2), (0.15, 43.2), (0.02, 43.22), (0.005, 43.215)],
)
def test_a_rate_is_rounded_to_what_one_event_changes(change: float, shown: float) -> None:
    found = rounded(Estimate(43.217, 43.217, 43.217), change)
    assert found is not None
    assert found.value == shown
    assert rounded(None, change) is None
    assert rounded(Estimate(1, 1, 1), 0) is None


def publishing(areas: Areas, **changes: Any) -> Publishing:
    """Return what figures obey."""
    return Publishing(areas, 8, **changes)


def everywhere(areas: Areas, *, people: int, admitted: dict[int, int]) -> tuple[Tally, ...]:
    """Return a band's people of every area, band and fifth, of whom some were admitted once, by fifth."""
    return tuple(
        Tally(home, band, fifth, people, {}, {**NONE, "emergency_admissions": Used(n, n, n)})
        for home in (*areas.neighbourhoods, "not_placed")
        for band in range(len(BANDS))
        for fifth, n in admitted.items()
    )


def slopes(areas: Areas, tallied: tuple[Tally, ...], **changes: Any) -> dict[str, Figure]:
    """Return the slope figures of tallies."""
    from lco.periods import twelve_months_before

    found = slope_figures(
        tallied,
        publishing(areas, **changes),
        period=twelve_months_before(INDEX_ON),
        hidden_use=frozenset(),
        seed=1,
    )
    return {each.figure: each for each in found}


def test_a_steep_place_has_a_slope_and_every_neighbourhood_its_own(areas: Areas) -> None:
    found = slopes(areas, everywhere(areas, people=100, admitted={1: 10, 2: 8, 3: 6, 4: 4, 5: 2}))
    for area in (PLACE_ID, UNLIKE):
        slope = found[f"inequality/emergency_admissions/{area}"]
        ratio = found[f"inequality_ratio/emergency_admissions/{area}"]
        assert slope.value is not None
        assert ratio.value is not None
        assert slope.lower is not None
        assert slope.lower > 0
        assert ratio.value > 3
    ends = [found[f"inequality_line/{end}/{PLACE_ID}"].value for end in ("most_deprived", "least_deprived")]
    whole = found[f"inequality/emergency_admissions/{PLACE_ID}"]
    assert None not in ends
    assert whole.value == pytest.approx(float(ends[0] or 0) - float(ends[1] or 0), abs=0.5)
    assert [found[f"admissions_by_deprivation/{fifth}/{PLACE_ID}"].value for fifth in range(1, 6)] == [
        100.0,
        80.0,
        60.0,
        40.0,
        20.0,
    ]
    assert f"admissions_by_deprivation/1/{UNLIKE}" not in found
    assert whole.inputs == tuple(f"admissions_by_deprivation/{fifth}/{PLACE_ID}" for fifth in range(1, 6))


def test_equal_fifths_have_no_slope_but_chance(areas: Areas) -> None:
    found = slopes(areas, everywhere(areas, people=100, admitted=dict.fromkeys(range(1, 6), 5)))
    slope = found[f"inequality/emergency_admissions/{PLACE_ID}"]
    assert slope.value == pytest.approx(0, abs=0.01)
    assert slope.lower is not None
    assert slope.upper is not None
    assert slope.lower < 0 < slope.upper


@pytest.mark.parametrize(
    ("admitted", "says"),
    [
        ({1: 5, 2: 5, 3: 5, 4: 5}, "Not all five fifths of deprivation live here"),
        ({1: 5, 2: 5, 3: 5, 4: 5, 5: 0}, "too few people or admissions for a rate"),
    ],
)
def test_without_five_rates_there_is_no_slope_and_a_reason(
    areas: Areas, admitted: dict[int, int], says: str
) -> None:
    found = slopes(areas, everywhere(areas, people=100, admitted=admitted))
    for name in ("inequality", "inequality_ratio"):
        figure = found[f"{name}/emergency_admissions/{PLACE_ID}"]
        assert figure.value is None
        assert says in figure.working
        assert not figure.is_suppressed
    assert not any(name.startswith("admissions_by_deprivation") for name in found)


def test_few_people_of_no_known_fifth_withhold_the_fifths(areas: Areas) -> None:
    """Their admissions are the total less the fifths: three, were both shown."""
    tallied = everywhere(areas, people=100, admitted=dict.fromkeys(range(1, 6), 5))
    stray = Tally(UNLIKE, 0, NO_FIFTH, 3, {}, {**NONE, "emergency_admissions": Used(3, 3, 3)})
    found = slopes(areas, (*tallied, stray))
    assert found[f"inequality/emergency_admissions/{PLACE_ID}"].is_suppressed
    assert not any(name.startswith("admissions_by_deprivation") for name in found)


def test_a_place_without_known_deprivation_has_no_figures_of_it(areas: Areas) -> None:
    assert slopes(areas, everywhere(areas, people=100, admitted={NO_FIFTH: 5})) == {}


def test_what_the_former_run_withheld_stays_withheld(areas: Areas) -> None:
    from lco.periods import twelve_months_before

    tallied = everywhere(areas, people=100, admitted={1: 5})
    period = twelve_months_before(INDEX_ON)
    former = frozenset({f"use/attendances/{UNLIKE}", f"use/emergency_admissions/{UNLIKE}"})
    plain = {each.figure: each for each in use_figures(tallied, publishing(areas), period=period)}
    later = {
        each.figure: each for each in use_figures(tallied, publishing(areas, former=former), period=period)
    }
    name = f"use/emergency_admissions/{UNLIKE}"
    assert not plain[name].is_suppressed
    assert later[name].is_suppressed
    assert later[f"use_standardised/emergency_admissions/{UNLIKE}"].value is None
    others_hidden = [each for each in later.values() if each.is_suppressed and each.area != UNLIKE]
    assert others_hidden, "alone, it would follow from its locality"


def test_an_area_whose_people_are_withheld_shows_no_rate(areas: Areas) -> None:
    from lco.periods import twelve_months_before

    tallied = everywhere(areas, people=100, admitted={1: 5})
    hidden = publishing(areas, withheld_areas=frozenset({UNLIKE}))
    found = {
        each.figure: each for each in use_figures(tallied, hidden, period=twelve_months_before(INDEX_ON))
    }
    assert found[f"use/emergency_admissions/{UNLIKE}"].is_suppressed
    assert found[f"use/emergency_admissions/{UNLIKE}"].denominator is None


def test_assets_are_those_of_the_pack(made: dict[str, Figure], place: Place, areas: Areas) -> None:
    practices = place.rows(Practice)
    inside = [each for each in practices if areas.wards.get(each.ward) == UNLIKE]
    assert made[f"asset/practices/{UNLIKE}"].value == len(inside)
    assert made[f"asset/practices/{PLACE_ID}"].value == len(practices)
    registered = made[f"asset/registered/{UNLIKE}"].value
    assert registered == pytest.approx(float(sum(each.list_size for each in inside)))
    assert set(made[f"asset/registered/{UNLIKE}"].inputs) == {place.cite(each) for each in inside}
    weight = made[f"asset/need_weight/{UNLIKE}"]
    assert weight.value == pytest.approx(100 * (weight.numerator or 0) / (weight.denominator or 1), abs=0.05)


def test_sums_of_areas_name_the_figures(areas: Areas) -> None:
    assert Sum(
        "use/bed_days/north", tuple(f"use/bed_days/{home}" for home in areas.members["north"])
    ) in areas.sums("use/bed_days/")
