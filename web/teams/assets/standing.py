"""Reads for the pages of levels, of the mental health offer and of parity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lco.place.facts.mental_health_offers import MentalHealthOffer
from lco.teams.directory.entries import Entry
from lco.teams.levels import Gap, Placed
from lco.teams.offer_grid import GridCell, GridRow, grid
from lco.teams.parity import Cell, Line, Parity, Planned, parity
from web.population.models import Listing
from web.teams.assets.area import area
from web.teams.assets.entries import entry_of
from web.teams.assets.queries import services
from web.teams.queries import current_publication
from web.ui import formats
from web.ui.charts import Bar, Chart, bars

KIND_WORDS = {"mental": "A mental goal", "physical": "A physical goal", "social": "A social goal"}


@dataclass(frozen=True)
class Offered:
    """One offer in one neighbourhood, as a row of a list."""

    cell: GridCell
    name: str

    @property
    def offer(self) -> MentalHealthOffer:
        """The offer of the pack."""
        return self.cell.offer

    @property
    def services(self) -> Sequence[Entry]:
        """The services that give it here."""
        return self.cell.services


def narrowed(found: Sequence[Placed], chosen: dict[str, Any]) -> list[Placed]:
    """Keep services by level and by what is left open of them."""
    level, gap = chosen.get("level", ""), chosen.get("gap", "")
    kept = [each for each in found if not level or (each.level is not None and each.level.id == level)]
    if gap == "any":
        return [each for each in kept if each.gaps]
    return [each for each in kept if not gap or Gap(gap) in each.gaps]


def offer_grid(place: Any) -> tuple[GridRow, ...]:
    """Return the mental health offers of the place by neighbourhood, from the directory: three queries."""
    entries = [entry_of(each) for each in services()]
    return grid(entries, place.mental_health_offers, area().locality_of)


def offered(rows: Sequence[GridRow], chosen: dict[str, Any]) -> list[Offered]:
    """Return the cells of the grid as rows, narrowed by neighbourhood, offer and gaps."""
    names = area().names
    found = [Offered(cell, names[cell.neighbourhood]) for row in rows for cell in row.cells]
    if chosen.get("neighbourhood"):
        found = [each for each in found if each.cell.neighbourhood == chosen["neighbourhood"]]
    if chosen.get("offer"):
        found = [each for each in found if each.offer.id == chosen["offer"]]
    return [each for each in found if each.cell.is_gap] if chosen.get("is_gap") else found


def parity_report(place: Any) -> Parity:
    """Return the parity of goals in agreed plans, by cohort of the run shown; two queries."""
    from web.teams.plans.queries import goal_kinds_of_agreed_plans

    kinds: dict[int, frozenset[str]] = {}
    for person, held in goal_kinds_of_agreed_plans():
        kinds[person] = kinds.get(person, frozenset()) | held
    cohorts = _cohorts(list(kinds))
    plans = [Planned(held, cohorts.get(person, frozenset())) for person, held in kinds.items()]
    return parity(plans, [(each.id, each.title) for each in sorted(place.cohorts, key=lambda it: it.order)])


def _cohorts(people: list[int]) -> dict[int, frozenset[str]]:
    found = Listing.objects.filter(run=current_publication(), person__in=people)
    return {
        person: frozenset(part for part in held.split(";") if part.strip())
        for person, held in found.values_list("person", "cohorts")
    }


def parity_chart(report: Parity, words: str) -> Chart:
    """Return the shares of everybody's plans as bars, with the table of every cohort beneath."""
    cells = line_cells(report.everybody)
    drawn = [_bar(title, cell) for title, cell in cells]
    return Chart(
        id="parity",
        title="Agreed plans by the kinds of goals they hold",
        sentence=words,
        spec=bars(drawn, unit="per cent of agreed plans"),
        heads=("Kind of goal", "People", "Share of agreed plans"),
        rows=tuple((title, people_in_words(cell), share_in_words(cell)) for title, cell in cells),
    )


def people_in_words(cell: Cell) -> str:
    """Return a count, or the word for one that is withheld."""
    return formats.SUPPRESSED if cell.is_suppressed else formats.number(cell.people)


def share_in_words(cell: Cell) -> str:
    """Return a share, or the word for one that is withheld; a dash where there is nobody to share."""
    return formats.SUPPRESSED if cell.is_suppressed else formats.percent(cell.share, 0)


def line_cells(line: Line) -> list[tuple[str, Cell]]:
    """Return the cells of a line by their words."""
    kinds = [(KIND_WORDS[kind], cell) for kind, cell in line.with_kind.items()]
    return [*kinds, ("All three", line.with_all)]


def _bar(title: str, cell: Cell) -> Bar:
    return Bar(title, None if cell.share is None else cell.share * 100, share_in_words(cell))
