"""Computes ``practices.csv`` of one local authority from open data."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path

from lco.place.derive.datasets import Geography, SmallArea, polygons, table
from lco.place.derive.shapes import place_of
from lco.place.derive.wards import LSOA_SHAPES, rounded
from lco.place.facts.practices import Practice

ALLOCATIONS = "allocations/practice_weighted_populations_2024_25_England.csv"
PAYMENTS = "primary_care/payments_22-23_GM.csv"
# The publisher's heading of the list still says 2022/23 in the edition of 2024/25.
_LIST = "pop 2022/23"
_WEIGHTS = ("G&A", "CS", "MH", "Mat", "Health Ineq", "Prescr", "Final")
_PRIMARY_MEDICAL = "Final PMC WP"


def practice_facts(data: Path, authority: str, geography: Geography) -> list[Practice]:
    """Return one row for each practice of the authority, by code.

    A practice stands in the small area whose boundary holds its coordinates; where generalised
    boundaries leave a gap there, in the nearest one, and the row's section says so.

    Raises:
        DataRefused: when a data set is absent or lacks a column.
    """
    shapes = {
        code: shape for code, shape in polygons(data, LSOA_SHAPES).items() if code in geography.areas_of_2021
    }
    networks = _networks(data)
    found = []
    for row in table(data, ALLOCATIONS, "Practice_Code", "LAD21", _LIST, _PRIMARY_MEDICAL):
        if row["LAD21"] == authority:
            later, is_inside = place_of(shapes, (float(row["Longitude"]), float(row["Latitude"])))
            parts = (geography.areas[code] for code in geography.areas_of_2021[later])
            section = f"{row['Practice_Code']}; {'in' if is_inside else 'nearest to'} {later}"
            network = networks.get(row["Practice_Code"], (None, None))
            found.append(_practice(row, max(parts, key=attrgetter("people")), section, network))
    return sorted(found, key=attrgetter("code"))


def _practice(
    row: dict[str, str], area: SmallArea, section: str, network: tuple[str | None, str | None]
) -> Practice:
    weighted = {need: rounded(float(row[f"{need} WP"]), "0.1") for need in _WEIGHTS}
    return Practice(
        source="derived_practices",
        section=section,
        code=row["Practice_Code"],
        name=" ".join(row["GP_Practice_Name"].split()),
        ward=area.ward,
        lsoa=area.code,
        list_size=rounded(float(row[_LIST]), "0.1"),
        weighted_general_and_acute=weighted["G&A"],
        weighted_community=weighted["CS"],
        weighted_mental_health=weighted["MH"],
        weighted_maternity=weighted["Mat"],
        weighted_health_inequality=weighted["Health Ineq"],
        weighted_prescribing=weighted["Prescr"],
        weighted_overall=weighted["Final"],
        weighted_primary_medical=rounded(float(row[_PRIMARY_MEDICAL]), "0.1"),
        network_code=network[0],
        network=network[1],
    )


def _networks(data: Path) -> dict[str, tuple[str, str]]:
    """Return the primary care network of each practice. The list misnames its two columns."""
    rows = table(data, PAYMENTS, "Code", "CCG NAME", "Practice Code", encoding="latin-1")
    return {
        row["Practice Code"]: (row["Code"], " ".join(row["CCG NAME"].split()))
        for row in rows
        if row["Code"].startswith("U")
    }
