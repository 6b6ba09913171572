"""Reads the open data sets from which ward, practice and small-area facts are computed.

Each is a file of a data folder laid out by subject (``population/``, ``geography/`` ...).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

AGES = 91


class DataRefused(ValueError):
    """A data set is absent or is not what it should be; the message says which and what to do."""


@dataclass(frozen=True)
class SmallArea:
    """An area of 2011 with its ward, its people by single year of age (mid-2020) and its deprivation."""

    code: str
    ward: str
    people: int
    decile: int
    rank: int


@dataclass(frozen=True)
class Geography:
    """The small areas of one authority and how those of 2021 map to them."""

    ward_names: dict[str, str]
    areas: dict[str, SmallArea]
    areas_of_2021: dict[str, tuple[str, ...]]

    def shares_by_ward(self, area_of_2021: str) -> dict[str, float]:
        """Return how an area of 2021 is shared between wards: by the people of its areas of 2011."""
        parts = [self.areas[code] for code in self.areas_of_2021[area_of_2021]]
        people = sum(part.people for part in parts)
        shares: dict[str, float] = {}
        for part in parts:
            shares[part.ward] = shares.get(part.ward, 0.0) + part.people / people
        return shares


def table(data: Path, name: str, *needed: str, encoding: str = "utf-8-sig") -> Iterator[dict[str, str]]:
    """Yield the rows of one data set.

    Raises:
        DataRefused: when the file is absent or lacks a column of `needed`.
    """
    path = data / name
    if not path.is_file():
        raise DataRefused(f"{path} is absent: give the folder of the open data sets with --data.")
    with path.open(encoding=encoding, newline="") as lines:
        reader = csv.DictReader(lines)
        missing = [column for column in needed if column not in (reader.fieldnames or ())]
        if missing:
            raise DataRefused(
                f"{path}:1: column '{missing[0]}' is missing: this is not the data set it should be."
            )
        yield from reader


def geography(data: Path, authority: str) -> Geography:
    """Return the wards and small areas of the local authority with that code.

    Raises:
        DataRefused: when a data set is absent or holds no ward of that authority.
    """
    people = {
        row["lsoa11_code"]: round(float(row["total_population"]))
        for row in table(data, "population/mid2020_lsoa11_single_year_age_persons_GM.csv", "lsoa11_code")
    }
    deprivation = {
        row["lsoa11_code"]: (round(float(row["IMD_decile"])), round(float(row["IMD_rank"])))
        for row in table(data, "deprivation/imd2019_england_lsoa11_GM.csv", "lsoa11_code", "IMD_rank")
    }
    names, areas = {}, {}
    for row in table(data, "geography/lsoa11_to_ward_GM.csv", "lsoa11cd", "wd17cd", "lad17cd"):
        if row["lad17cd"] == authority:
            code = row["lsoa11cd"]
            names[row["wd17cd"]] = row["wd17nm"]
            areas[code] = SmallArea(code, row["wd17cd"], people[code], *deprivation[code])
    if not areas:
        raise DataRefused(
            f"{data}/geography holds no ward of authority {authority}: check area_code in place.toml."
        )
    later: dict[str, tuple[str, ...]] = {}
    for row in table(data, "geography/lsoa11_to_lsoa21_GM.csv", "LSOA21CD"):
        code = row["F_LSOA11CD"] if "F_LSOA11CD" in row else row["LSOA11CD"]
        if code in areas:
            later[row["LSOA21CD"]] = (*later.get(row["LSOA21CD"], ()), code)
    return Geography(names, areas, later)


def ages_by_ward(data: Path, wards: dict[str, str]) -> dict[str, list[int]]:
    """Return residents by single year of age, mid-2016, 0 to 89 and 90 and over, of each ward."""
    columns = [*(str(age) for age in range(AGES - 1)), "90+"]
    found = {
        row["area_code"]: [int(float(row[column])) for column in columns]
        for row in table(data, "population/ons_ward_mid2016_GM.csv", "area_code", "90+")
        if row["area_code"] in wards
    }
    for ward, name in wards.items():
        if ward not in found:
            raise DataRefused(f"population/ons_ward_mid2016_GM.csv has no row of ward {ward} ({name}).")
    return found


def polygons(data: Path, name: str) -> dict[str, list[list[list[tuple[float, float]]]]]:
    """Return the boundary of each area of a GeoJSON file, by code: polygons of rings of points."""
    path = data / name
    if not path.is_file():
        raise DataRefused(f"{path} is absent: give the folder of the open data sets with --data.")
    found = {}
    features: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    for feature in features:
        geometry = feature["geometry"]
        parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        found[feature["properties"]["area_code"]] = [
            [[(point[0], point[1]) for point in ring] for ring in part] for part in parts
        ]
    return found
