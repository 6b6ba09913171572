"""The facts of a place that the generator needs, as arrays. All of them come from the place pack."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lco.place.facts.lsoas import Lsoa
from lco.place.facts.practices import Practice
from lco.place.facts.wards import AGE_BANDS, Ward
from lco.place.pack import Place
from lco.records.synthetic.arrays import Doubles, Longs

ENGLAND_LSOAS = 32_844
"""Lower layer super output areas of England in 2011: the last rank of deprivation."""


class PlaceLacksFacts(ValueError):
    """The pack of the place has not what people can be made from; the message says what is missing."""


@dataclass(frozen=True)
class PlaceFacts:
    """Wards, small areas and practices of a place.

    Shapes: `population` ward x age band x sex (male, female); `ethnicity` ward x 6 in the codes of
    Ethnicity; `deprivation` small area, 0 least and 1 most deprived in England. Small areas are sorted by
    ward and `lsoa_bounds` has the first of each ward, practices likewise.
    """

    place: str
    wards: tuple[tuple[str, str], ...]
    bands: Doubles
    population: Doubles
    ethnicity: Doubles
    lsoas: tuple[str, ...]
    lsoa_bounds: Longs
    lsoa_weights: Doubles
    deprivation: Doubles
    practices: tuple[tuple[str, str], ...]
    practice_bounds: Longs
    practice_weights: Doubles

    @property
    def people(self) -> int:
        """Residents of the place in its pack."""
        return round(float(self.population.sum()))

    def ward_deprivation(self) -> Doubles:
        """Return the mean deprivation of each ward, weighted by people."""
        sums = np.add.reduceat(self.deprivation * self.lsoa_weights, self.lsoa_bounds[:-1])
        return np.asarray(sums / np.add.reduceat(self.lsoa_weights, self.lsoa_bounds[:-1]))


def place_facts(place: Place) -> PlaceFacts:
    """Return the facts of `place` as arrays.

    Raises:
        PlaceLacksFacts: when the pack has no wards, small areas or practices.
    """
    wards, lsoas, practices = place.rows(Ward), place.rows(Lsoa), place.rows(Practice)
    for file, rows in (("wards.csv", wards), ("lsoas.csv", lsoas), ("practices.csv", practices)):
        if not rows:
            raise PlaceLacksFacts(
                f"No people can be made for {place.name}: places/{place.id} has no {file}. "
                "Derive it with 'lco place derive', or choose a place that has one, such as manchester."
            )
    order = {ward.ward: number for number, ward in enumerate(wards)}
    areas = sorted(lsoas, key=lambda area: (order[area.ward], area.lsoa))
    surgeries = sorted(practices, key=lambda practice: (order[practice.ward], practice.code))
    return PlaceFacts(
        place=place.id,
        wards=tuple((ward.ward, ward.name) for ward in wards),
        bands=np.array(AGE_BANDS, dtype=np.float64),
        population=np.array([[ward.males, ward.females] for ward in wards], np.float64).transpose(0, 2, 1),
        ethnicity=np.array([_shares(ward) for ward in wards]),
        lsoas=tuple(area.lsoa for area in areas),
        lsoa_bounds=_bounds([order[area.ward] for area in areas], len(wards)),
        lsoa_weights=np.array([area.persons for area in areas], np.float64),
        deprivation=np.array([1 - area.imd_2019_rank / ENGLAND_LSOAS for area in areas]),
        practices=tuple((practice.code, practice.name) for practice in surgeries),
        practice_bounds=_bounds([order[practice.ward] for practice in surgeries], len(wards)),
        practice_weights=np.array([float(practice.list_size) for practice in surgeries]),
    )


def _bounds(numbers: list[int], wards: int) -> Longs:
    return np.searchsorted(np.array(numbers), np.arange(wards + 1)).astype(np.int64)


def _shares(ward: Ward) -> list[float]:
    # In the order of Ethnicity: not known, Asian, Black, mixed, White, other. Three in a hundred never say.
    known = (
        ward.asian_percent,
        ward.black_percent,
        ward.mixed_percent,
        ward.white_percent,
        ward.other_percent,
    )
    total = float(sum(known))
    return [0.03, *(0.97 * float(percent) / total for percent in known)]
