"""All reads of the list of people. Callers bring the rows they may see; nothing here widens them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from lco.periods import months_before
from lco.place.pack import Place
from lco.population.score import scores
from lco.records.tables import Sex
from web.population.models import Listing, Movement, Tier
from web.population.tables import Neighbourhood, neighbourhood
from web.records.definitions import Told, told
from web.records.names import digits_of_nhs_number, searchable

# First and last year of each band of the age today; the last band is open.
AGE_BANDS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "0-4": (0, 4),
        "5-17": (5, 17),
        "18-39": (18, 39),
        "40-64": (40, 64),
        "65-74": (65, 74),
        "75-84": (75, 84),
        "85+": (85, 200),
    }
)
SEXES = {sex.value: sex.name.replace("_", " ").capitalize() for sex in Sex}
_DEPRIVATION = "deprivation/most_deprived_tenth"


@dataclass(frozen=True)
class Asked:
    """What a user asked of the list; an empty text or None asks nothing."""

    text: str = ""
    tier: str = ""
    age_band: str = ""
    sex: int | None = None
    practice: str = ""
    conditions_at_least: int | None = None
    movement: str = ""
    is_rising_fast: bool = False
    cohort: str = ""
    segment: str = ""
    has_mental_health_need: bool = False
    is_priority: bool = False


def matching(listings: QuerySet[Listing], asked: Asked) -> QuerySet[Listing]:
    """Return those of `listings` that meet everything asked."""
    found = _meeting(listings, asked)
    return found.filter(tier=asked.tier) if asked.tier else found


def tier_counts(listings: QuerySet[Listing], asked: Asked) -> dict[str, int]:
    """Return how many people of each tier meet everything asked but the tier: the numbers on the tabs."""
    counted = _meeting(listings, asked).order_by().values("tier").annotate(people=Count("pk"))
    counts = {str(tier): 0 for tier in Tier}
    return counts | {row["tier"]: row["people"] for row in counted}


def movement_counts(listings: QuerySet[Listing], asked: Asked) -> dict[str, int]:
    """Return how many who meet everything asked but the movement moved up or down, are new or rise fast."""
    everybody = replace(asked, movement="", is_rising_fast=False)
    counted = {str(each): Count("pk", filter=Q(movement=each)) for each in Movement if each != Movement.SAME}
    counted["rising_fast"] = Count("pk", filter=Q(is_rising_fast=True))
    return dict(matching(listings, everybody).order_by().aggregate(**counted))


def is_predicted(listings: QuerySet[Listing]) -> bool:
    """Say whether a risk was predicted in the run: of everybody, or of nobody."""
    first = listings.order_by("tier_order", "rank").values_list("risk", flat=True).first()
    return first is not None


def practices(listings: QuerySet[Listing]) -> list[str]:
    """Return the codes of the practices of `listings`, in order."""
    codes = listings.exclude(practice="").order_by("practice").values_list("practice", flat=True)
    return list(codes.distinct())


def _meeting(listings: QuerySet[Listing], asked: Asked) -> QuerySet[Listing]:
    wanted = Q()
    for condition in _conditions(asked):
        wanted &= condition
    return listings.filter(wanted)


def _conditions(asked: Asked) -> Sequence[Q]:
    conditions = [_named(asked.text)] if asked.text.strip() else []
    if asked.age_band:
        conditions.append(_aged(*AGE_BANDS[asked.age_band]))
    if asked.sex is not None:
        conditions.append(Q(sex=asked.sex))
    if asked.practice:
        conditions.append(Q(practice=asked.practice))
    if asked.conditions_at_least:
        conditions.append(Q(conditions__gte=asked.conditions_at_least))
    return [*conditions, *_of_need(asked)]


def _aged(least: int, most: int) -> Q:
    """Whoever is of that age today, as the list and the banner of the person say it; not on the run's day."""
    day = timezone.localdate()
    born_after, born_by = months_before(day, 12 * (most + 1)), months_before(day, 12 * least)
    return Q(person__born_on__gt=born_after, person__born_on__lte=born_by)


def _of_need(asked: Asked) -> Iterator[Q]:
    for name in ("movement", "segment"):
        if getattr(asked, name):
            yield Q(**{name: getattr(asked, name)})
    for name in ("is_rising_fast", "has_mental_health_need", "is_priority"):
        if getattr(asked, name):
            yield Q(**{name: True})
    if asked.cohort:
        yield Q(cohorts__contains=f";{asked.cohort};")


def _named(text: str) -> Q:
    """Every word typed must stand in the name; three or more digits are an NHS number or part of one."""
    digits = digits_of_nhs_number(text)
    if digits:
        return Q(nhs_number__contains=digits)
    named = Q()
    words = searchable(text).split()
    for word in words:
        named &= Q(searched__contains=word)
    return named if words else Q(pk__in=[])


def neighbourhoods(pack: Place) -> Sequence[Neighbourhood]:
    """Return the neighbourhoods of the place with the figures of the published run."""
    localities = {locality.id: locality.name for locality in pack.localities}
    return [
        neighbourhood(area.id, area.name, localities.get(area.locality, area.locality), _DEPRIVATION)
        for area in pack.neighbourhoods
    ]


def wards_of(pack: Place, area: str) -> Sequence[Any]:
    """Return the wards of a neighbourhood with what the pack knows of their people."""
    codes = {row.ward for row in pack.neighbourhood_wards if row.neighbourhood == area}
    return [ward for ward in pack.wards if ward.ward in codes]


def scores_in_use() -> Sequence[Told]:
    """Return the scores people are placed into tiers by, ready for a page."""
    return [told(each) for each in scores().values()]
