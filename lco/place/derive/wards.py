"""Computes ``wards.csv`` and ``lsoas.csv`` of one local authority from open data."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from pathlib import Path

from lco.place.derive import sexes
from lco.place.derive.datasets import Geography, SmallArea, ages_by_ward, polygons, table
from lco.place.derive.shapes import area_km2
from lco.place.facts.lsoas import Lsoa
from lco.place.facts.wards import Ward

LSOA_SHAPES = "geography/lsoa_2021_gm_lsoa_super_generalised.geojson"
_GROUPS = {"White": "white", "Mixed": "mixed", "Asian": "asian", "Black": "black", "Other": "other"}


def ward_facts(data: Path, authority: str, geography: Geography) -> list[Ward]:
    """Return one row for each ward, by code. People are residents; see `Ward` for units.

    Raises:
        DataRefused: when a data set is absent or lacks a ward.
    """
    share, year = sexes.females_65_plus(data, authority)
    method = sexes.METHOD.format(share=share, year=year)
    ages = ages_by_ward(data, geography.ward_names)
    ethnicity = _ethnicity(data, geography)
    areas_km2 = _areas_km2(data, geography)
    found = []
    for ward, name in sorted(geography.ward_names.items()):
        parts = [area for area in geography.areas.values() if area.ward == ward]
        section = f"{ward}, {len(parts)} small areas; {method}"
        people = sexes.bands(ages[ward])
        females = sexes.females(people, share)
        found.append(
            _ward(
                ward,
                name,
                section=section,
                people=people,
                females=females,
                parts=parts,
                groups=ethnicity[ward],
                km2=areas_km2[ward],
            )
        )
    return found


def _ward(
    ward: str,
    name: str,
    *,
    section: str,
    people: tuple[int, ...],
    females: tuple[int, ...],
    parts: list[SmallArea],
    groups: dict[str, float],
    km2: float,
) -> Ward:
    return Ward(
        source="derived_wards",
        section=section,
        ward=ward,
        name=name,
        persons=sum(people),
        females=females,
        males=tuple(both - female for both, female in zip(people, females, strict=True)),
        imd_2019_decile=rounded(_mean(parts, "decile"), "0.1"),
        imd_2019_rank=round(_mean(parts, "rank")),
        most_deprived_tenth_percent=rounded(_share_in_tenth(parts), "0.1"),
        white_percent=rounded(groups["white"], "0.1"),
        mixed_percent=rounded(groups["mixed"], "0.1"),
        asian_percent=rounded(groups["asian"], "0.1"),
        black_percent=rounded(groups["black"], "0.1"),
        other_percent=rounded(groups["other"], "0.1"),
        area_km2=rounded(km2, "0.01"),
    )


def lsoa_facts(geography: Geography) -> list[Lsoa]:
    """Return one row for each small area of 2011, by code."""
    return [
        Lsoa(
            source="derived_lsoas",
            section=area.code,
            lsoa=area.code,
            ward=area.ward,
            persons=area.people,
            imd_2019_decile=area.decile,
            imd_2019_rank=area.rank,
        )
        for _, area in sorted(geography.areas.items())
    ]


def rounded(value: float, step: str) -> Decimal:
    """Return `value` as a decimal rounded half-even to `step`, such as ``0.1``."""
    return Decimal(value).quantize(Decimal(step))


def _mean(parts: list[SmallArea], column: str) -> float:
    people = sum(part.people for part in parts)
    return sum(float(getattr(part, column)) * part.people for part in parts) / people


def _share_in_tenth(parts: list[SmallArea]) -> float:
    return 100 * sum(part.people for part in parts if part.decile == 1) / sum(part.people for part in parts)


def _ethnicity(data: Path, geography: Geography) -> dict[str, dict[str, float]]:
    """Return the percentage of each ethnic group in each ward."""
    counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in table(data, "population/census21_ethnicity_lsoa21_GM.csv", "lsoa21_code", "ethnic_group", "n"):
        if row["lsoa21_code"] in geography.areas_of_2021:
            group = _GROUPS[row["ethnic_group"].replace(",", " ").split()[0]]
            for ward, share in geography.shares_by_ward(row["lsoa21_code"]).items():
                counts[ward][group] += float(row["n"]) * share
    return {
        ward: {group: 100 * count / sum(groups.values()) for group, count in groups.items()}
        for ward, groups in counts.items()
    }


def _areas_km2(data: Path, geography: Geography) -> dict[str, float]:
    """Return the area of each ward, the sum of its small areas within generalised boundaries."""
    found: dict[str, float] = defaultdict(float)
    for code, shape in polygons(data, LSOA_SHAPES).items():
        if code in geography.areas_of_2021:
            for ward, share in geography.shares_by_ward(code).items():
                found[ward] += area_km2(shape) * share
    return found
