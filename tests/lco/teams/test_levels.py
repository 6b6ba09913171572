"""The level rule, the mental health offer by neighbourhood, parity: nothing invented, nothing given away."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.place.facts.mental_health_offers import MentalHealthOffer
from lco.place.facts.service_levels import ServiceLevel
from lco.place.pack import Place, load_place
from lco.teams.directory.entries import Eligibility, Status
from lco.teams.levels import GAP_IN_WORDS, Gap, counts, placed
from lco.teams.offer_grid import grid, reaches
from lco.teams.parity import KINDS, Planned, parity, sentence
from tests.lco.teams.directory.made import entry, sitting

LOCALITIES = {"east": "one", "west": "one", "far": "two"}


@pytest.fixture(scope="module")
def manchester() -> Place:
    """The real pack."""
    return load_place("manchester")


def _with(place: Place, **tables: Any) -> Place:
    return dataclasses.replace(place, tables=MappingProxyType({**place.tables, **tables}))


def test_every_service_and_offer_has_a_level_and_every_exception_is_a_gap(manchester: Place) -> None:
    found = placed(manchester)
    assert len(found) == len(manchester.services) + len(manchester.mental_health_offers) == 56
    assert all(each.level for each in found)
    for each in found:
        assert each.keeps_the_rule == (each.is_most_local or bool(each.reason))
        assert (Gap.REASON_NOT_PRINTED in each.gaps) == (not each.keeps_the_rule)


def test_the_pack_invents_no_reason(manchester: Place) -> None:
    assert not any(each.reason for each in placed(manchester)), "the prospectus prints none"
    assert sum(not each.keeps_the_rule for each in placed(manchester)) == 11


def test_levels_are_counted_by_the_most_local_named(manchester: Place) -> None:
    told = [(level.id, many, kept) for level, many, kept in counts(placed(manchester), manchester.levels)]
    assert told == [("neighbourhood", 45, 45), ("locality", 9, 0), ("city", 2, 0)]


def test_a_reason_fills_the_gap_and_a_missing_row_is_one(manchester: Place) -> None:
    rows = list(manchester.rows(ServiceLevel))
    city = dataclasses.replace(rows[0], levels=("city",), reading="printed", reason="One unit for all")
    found = {each.id: each for each in placed(_with(manchester, service_levels=(city,)))}
    assert found[rows[0].service].keeps_the_rule
    assert found[rows[0].service].gaps == ()
    lost = found[rows[1].service]
    assert (lost.level, lost.gaps, lost.keeps_the_rule) == (None, (Gap.NO_LEVEL,), False)
    assert set(GAP_IN_WORDS) == set(Gap)


def test_a_level_read_by_the_rule_alone_is_named_as_such(manchester: Place) -> None:
    found = {each.id: each for each in placed(manchester)}
    assert found["reablement"].gaps == (Gap.LEVEL_NOT_PRINTED,)
    assert found["community_healthcare_adults"].gaps == ()
    assert set(found["dementia"].gaps) == {Gap.SEVERAL_LEVELS, Gap.REASON_NOT_PRINTED}
    assert found["dementia"].cite.startswith("places/manchester/mental_health_offers.csv:")


def test_a_place_without_services_has_no_levels() -> None:
    assert placed(load_place("bury")) == ()
    assert counts((), ()) == ()


def _offer(key: str, *levels: str) -> MentalHealthOffer:
    return MentalHealthOffer(source="s", section="s", id=key, title=key, levels=levels, text="")


@pytest.mark.parametrize(
    ("level", "held", "areas", "reached"),
    [
        ("neighbourhood", "east", (), {"east"}),
        ("locality", "east", (), {"east", "west"}),
        ("city", "east", (), {"east", "west", "far"}),
        ("", "east", (), {"east"}),
        ("city", "east", ("far",), {"far"}),
        ("neighbourhood", "", (), set()),
    ],
)
def test_who_a_service_reaches(level: str, held: str, areas: tuple[str, ...], reached: set[str]) -> None:
    one = entry(level=level, sittings=(sitting(where=held),), eligibility=Eligibility(areas=areas))
    assert {each for each in LOCALITIES if reaches(one, each, LOCALITIES)} == reached


def test_the_grid_shows_gaps_and_the_most_local_offer_first() -> None:
    offers = [
        _offer("crisis", "city"),
        _offer("therapy", "neighbourhood"),
        _offer("memory", "city", "locality"),
    ]
    held = [
        entry(offer="therapy", level="neighbourhood"),
        entry(offer="crisis", level="city", name="Haven"),
        entry(offer="crisis", level="neighbourhood", name="Nook"),
        entry(offer="memory", level="locality", status=Status.PAUSED),
        entry(offer="", level="city"),
    ]
    rows = grid(held, offers, LOCALITIES)
    assert [row.offer.id for row in rows] == ["therapy", "memory", "crisis"]
    assert [row.gaps for row in rows] == [2, 3, 0]
    assert [each.name for each in rows[2].cells[0].services] == ["Nook", "Haven"]
    assert grid([], [], LOCALITIES) == ()
    assert grid([], [_offer("odd")], LOCALITIES)[0].gaps == 3


def _plans(*kinds: Iterable[str], cohort: str = "frail") -> list[Planned]:
    return [Planned(frozenset(each), frozenset({cohort})) for each in kinds]


def test_shares_are_of_agreed_plans() -> None:
    held = _plans(*[["mental", "physical", "social"]] * 20, *[["physical"]] * 20)
    report = parity(held, [("frail", "Frail")])
    (line,) = report.cohorts
    assert line.plans.people == 40
    assert [line.with_kind[kind].share for kind in KINDS] == [0.5, 1.0, 0.5]
    assert line.with_all.share == 0.5
    assert (
        sentence(report)
        == "50% of agreed plans hold a mental goal, 100% a physical one: mental goals are fewer."
    )


def test_an_even_report_says_so_and_an_empty_one_too() -> None:
    even = parity(_plans(*[["mental", "physical"]] * 40), [])
    assert sentence(even).endswith("100% a physical one: about even.")
    physical = parity(_plans(*[["mental"]] * 40), [])
    assert sentence(physical).endswith("physical goals are fewer.")
    empty = parity([], [("frail", "Frail")])
    assert sentence(empty) == "No plan has been agreed yet."
    assert empty.cohorts[0].with_all.share is None


def test_few_plans_are_withheld_and_never_shown_as_nought() -> None:
    report = parity(_plans(["mental"], ["physical"], ["physical"]), [("frail", "Frail")])
    for line in report.lines:
        assert line.with_kind["mental"].is_suppressed
        assert line.with_kind["mental"].people is None
    assert sentence(report) == "Too few plans were agreed to say anything of mental and physical goals."


def test_the_few_who_are_in_no_cohort_cannot_be_found_by_subtraction() -> None:
    frail = _plans(*[["mental", "physical", "social"]] * 40)
    others = [Planned(frozenset(KINDS)) for _ in range(3)]
    report = parity([*frail, *others], [("frail", "Frail")])
    everybody, cohort = report.everybody.plans, report.cohorts[0].plans
    assert everybody.is_suppressed or cohort.is_suppressed


_kinds = st.frozensets(st.sampled_from(KINDS))
_cohorts = st.frozensets(st.sampled_from(["a", "b"]))


@given(st.lists(st.builds(Planned, _kinds, _cohorts), max_size=60))
def test_no_small_count_is_ever_shown(plans: list[Planned]) -> None:
    report = parity(plans, [("a", "A"), ("b", "B")])
    for line in report.lines:
        for cell in (line.plans, line.with_all, *line.with_kind.values()):
            assert cell.is_suppressed or cell.people is not None
            assert cell.people is None or cell.people == 0 or cell.people >= 8
        for cell in line.with_kind.values():
            if cell.people is not None and line.plans.people is not None:
                rest = line.plans.people - cell.people
                assert rest == 0 or rest >= 8
