"""The kinds of hospital flags as sentences and as a table: what pages and the docs say of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lco.teams.hospital_flags.kinds import FlagRule, rules


def flagged_when(rule: FlagRule) -> str:
    """Return when there is a flag of the kind, as the words after 'who was'."""
    return rule.when.format(within=rule.within_days, least=rule.counted(rule.least), gap=rule.gap_days)


def found_by(rule: FlagRule) -> str:
    """Return who of those nobody looks after comes to the queue by a flag of the kind."""
    aged = f"from {rule.finds_from_age} years of age"
    more = f", from {rule.counted(rule.finds_from)} on" if rule.finds_from > rule.least else ""
    return f"{aged}{more}; looked at within {rule.triage_days} {'day' if rule.triage_days == 1 else 'days'}"


def opted_out(rule: FlagRule) -> str:
    """Return what becomes of a flag of somebody who opted out of being stratified."""
    return "no flag" if rule.honours_opt_out else "told to their own team: an event in their care"


def flag_table(kinds: Sequence[FlagRule] | None = None) -> Iterator[str]:
    """Yield the lines of a Markdown table of the kinds, those of the platform when none are given."""
    yield "| hospital flag | of whom | who comes to the queue by it | who opted out | where it comes from |"
    yield "|---|---|---|---|---|"
    for rule in rules() if kinds is None else kinds:
        parts = (rule.title, flagged_when(rule), found_by(rule), opted_out(rule), rule.note)
        yield f"| {' | '.join(parts)} |"
