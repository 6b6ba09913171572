"""Attendances at emergency departments, and contacts with general practice, clinics and community teams."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lco.records.synthetic.arrays import Bytes, Flags, Ints
from lco.records.synthetic.lives import Lives
from lco.records.synthetic.model import SEEN_AT_DOOR, Model
from lco.records.synthetic.spells import Spells, rate_of, scattered
from lco.store.tables import AttendanceKind, Setting

_STEP = 5
_WALK_IN = 0.22
CONTACTS = (
    ("gp", Setting.GENERAL_PRACTICE),
    ("community", Setting.COMMUNITY),
    ("outpatient", Setting.OUTPATIENT),
    ("mental_health", Setting.MENTAL_HEALTH),
)
"""Service and setting of each kind of contact."""


@dataclass(frozen=True)
class Attendances:
    """Attendances in order of person."""

    row: Ints
    day: Ints
    kind: Bytes
    is_admitted: Flags


@dataclass(frozen=True)
class Contacts:
    """Contacts in order of person, year and setting."""

    row: Ints
    day: Ints
    setting: Bytes


def attendances_of(lives: Lives, model: Model, spells: Spells) -> Attendances:
    """Draw attendances: those that end in an emergency spell of `spells`, and the others."""
    rng, need = lives.stream(_STEP, 0), lives.need
    through = np.flatnonzero(spells.is_emergency & (rng.random(len(spells.row)) < SEEN_AT_DOOR))
    row, _, day = scattered(rng, need, rate_of(need, model, "attendance"))
    is_walk_in = rng.random(len(row)) < _WALK_IN
    kind = np.where(is_walk_in, AttendanceKind.WALK_IN_CENTRE, AttendanceKind.EMERGENCY_DEPARTMENT)
    rows = np.concatenate([row, spells.row[through]])
    order = np.argsort(rows.astype(np.uint16), kind="stable")
    days = np.concatenate([day, spells.start[through]])
    kinds = np.concatenate([kind, np.full(len(through), AttendanceKind.EMERGENCY_DEPARTMENT)])
    admitted = np.concatenate([np.zeros(len(row), bool), np.ones(len(through), bool)])
    return Attendances(rows[order], days[order], kinds[order].astype(np.int8), admitted[order])


def contacts_of(lives: Lives, model: Model) -> Contacts:
    """Draw contacts of all settings."""
    rng, need = lives.stream(_STEP, 1), lives.need
    mean = np.stack([rate_of(need, model, service) for service, _ in CONTACTS], axis=2)
    counts = rng.poisson(mean)
    a_year = counts.sum(axis=2).ravel()
    people, years = need.first.shape
    row = np.repeat(np.arange(people, dtype=np.int32), a_year.reshape(people, years).sum(axis=1))
    span = np.repeat(need.days.ravel().astype(np.float32), a_year)
    span *= rng.random(len(span), np.float32)
    day = np.repeat(need.first.ravel(), a_year)
    day += span.astype(np.int32)
    settings = np.array([setting for _, setting in CONTACTS], dtype=np.int8)
    setting = np.repeat(np.tile(settings, people * years), counts.ravel())
    return Contacts(row, day, setting)
