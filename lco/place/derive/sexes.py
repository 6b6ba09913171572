"""Splits people by age band into females and males where a data set counts persons only.

The open ward data give no sexes. From 65 years the share of females is the authority's own (the
denominators of the falls indicator, by sex). Below, no local figure of the same series exists: 0-14
years follow the ratio at birth of 105 boys to 100 girls, 15-64 years are halved. Both are assumptions.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lco.place.derive.datasets import DataRefused, table
from lco.place.facts.wards import AGE_BANDS

FEMALE_AT_BIRTH = 100 / 205
FEMALE_15_TO_64 = 0.5
METHOD = "sexes modelled, 65 and over {share:.1%} female as in {year}"


def females_65_plus(data: Path, authority: str) -> tuple[float, int]:
    """Return the share of females among residents of 65 and over, and the year it is of (the earliest)."""
    by_year: dict[int, dict[str, float]] = {}
    for row in table(data, "outcomes/fingertips_GM_England.csv", "AreaCode", "Sex", "Denominator"):
        is_wanted = row["AreaCode"] == authority and "due to falls aged 65" in row["IndicatorName"]
        is_split = bool(row["CategoryType"] or row["Category"])
        if is_wanted and not is_split and row["Sex"] in ("Female", "Male") and row["Denominator"]:
            by_year.setdefault(int(row["Year"]), {})[row["Sex"]] = float(row["Denominator"])
    for year, sexes in sorted(by_year.items()):
        if len(sexes) == 2:
            return sexes["Female"] / sum(sexes.values()), year
    raise DataRefused(
        f"outcomes/fingertips_GM_England.csv has no denominators by sex of authority {authority}."
    )


def bands(ages: Sequence[int]) -> tuple[int, ...]:
    """Return people by band of `AGE_BANDS` from people by single year of age, the last open."""
    ends = (*AGE_BANDS[1:], len(ages))
    return tuple(sum(ages[low:high]) for low, high in zip(AGE_BANDS, ends, strict=True))


def females(people_by_band: Sequence[int], share_65_plus: float) -> tuple[int, ...]:
    """Return the females of each band; what rounding leaves is carried to the next band."""
    found, carried = [], 0.0
    for low, people in zip(AGE_BANDS, people_by_band, strict=True):
        exact = people * _share(low, share_65_plus) + carried
        whole = min(people, max(0, round(exact)))
        carried = exact - whole
        found.append(whole)
    return tuple(found)


def _share(age: int, share_65_plus: float) -> float:
    if age < 15:
        return FEMALE_AT_BIRTH
    return FEMALE_15_TO_64 if age < 65 else share_65_plus
