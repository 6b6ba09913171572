"""The place on several days: what is known of everybody then, and where each one stood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ibis.expr.types import Table

from lco import engine
from lco.periods import months_before
from lco.place.facts.tier_points import TierPoint
from lco.place.facts.tier_rules import TierRule
from lco.place.facts.tiers import Tier
from lco.place.pack import Place
from lco.population.features.table import read_features, write_features_of_days
from lco.population.rising import STANDING, Standing, tiered
from lco.population.risk.model import AdditiveModel
from lco.population.tables import Records
from lco.population.tiers import TiersRefused, ranked, salt_of

FORMER_MONTHS = 1  # what a move is measured against
LOOKED_BACK_MONTHS = (6, 12)  # who was rising then, and is high now?


@dataclass(frozen=True)
class Rules:
    """How the people of a place are ranked and put in tiers.

    Attributes:
        points: the place's points; they rank where no model is live.
        tiers: the place's tiers.
        changes: the place's rules of tiers by change; may be empty.
        model: the live model of risk, or None.
        salt: of the hash that breaks the last ties, one for all days of a run.
        deprivation: small area to the fifth of England's it is in, 1 most deprived.
    """

    points: Sequence[TierPoint]
    tiers: Sequence[Tier]
    changes: Sequence[TierRule]
    model: AdditiveModel | None
    salt: int
    deprivation: Mapping[str, int]

    @property
    def change_months(self) -> int:
        """Over how many months a change is measured.

        Raises:
            TiersRefused: when two rules of the place differ in it.
        """
        months = {rule.months for rule in self.changes}
        if len(months) > 1:
            last = self.changes[-1]
            raise TiersRefused(
                f"{last.FILE}, line {last.line}: the rules of change look back {sorted(months)} months: "
                "give all of them the same."
            )
        return months.pop() if months else LOOKED_BACK_MONTHS[0]

    @property
    def months_back(self) -> tuple[int, ...]:
        """Every number of months back that the place is looked at, 0 first."""
        compared = (0, FORMER_MONTHS, *LOOKED_BACK_MONTHS)
        earlier = tuple(each + self.change_months for each in compared) if self.changes else ()
        return tuple(sorted({*compared, self.change_months, *earlier}))


def rules_of(place: Place, index_on: date, model: AdditiveModel | None) -> Rules:
    """Return how the people of a place are ranked on a day."""
    return Rules(
        points=place.rows(TierPoint),
        tiers=place.rows(Tier),
        changes=place.rows(TierRule),
        model=model,
        salt=salt_of(place.id, index_on),
        deprivation=deprivation_of(place),
    )


def deprivation_of(place: Place) -> dict[str, int]:
    """Return small area to the fifth of England's small areas it is in, 1 most deprived."""
    return {each.lsoa: (each.imd_2019_decile + 1) // 2 for each in place.lsoas}


@dataclass(frozen=True)
class Snapshot:
    """The residents of one day.

    Attributes:
        on: the day.
        features: person and every feature as of the day.
        standing: rank and risk of each.
    """

    on: date
    features: Table
    standing: Standing


def snapshots(records: Records, folder: Path, index_on: date, rules: Rules) -> dict[int, Snapshot]:
    """Return the place on each of the days that `rules` look at, by months back.

    A day on which nobody lived in the place has none.

    Args:
        records: the records of the place.
        folder: where to write features and ranks; must stay as long as the snapshots are used.
        index_on: the day months are counted back from.
        rules: how people are ranked.
    """
    days = {back: months_before(index_on, back) for back in rules.months_back}
    folders = {on: folder / f"features-{on}" for on in days.values()}
    counts = write_features_of_days(records, folders, deprivation=rules.deprivation)
    return {
        back: _snapshot(records, folder, on, counts[on], rules) for back, on in days.items() if counts[on]
    }


def _snapshot(records: Records, folder: Path, on: date, count: int, rules: Rules) -> Snapshot:
    con, path = records.con, folder / f"standing-{on}.parquet"
    features = read_features(con, folder / f"features-{on}")
    stood = ranked(features, rules.points, salt=rules.salt, model=rules.model).select(*STANDING)
    engine.write_parquet(con, stood, path)
    return Snapshot(on, features, Standing(engine.read_parquet(con, path), count))


def tiers_at(back: int, taken: Mapping[int, Snapshot], rules: Rules) -> Table:
    """Return the tier of each resident `back` months ago, from rank and change.

    Where the place has no earlier ranking to compare with, rank alone decides; of two days a month apart
    on both, or people would seem to move for want of a ranking.

    Returns:
        person, tier, is_rising_fast, risk_before.
    """
    before = taken.get(back + rules.change_months)
    compared = (0, FORMER_MONTHS) if back <= FORMER_MONTHS else (back,)
    has_changes = all(each + rules.change_months in taken for each in compared)
    return tiered(
        taken[back].standing,
        before.standing if before else None,
        tiers=rules.tiers,
        rules=rules.changes if has_changes else (),
    )
