"""Households, births, moves and quarters: the small rules of the generator, on small examples."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lco.records.synthetic.arrays import day_number, day_of, first_of_month, pick, shared_out, stream
from lco.records.synthetic.costing import quarters_of
from lco.records.synthetic.households import ADULT, households
from lco.store.tables import AdmissionMethod
from tests.lco.records.synthetic.made import OPEN, Made


@given(
    weights=st.lists(st.floats(0, 1e6), min_size=1, max_size=30).filter(lambda found: sum(found) > 1e-6),
    total=st.integers(0, 10_000),
)
def test_what_is_shared_out_adds_up(weights: list[float], total: int) -> None:
    shares = shared_out(np.array(weights), total)
    exact = np.array(weights) * total / sum(weights)
    assert shares.sum() == total
    assert (np.abs(shares - exact) < 1 + 1e-6).all()


@given(seed=st.integers(0, 1000), sizes=st.lists(st.integers(1, 5), min_size=1, max_size=6))
def test_a_pick_stays_in_its_range(seed: int, sizes: list[int]) -> None:
    bounds = np.concatenate([[0], np.cumsum(sizes)])
    weights = np.ones(bounds[-1])
    weights[bounds[:-1]] = 0.0 if min(sizes) > 1 else 1.0
    group = np.tile(np.arange(len(sizes)), 20)
    found = pick(stream(seed, 1), np.cumsum(weights), bounds[group], bounds[group + 1])
    assert ((found >= bounds[group]) & (found < bounds[group + 1])).all()
    if min(sizes) > 1:
        assert not np.isin(found, bounds[:-1]).any()


@given(day=st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_days_come_back_and_months_begin_on_the_first(day: date) -> None:
    assert day_of(day_number(day)) == day
    assert day_of(first_of_month(np.array([day_number(day)]))[0]) == day.replace(day=1)


@given(starts=st.dates(date(1990, 1, 1), date(2020, 1, 1)), days=st.integers(1, 4000))
def test_quarters_hold_every_day_once(starts: date, days: int) -> None:
    first = day_number(starts)
    quarters = quarters_of(first, first + days)
    of = quarters.of(np.arange(first, first + days))
    assert of[0] == 0
    assert of[-1] == len(quarters) - 1
    firsts = [day_of(day) for day in quarters.firsts]
    assert all(day.day == 1 and day.month in (1, 4, 7, 10) for day in firsts)
    assert all(firsts[of[at]] <= day_of(first + at) < firsts[of[at] + 1] for at in range(0, days, 97))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), people=st.integers(1, 400))
def test_households_stay_in_their_pool_and_mothers_can_be_mothers(seed: int, people: int) -> None:
    rng = stream(seed, 2)
    pool, age = rng.integers(0, 4, people), rng.random(people) * 95
    female, died = rng.random(people) < 0.5, rng.random(people) < 0.05
    home = households(rng, pool=pool, age=age, female=female, died=died)
    assert (pool[home.head] == pool).all()
    assert (home.head[home.head] == home.head).all()
    child = np.flatnonzero(home.mother >= 0)
    mother = home.mother[child]
    assert (female[mother] & (age[mother] >= ADULT) & ~died[mother] & (age[child] < ADULT)).all()
    assert ((home.age[mother] - home.age[child]) >= 14).all()
    assert (home.head[child] == home.head[mother]).all()


def test_a_birth_is_a_spell_of_a_woman_in_the_place(twenty_thousand: Made) -> None:
    is_birth = twenty_thousand.column("admissions", "method") == AdmissionMethod.MATERNITY
    people = twenty_thousand.column("people", "person")
    row = np.searchsorted(people, twenty_thousand.column("admissions", "person")[is_birth])
    day = twenty_thousand.column("admissions", "starts_on")[is_birth]
    age = (day - twenty_thousand.column("people", "born_on")[row]) / 365.25
    assert (twenty_thousand.column("people", "sex")[row] == 2).all()
    assert age.min() >= 15 and age.max() < 51
    born = twenty_thousand.identities()["born_on"].cast("int32").to_numpy()
    # Each birth in hospital is the first day of somebody in the place.
    assert np.isin(day, born).all()
    assert is_birth.sum() > 0.6 * (born > day_number(date(2008, 4, 1))).sum()


def test_who_dies_is_registered_nowhere_afterwards(twenty_thousand: Made) -> None:
    died = twenty_thousand.column("deaths", "person")
    open_rows = twenty_thousand.column("registrations", "ends_before") == OPEN
    assert not np.isin(twenty_thousand.column("registrations", "person")[open_rows], died).any()


def test_some_people_move_between_wards_and_practices(twenty_thousand: Made) -> None:
    for table, column in (("addresses", "ward"), ("registrations", "practice")):
        person, value = twenty_thousand.column(table, "person"), twenty_thousand.column(table, column)
        moved = (person[1:] == person[:-1]) & (value[1:] != value[:-1])
        assert 0.05 < moved.sum() / len(np.unique(person)) < 0.6


def test_admitted_attendances_belong_to_an_emergency_spell(twenty_thousand: Made) -> None:
    admitted = twenty_thousand.column("attendances", "is_admitted").astype(bool)
    person = twenty_thousand.column("attendances", "person")[admitted]
    day = twenty_thousand.column("attendances", "attended_on")[admitted]
    is_emergency = twenty_thousand.column("admissions", "method") == AdmissionMethod.EMERGENCY
    spells = set(
        zip(
            twenty_thousand.column("admissions", "person")[is_emergency].tolist(),
            twenty_thousand.column("admissions", "starts_on")[is_emergency].tolist(),
            strict=True,
        )
    )
    assert set(zip(person.tolist(), day.tolist(), strict=True)) <= spells
    assert len(person) / is_emergency.sum() == pytest.approx(0.72, abs=0.02)
