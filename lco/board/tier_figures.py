"""Figures of tiers as they move: moves, what rising became, teams' lists against places, share of cost."""

from __future__ import annotations

from collections.abc import Iterator

from lco.board.work import Work
from lco.disclosure import Before
from lco.periods import Period
from lco.place.facts.team_slots import TeamSlots
from lco.population.capacity import capacity_figures, listed_by_home
from lco.population.concentration import prospective, retrospective
from lco.population.people import Stratified
from lco.population.profiles import Profile
from lco.population.rising_became import became, became_figures
from lco.population.snapshots import FORMER_MONTHS, LOOKED_BACK_MONTHS
from lco.population.stratification import Published, Release, stratification_figures
from lco.store.figures import Figure

_YEAR_MONTHS = 12


def tier_figures(work: Work, done: Stratified, found: Profile) -> Iterator[Figure]:
    """Yield moves, segments, cohorts, what became of rising people, capacity and concentration."""
    con = work.records.con
    yield from stratification_figures(
        con, done.people, done.former.get(FORMER_MONTHS), _release(work, done, found)
    )
    yield from _became(work, done)
    slots = work.place.rows(TeamSlots)
    yield from capacity_figures(
        listed_by_home(con, done.people, slots),
        work.place,
        work.areas,
        on=work.on,
        smallest=work.smallest,
        former=work.former,
    )
    yield from _concentration(work, done)


def _release(work: Work, done: Stratified, found: Profile) -> Release:
    former = done.taken.get(FORMER_MONTHS)
    return Release(
        place=work.place,
        areas=work.areas,
        published=Published(found.counts, found.hidden),
        on=work.index_on,
        former_on=former.on if former else None,
        smallest=work.smallest,
        # The same counts give the same pattern by themselves; what a second run of the day would show more
        # of is withheld at its end.
        withheld_before=Before(preferred=work.former.preferred),
    )


def _became(work: Work, done: Stratified) -> Iterator[Figure]:
    for months in LOOKED_BACK_MONTHS:
        if months in done.former:
            yield from became_figures(
                became(work.records.con, done.people, done.former[months]),
                work.areas,
                months=months,
                period=Period(done.taken[months].on, work.index_on),
                smallest=work.smallest,
            )


def _concentration(work: Work, done: Stratified) -> Iterator[Figure]:
    """Yield who cost most in the year, and apart from it what those cost who stood first before it."""
    con, period = work.records.con, work.period
    yield retrospective(con, done.people, work.areas, count=done.count, period=period, smallest=work.smallest)
    before = done.taken.get(_YEAR_MONTHS)
    if before is not None:
        yield prospective(
            con,
            before.standing.table,
            work.records["costs"],
            work.areas,
            count=before.standing.count,
            period=period,
            smallest=work.smallest,
        )
