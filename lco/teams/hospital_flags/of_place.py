"""The kinds of hospital flags with the thresholds a place sets itself, held against the platform's kinds."""

from __future__ import annotations

from dataclasses import replace

from lco.place.facts.hospital_flags import HospitalFlagRule
from lco.place.facts.sources import Source
from lco.place.pack import PackRefused, Place
from lco.place.refusal import Findings, short
from lco.teams.hospital_flags.kinds import FlagKind, FlagRule, rules

_MOST = 3_650  # days, nights and attendances beyond which a threshold is a slip of the pen
_LEAST = {"within_days": 1, "least": 1, "finds_from": 1, "finds_from_age": 0, "triage_days": 1}


def flag_rules_of(place: Place, *, folder: str = "") -> tuple[FlagRule, ...]:
    """Return the kinds of flags of `place`: its own thresholds where it sets them, the platform's otherwise.

    `folder` leads the file names of a refusal; the platform's own folder of the pack when empty.

    Raises:
        PackRefused: when a row names no kind, or a threshold that cannot be.
    """
    findings = Findings(folder or f"places/{place.id}")
    own = {row.id: row for row in place.rows(HospitalFlagRule)}
    for row in own.values():
        _check(row, findings)
    if findings.problems:
        raise PackRefused(place.id, findings.problems)
    return tuple(_with(place, rule, own.get(rule.id.value)) for rule in rules())


def _with(place: Place, rule: FlagRule, row: HospitalFlagRule | None) -> FlagRule:
    if row is None:
        return rule
    titles = {source.id: source.title for source in place.rows(Source)}
    return replace(
        rule,
        within_days=row.within_days,
        least=row.least,
        finds_from=row.finds_from,
        finds_from_age=row.finds_from_age,
        gap_days=row.gap_days or 0,
        triage_days=row.triage_days,
        note=f"Set by {place.name}: {titles[row.source]}, {row.section}",
    )


def _check(row: HospitalFlagRule, findings: Findings) -> None:
    known = [kind.value for kind in FlagKind]
    if row.id not in known:
        what = f"there is no kind of flag '{short(row.id)}'"
        findings.add(row.FILE, row.line, what, f"use {', '.join(known)}")
    for name, least in _LEAST.items():
        if not least <= getattr(row, name) <= _MOST:
            what = f"'{name}' cannot be {getattr(row, name):,}"
            findings.add(row.FILE, row.line, what, f"it is {least} or more and at most {_MOST:,}")
    if row.finds_from < row.least:
        what = f"'finds_from' is {row.finds_from} and 'least' is {row.least}"
        findings.add(
            row.FILE, row.line, what, "nobody is found by fewer than make a flag: raise 'finds_from'"
        )
    is_gap_needed = row.id == FlagKind.READMITTED.value
    if is_gap_needed != bool(row.gap_days) or not 0 <= (row.gap_days or 0) <= _MOST:
        remedy = "give the days after leaving" if is_gap_needed else "leave it blank: no gap is counted there"
        findings.add(row.FILE, row.line, f"'gap_days' of '{short(row.id)}' is {row.gap_days}", remedy)
