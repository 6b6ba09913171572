"""Scores held against packages of others: their tables entry by entry, their answers person by person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lco.population.crosscheck.finding import Difference, Finding
from lco.population.crosscheck.people import held_against_people
from lco.population.crosscheck.printed import held_against_tables

__all__ = ["Difference", "Finding", "cross_checked"]


def cross_checked(con: Any, folder: Path, *, people: int, seed: int) -> list[Finding]:
    """Hold code lists, weights and scores against the packages that are installed.

    Args:
        con: backend that computes our scores.
        folder: an empty folder for the records of made-up people.
        people: how many of them.
        seed: of their codes.
    """
    return [*held_against_tables(), *held_against_people(con, folder, people=people, seed=seed)]
