"""The file of Open Referral UK: written and read back whole; a file from outside is trusted in nothing."""

from __future__ import annotations

import json
from datetime import date, time
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lco.teams.directory.entries import EntryRefused, Hours, Referral, Status, Variation, Wanted
from lco.teams.directory.files import MOST_BYTES, file_of, read_file
from lco.teams.directory.open_referral import TAXONOMIES, write_directory, write_service
from lco.teams.directory.open_referral_reading import MOST_SERVICES, read_directory, read_service
from lco.teams.directory.schedules import read_schedules
from tests.lco.teams.directory.made import AREA, entries, entry, sitting

ORGANISATION = {"id": "org-1", "name": "Squares"}


def _service(**changes: Any) -> dict[str, Any]:
    return {"id": "svc-1", "name": "Chess", "organization": ORGANISATION, **changes}


@given(st.lists(entries(), max_size=2, unique_by=lambda each: each.id))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_what_is_written_is_read_back_whole(held: list[Any]) -> None:
    reading = read_file(file_of(held, names=AREA.needs))
    assert list(reading.entries) == held
    assert reading.refused == ()
    assert reading.remarks == ()


@given(entries())
def test_the_same_entry_gives_the_same_file(held: Any) -> None:
    assert file_of([held], names={}) == file_of([held], names={})
    assert read_service(write_service(held)) == held


def test_the_file_is_a_page_of_services_in_the_words_of_the_standard() -> None:
    held = entry(sittings=(sitting(is_open_on_bank_holidays=True),), phone="1", contact="Desk", cost="£1")
    page = write_directory([held], names={"loneliness": "Loneliness"})
    (found,) = page["contents"]
    assert (page["total_items"], page["first_page"], page["last_page"]) == (1, True, True)
    assert found["organization"]["name"] == "Friends"
    at = found["service_at_locations"][0]
    assert at["location"]["location_type"] == "physical"
    schedule = at["schedules"][0]
    assert {name: schedule[name] for name in ("freq", "byday", "opens_at", "closes_at")} == {
        "freq": "WEEKLY",
        "byday": "TU",
        "opens_at": "10:00",
        "closes_at": "12:00",
    }
    assert found["contacts"][0]["phones"][0]["number"] == "1"
    term = found["attributes"][0]["taxonomy_term"]
    assert (term["taxonomy"], term["code"], term["name"]) == ("lco-need", "loneliness", "Loneliness")
    used = {each["taxonomy_term"]["taxonomy"] for each in [*found["attributes"], *at["attributes"]]}
    assert used <= set(TAXONOMIES)


def test_a_file_of_another_publisher_is_read_as_far_as_it_is_understood() -> None:
    schedules = [
        {"freq": "WEEKLY", "byday": "TH,FR", "opens_at": "10:00:00", "closes_at": "18:00:00"},
        {"description": "By appointment"},
    ]
    location = {"id": "loc-1", "name": "Centre", "latitude": 100, "longitude": 1, "addresses": [{}]}
    reading = read_directory(
        _service(
            fees="£2",
            email="a@b.example",
            minimum_age=12,
            maximum_age=200,
            assured_date="2026-01-05",
            assurer_email="desk@b.example",
            status="inactive",
            url="javascript:alert(1)",
            phones=[{"number": "0161 496 0000"}],
            schedules=schedules,
            service_at_locations=[{"location": location}, {"location": {"name": "No id"}}],
            attributes=[
                {"taxonomy_term": {"taxonomy": "esdType", "code": "123"}},
                {"taxonomy_term": {}},
                "no",
            ],
        )
    )
    (found,) = reading.entries
    assert found.id == uuid5(NAMESPACE_URL, "svc-1")
    assert (found.cost, found.phone, found.website) == ("£2", "0161 496 0000", "")
    assert (found.eligibility.age_from, found.eligibility.age_to) == (12, None)
    assert (found.status, found.assured_on) == (Status.PAUSED, date(2026, 1, 5))
    assert (found.eligibility.sex, found.eligibility.referral) == (Wanted.ANY, Referral.NONE)
    (held,) = found.sittings
    assert [each.weekday for each in held.hours] == [3, 4]
    assert held.venue.latitude is None
    assert len(reading.remarks) == 3


