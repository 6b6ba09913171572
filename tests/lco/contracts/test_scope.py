"""Services in scope are counted by year and route as the place pack has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.contracts.scope import by_year, matching, values_of, years_of
from lco.place.pack import load_place

SERVICES = load_place("manchester").services


def test_manchesters_services_join_over_three_years() -> None:
    counts = {each.year: each for each in by_year(SERVICES)}
    assert years_of(SERVICES) == ("2017/18", "2018/19", "2019/20")
    assert [each.joining for each in counts.values()] == [15, 25, 3]
    assert [each.in_scope for each in counts.values()] == [15, 40, 43]
    assert counts["2018/19"].by_route == {"direct": 8, "subcontract": 9, "not_clear": 8}
    assert counts["2019/20"].by_route == {"direct": 3, "subcontract": 0, "not_clear": 0}


def test_asking_narrows_and_an_empty_text_asks_nothing() -> None:
    assert matching(SERVICES, route="", sector="") == SERVICES
    children = matching(SERVICES, audience="child", first_year="2019/20")
    assert [each.id for each in children] == [
        "hospital_services_children",
        "child_and_adolescent_mental_health",
    ]


def test_a_value_nobody_has_gives_no_service() -> None:
    assert matching(SERVICES, sector="moonshots") == ()
    assert by_year(()) == ()


def test_a_field_that_cannot_be_asked_is_refused() -> None:
    with pytest.raises(KeyError, match="colour"):
        matching(SERVICES, colour="blue")


@given(st.lists(st.sampled_from(SERVICES), max_size=60))
def test_every_service_is_counted_once(services: list) -> None:  # type: ignore[type-arg]
    counts = by_year(services)
    assert sum(each.joining for each in counts) == len(services)
    assert sum(sum(each.by_route.values()) for each in counts) == len(services)
    assert (counts[-1].in_scope if counts else 0) == len(services)


@given(st.sampled_from(["first_year", "route", "sector", "audience", "funder_likely"]))
def test_the_values_of_a_field_part_the_services(field: str) -> None:
    parts = [matching(SERVICES, **{field: value}) for value in values_of(SERVICES, field)]
    assert sum(len(part) for part in parts) == len(SERVICES)
