"""The sources that derived rows name: which data sets, in which state, and how they were put together."""

from __future__ import annotations

from lco.place.facts.sources import Source

_SPATIAL = "traffordDataLab/spatial_data@7fa4f03c"
_PUBLISHERS = "Office for National Statistics; Ministry of Housing, Communities and Local Government"
_OGL = "Open Government Licence v3.0"

_WARDS = Source(
    id="derived_wards",
    title="Ward facts, computed by lco place derive",
    publisher=_PUBLISHERS,
    dated="people mid-2016; deprivation 2019; ethnicity Census 2021; boundaries 2021",
    licence=_OGL,
    locator=f"{_SPATIAL} (lookups, boundaries); humaniverse/IMD@2f6c9050; "
    "humaniverse/demographr@d0417101; samuel-book/stroke_unit_demographics@8ff9f37d; "
    "dhsc-govuk/FingertipsNext@33e18454",
    note="Small areas of 2011 make wards of December 2017; those of 2021 are mapped to 2011, by "
    "people where they merged. Deprivation is weighted by people mid-2020; the data give rank "
    "and decile of 2019, no score. Persons are counted. Sexes are modelled: 0-14 years 100 girls to "
    "105 boys and 15-64 years halves, both assumed; from 65 the authority's share in the "
    "denominators of the falls indicator (Fingertips)",
)

_LSOAS = Source(
    id="derived_lsoas",
    title="Small-area facts, computed by lco place derive",
    publisher=_PUBLISHERS,
    dated="people mid-2020; deprivation 2019; wards December 2017",
    licence=_OGL,
    locator=f"{_SPATIAL}; humaniverse/IMD@2f6c9050; samuel-book/stroke_unit_demographics@8ff9f37d",
    note="Small areas of 2011",
)

_PRACTICES = Source(
    id="derived_practices",
    title="Practice facts, computed by lco place derive",
    publisher="NHS England; NHS Digital",
    dated="lists and weights 2024/25; networks 2022/23; boundaries 2021",
    licence=f"{_OGL}; networks: figures cited",
    locator="nhsx/AIF_Allocation_Tool@aecad8a5; HealthEquityEvidenceCentre/HEEC@8a7205b2; " + _SPATIAL,
    note="Practices are placed by coordinates in small areas of 2021, mapped to 2011 and wards of "
    "December 2017",
)


def sources() -> list[Source]:
    """Return the sources of derived rows, in the order in which ``sources.csv`` lists them."""
    return [_WARDS, _LSOAS, _PRACTICES]