@pytest.mark.parametrize(
    ("service", "sentence"),
    [
        ("words", "it is not an object"),
        ({"name": "Chess"}, "no name or no id"),
        ({"id": 1, "name": " "}, "no name or no id"),
        ({"id": 1, "name": "Chess"}, "no organisation"),
        ({"id": 1, "name": "Chess", "organization": {"name": "x"}}, "no organisation"),
        (_service(minimum_age=60, maximum_age=50), "below the youngest"),
    ],
)
def test_a_service_that_cannot_be_read_is_named_and_the_rest_taken(service: Any, sentence: str) -> None:
    reading = read_directory([service, _service()])
    assert [each.name for each in reading.entries] == ["Chess"]
    assert sentence in reading.refused[0]
    assert reading.refused[0].startswith("Service 1: ")


def test_a_doubled_service_counts_once() -> None:
    reading = read_directory([_service(), _service(name="Draughts")])
    assert [each.name for each in reading.entries] == ["Chess"]
    assert "doubled" in reading.refused[0]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["id", "name", "organization", "service_at_locations", "location", "schedules"]
                )
                | st.sampled_from(["attributes", "taxonomy_term", "contacts", "phones", "byday", "opens_at"]),
                inner,
                max_size=5,
            )
        ),
        max_leaves=20,
    )
)
def test_no_content_whatever_breaks_the_reading(content: Any) -> None:
    try:
        read_directory(content)
    except EntryRefused as refused:
        assert "services" in str(refused)


def test_too_much_is_refused() -> None:
    with pytest.raises(EntryRefused, match="more than"):
        read_directory([{}] * (MOST_SERVICES + 1))
    with pytest.raises(EntryRefused, match="larger than"):
        read_file("x" * (MOST_BYTES + 1))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff", "UTF-8"),
        ("{", "no JSON"),
        ("[" * 200_000, "no JSON"),
        ("[NaN]", "no JSON"),
        (json.dumps("x"), "no services"),
    ],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(content: Any, sentence: str) -> None:
    with pytest.raises(EntryRefused, match=sentence):
        read_file(content)


@pytest.mark.parametrize(
    ("schedule", "read"),
    [
        ({"byday": "MO", "opens_at": "09:00", "closes_at": "10:00"}, Hours(0, time(9), time(10))),
        (
            {"freq": "monthly", "byday": "1MO,3MO", "opens_at": "09:00", "closes_at": "10:00"},
            Hours(0, time(9), time(10), of_month=(1, 3)),
        ),
        (
            {"valid_from": "2026-12-25", "valid_to": "2026-12-25", "description": "Closed"},
            Variation(date(2026, 12, 25)),
        ),
        (
            {"valid_from": "2026-12-25", "valid_to": "2026-12-25", "description": "Dinner"}
            | {"opens_at": "12:00", "closes_at": "14:00"},
            Variation(date(2026, 12, 25), time(12), time(14), "Dinner"),
        ),
    ],
)
def test_schedules_of_the_standard_are_read(schedule: dict[str, Any], read: Any) -> None:
    times, left = read_schedules([schedule])
    assert (*times.hours, *times.variations) == (read,)
    assert left == []


@pytest.mark.parametrize(
    "schedule",
    [
        {"byday": "MO"},
        {"byday": "XX", "opens_at": "09:00", "closes_at": "10:00"},
        {"byday": "MO", "opens_at": "10:00", "closes_at": "09:00"},
        {"byday": "MO", "opens_at": "late", "closes_at": "09:00"},
        {"byday": "MO", "opens_at": "09:00", "closes_at": "10:00", "interval": 5},
        {"freq": "MONTHLY", "byday": "MO", "opens_at": "09:00", "closes_at": "10:00"},
        {"byday": "MO", "opens_at": "09:00", "closes_at": "10:00", "valid_to": "9999-12-31"},
    ],
)
def test_schedules_that_cannot_be_computed_are_left_out_and_said(schedule: dict[str, Any]) -> None:
    times, left = read_schedules([schedule])
    assert times.hours == ()
    assert "not understood" in left[0]
