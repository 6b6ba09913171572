"""What a place sets itself of the teams' work: its standards and its quorum, held against the catalogue."""

from __future__ import annotations

from lco.place.fact import Fact
from lco.place.facts.quorum_roles import QuorumRole
from lco.place.facts.sources import Source
from lco.place.facts.work_standards import WorkStandard
from lco.place.pack import PackRefused, Place
from lco.place.refusal import Findings, short
from lco.teams.quorum import STANDARD, QuorumRule, Seat, seat
from lco.teams.staff import RoleSet
from lco.teams.standard import Own, Standards
from lco.teams.standards import STANDARDS, contradictions, standards


def standards_of(place: Place, *, folder: str = "") -> Standards:
    """Return the standards of `place`: its own where it sets them, the platform's for all others.

    `folder` leads the file names of a refusal; the platform's own folder of the pack when empty.

    Raises:
        PackRefused: when a row names no standard, another unit, or a value too small or beyond all use, or
            when two standards cannot hold together.
    """
    findings = Findings(folder or f"places/{place.id}")
    for row in place.rows(WorkStandard):
        _check(row, findings)
    if findings.problems:
        raise PackRefused(place.id, findings.problems)
    known = standards({row.id: _own(place, row) for row in place.rows(WorkStandard)})
    for names, why in contradictions(known):
        row = next(row for row in reversed(place.rows(WorkStandard)) if row.id in names)
        findings.add(row.FILE, row.line, f"with this '{row.id}' {why}", f"change one of {', '.join(names)}")
    if findings.problems:
        raise PackRefused(place.id, findings.problems)
    return known


def quorum_of(place: Place, *, folder: str = "") -> QuorumRule:
    """Return the seats of `place`, or the platform's where it sets none.

    Raises:
        PackRefused: when a row names a role set there is not, or none.
    """
    findings = Findings(folder or f"places/{place.id}")
    seats = [_seat(row, findings) for row in sorted(place.rows(QuorumRole), key=lambda row: row.seat)]
    if findings.problems:
        raise PackRefused(place.id, findings.problems)
    if not seats:
        return STANDARD
    said = dict.fromkeys(_paper(place, row) for row in place.rows(QuorumRole))
    words = f"Set by {place.name}: {'; '.join(said)}. A team may set another rule."
    return QuorumRule(tuple(each for each in seats if each), words)


def _check(row: WorkStandard, findings: Findings) -> None:
    known = STANDARDS.get(row.id)
    if known is None:
        remedy = "take one of the reference of the standards, or remove the row"
        findings.add(row.FILE, row.line, f"there is no standard '{short(row.id)}'", remedy)
        return
    if row.unit != known.unit:
        what = f"'{row.id}' is counted in {known.unit}, not in '{short(row.unit)}'"
        findings.add(row.FILE, row.line, what, f"write {known.unit} and the value in it")
        return
    if not known.may_be(row.value):
        findings.add(row.FILE, row.line, f"'{row.id}' cannot be {row.value:,}", f"it is {known.bounds}")


def _own(place: Place, row: WorkStandard) -> Own:
    return Own(row.value, _paper(place, row), place.cite(row), row.note or "")


def _paper(place: Place, row: Fact) -> str:
    titles = {source.id: source.title for source in place.rows(Source)}
    return f"{titles[row.source]}, {row.section}"


def _seat(row: QuorumRole, findings: Findings) -> Seat | None:
    if row.seat < 1:
        findings.add(row.FILE, row.line, f"there is no seat {row.seat}", "number the seats from 1")
    known = [each.value for each in RoleSet]
    unknown = [each for each in row.role_sets if each not in known]
    for each in unknown:
        what = f"there is no role set '{short(each)}'"
        findings.add(row.FILE, row.line, what, f"use {', '.join(known)}")
    if not row.role_sets:
        findings.add(row.FILE, row.line, "column 'role_sets' is empty", "name who fills the seat")
    return None if unknown or not row.role_sets else seat(*(RoleSet(each) for each in row.role_sets))
