"""Laws of the people list, with whole records drawn at random and a reading of them in plain Python."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lco import engine
from lco.population.areas import areas_of
from lco.population.example import Example, example_records
from lco.population.people import stratify
from lco.population.profiles import cells, profile
from lco.population.snapshots import rules_of
from lco.population.tables import Records
from tests.support.smalltown import smalltown_place

DAY = date(2018, 4, 1)
FIRST = DAY - timedelta(days=365)
WARDS = ["QUAY", "SANDS", "HILL", "MILL", "FARAWAY", ""]

days = st.dates(date(2016, 1, 1), date(2018, 6, 1))
spans = st.tuples(days, st.one_of(st.none(), st.integers(0, 500)))
lives = st.fixed_dictionaries(
    {
        "born_on": st.dates(date(1920, 1, 1), date(2018, 5, 1)),
        "died_on": st.one_of(st.none(), st.none(), days),
        "homes": st.lists(st.tuples(spans, st.sampled_from(WARDS)), max_size=3),
        "practices": st.lists(spans, max_size=2),
        "stays": st.lists(st.tuples(spans, st.sampled_from(["emergency", "elective"])), max_size=4),
        "attendances": st.lists(days, max_size=4),
        "contacts": st.lists(days, max_size=4),
        "costs": st.lists(st.tuples(days, st.integers(0, 10**7)), max_size=4),
    }
)
towns = st.lists(lives, min_size=1, max_size=25)
Life = dict[str, Any]


def ends(span: tuple[date, int | None]) -> date | None:
    """Return the day a span ends before; None while it lasts."""
    return None if span[1] is None else span[0] + timedelta(days=span[1])


def text(header: str, rows: Iterator[str]) -> str:
    """Return a text table."""
    return "\n".join([header, *rows])


def as_text(town: list[Life]) -> dict[str, str]:
    """Return the lives of a town as record tables."""
    people = list(enumerate(town, start=1))

    def spanned(name: str, more: bool) -> Iterator[str]:
        for person, life in people:
            for each in life[name]:
                span, extra = each if more else (each, "Y1")
                yield f"{person} | {span[0]} | {ends(span) or ''} | {extra}"

    def dated(name: str) -> Iterator[str]:
        return (f"{person} | {day}" for person, life in people for day in life[name])

    return {
        "people": text("person | born_on", (f"{n} | {life['born_on']}" for n, life in people)),
        "deaths": text("person | died_on", (f"{n} | {e['died_on']}" for n, e in people if e["died_on"])),
        "addresses": text("person | starts_on | ends_before | ward", spanned("homes", True)),
        "registrations": text("person | starts_on | ends_before | practice", spanned("practices", False)),
        "admissions": text("person | starts_on | ends_before | method", spanned("stays", True)),
        "attendances": text("person | attended_on", dated("attendances")),
        "contacts": text("person | contacted_on", dated("contacts")),
        "costs": text(
            "person | incurred_on | pence",
            (f"{n} | {day} | {pence}" for n, life in people for day, pence in life["costs"]),
        ),
    }


def is_open(span: tuple[date, int | None]) -> bool:
    """Say whether a span holds the index day."""
    end = ends(span)
    return span[0] <= DAY and (end is None or end > DAY)


def is_resident(life: Life) -> bool:
    """Read the definition of a resident word by word."""
    if life["born_on"] > DAY or (life["died_on"] and life["died_on"] < DAY):
        return False
    spans_known = [span for span, _ in life["homes"]] + life["practices"]
    return not spans_known or any(is_open(span) for span in spans_known)


def nights(life: Life) -> int:
    """Count each night in hospital in the twelve months, one by one."""
    found = 0
    for span, _ in life["stays"]:
        last = ends(span) or DAY
        day = span[0]
        while day < last:
            found += FIRST <= day < DAY
            day += timedelta(days=1)
    return found


def used(life: Life) -> dict[str, int]:
    """Return what a person used in the twelve months."""

    def inside(found: list[date]) -> int:
        return sum(FIRST <= day < DAY for day in found)

    return {
        "emergency_admissions": inside([span[0] for span, method in life["stays"] if method == "emergency"]),
        "attendances": inside(life["attendances"]),
        "contacts": inside(life["contacts"]),
        "cost_pence": sum(pence for day, pence in life["costs"] if FIRST <= day < DAY),
        "bed_days": nights(life),
    }


def listed(town: list[Life], folder: Path) -> tuple[Records, Path | None]:
    """Write the people list of a town, unless nobody lives there."""
    place = smalltown_place()
    areas = areas_of(place)
    found = example_records(
        engine.connect(threads=1), Example(as_text(town), {}, "", areas=areas.wards), folder
    )
    path = folder / "list.parquet"
    rules = rules_of(place, DAY, None)
    done = stratify(found, place, areas, rules, index_on=DAY, list_to=path, folder=folder)
    return found, path if done else None


@given(town=towns)
@settings(max_examples=12, deadline=None)
def test_the_people_list_keeps_its_laws(town: list[Life]) -> None:
    """One drawing, three laws: a town costs a second."""
    with tempfile.TemporaryDirectory() as name:
        found, path = listed(town, Path(name))
        if path is None:
            assert not any(is_resident(life) for life in town)
            return
        table = engine.read_parquet(found.con, path)
        rows = found.con.to_pyarrow(table).to_pylist()
        counts = profile(cells(found.con, table), areas_of(smalltown_place()), smallest=1).counts
    assert_is_what_a_plain_reading_gives(town, rows)
    assert_ranks_are_a_line_and_tiers_its_parts(rows)
    assert_everybody_counts_once_in_every_way_of_counting(town, counts)


def assert_is_what_a_plain_reading_gives(town: list[Life], rows: list[dict[str, Any]]) -> None:
    expected = {n: used(life) for n, life in enumerate(town, start=1) if is_resident(life)}
    assert {row["person"] for row in rows} == expected.keys()
    for row in rows:
        answer = expected[row["person"]]
        assert {name: row[name] for name in answer} == answer


def assert_ranks_are_a_line_and_tiers_its_parts(rows: list[dict[str, Any]]) -> None:
    assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
    assert [row["points"] for row in rows] == sorted((row["points"] for row in rows), reverse=True)
    order = {"high": 0, "rising": 1, "low": 2}
    tiers = [order[row["tier"]] for row in rows]
    assert tiers == sorted(tiers)
    assert tiers.count(0) == len(rows) * 5 // 100
    assert tiers.count(0) + tiers.count(1) == len(rows) * 20 // 100
    assert all(row["reasons"] for row in rows)


def assert_everybody_counts_once_in_every_way_of_counting(
    town: list[Life], counts: Mapping[str, int]
) -> None:
    everyone = sum(is_resident(life) for life in town)
    homes = [*areas_of(smalltown_place()).neighbourhoods, "not_placed"]
    by_age = (count for cell, count in counts.items() if cell.startswith("population/smalltown/"))
    assert counts["population/smalltown"] == everyone
    assert sum(counts[f"population/{home}"] for home in homes) == everyone
    assert sum(counts[f"tier/{tier}/smalltown"] for tier in ("high", "rising", "low")) == everyone
    assert sum(by_age) == everyone
