"""The list of people, and the numbers of one person."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lco.population.judgements import REASON_IN_WORDS
from lco.records.tables import JudgementReason
from lco.teams.workflow import STATES, State
from web.population.models import Listing, Tier
from web.population.queries import SEXES
from web.teams.need import DOES_NOT_APPLY, chance, moved, moved_with_mark, named, of_100, titles
from web.ui import formats, place
from web.ui.tables import Column, Table, Tag

_NEW_LINE = SafeString("<br>")
TIER_TAGS = {
    Tier.HIGH: Tag("High", "red", "▲"),
    Tier.RISING: Tag("Rising", "orange", "◆"),
    Tier.LOW: Tag("Low", "green", "●"),
}

_GROUPS_SHOWN = 3


def _person_url(listing: Listing) -> str:
    return reverse("teams:person", args=[listing.person_id])


def _why(listing: Listing) -> str:
    shown, left = listing.reason_list[:2], listing.reason_list[2:]
    return "; ".join(shown) + (f"; and {len(left)} more" if left else "")


def _why_moved(listing: Listing) -> str:
    return f"Moved: {'; '.join(listing.movement_reason_list)}" if listing.movement_reason_list else ""


def _movement(listing: Listing) -> str:
    """Return movement, judgement and case, each on a line: none of them changes the tier."""
    judged = getattr(listing, "judged_tier", None)
    lines = [moved_with_mark(listing), case_in_words(listing)]
    if judged:
        lines.append(format_html("Judged by the team: <strong>{}</strong>", TIER_TAGS[judged].text.lower()))
    return format_html_join(_NEW_LINE, "{}", ((line,) for line in lines if line))


def case_in_words(listing: Listing) -> str:
    """Return the state of the open case of a row read with its case; empty where there is none."""
    code = getattr(listing, "case_standing", None)
    return f"Case: {STATES[State(code)].title.lower()}" if code else ""


def _segment(listing: Listing) -> str:
    known = titles(place.current(), "segments")
    return named([listing.segment], known)[0] if listing.segment else formats.NOTHING


def _cohorts(listing: Listing) -> list[str]:
    return named(listing.cohort_list, titles(place.current(), "cohorts"))


def _groups(listing: Listing) -> str:
    groups = ["On the priority list"] if listing.is_priority else []
    groups += ["Mental-health need"] if listing.has_mental_health_need else []
    groups += _cohorts(listing)
    shown, left = groups[:_GROUPS_SHOWN], groups[_GROUPS_SHOWN:]
    return "; ".join([*shown, *([f"and {len(left)} more"] if left else [])])


def _judged_reason(listing: Listing) -> str:
    reason = getattr(listing, "judged_reason", None)
    return "" if reason is None else REASON_IN_WORDS[JudgementReason(reason)]


def _tenths(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value) / 10


def _sex(listing: Listing) -> str:
    return SEXES.get(listing.sex, "Not known")


PEOPLE = Table(
    name="people",
    person=lambda row: row.person_id,
    caption="People",
    columns=(
        Column(
            "name",
            "Name and NHS number",
            lambda row: row.person.full_name,
            link=_person_url,
            note=lambda row: (
                formats.nhs_number(row.person.nhs_number) if row.person.nhs_number else "No NHS number"
            ),
            order_by="searched",
        ),
        Column("nhs_number", "NHS number", lambda row: row.person.spaced_nhs_number, is_shown=False),
        Column("born_on", "Born on", lambda row: row.person.born_on, is_shown=False),
        Column(
            "need",
            "Tier",
            lambda row: row.get_tier_display(),
            show=lambda row: TIER_TAGS[row.tier],
            note=_movement,
            order_by="tier_order, rank",
        ),
        Column(
            "risk",
            "Emergency admission in 12 months",
            lambda row: chance(row.risk),
            note=lambda row: of_100(row.risk),
            order_by="risk",
        ),
        Column("why", "Why", lambda row: row.reasons, show=_why, note=_why_moved),
        Column("segment", "Needs", _segment, note=_groups, order_by="segment"),
        Column(
            "age", "Age", lambda row: row.person.age, kind="number", note=_sex, order_by="-person__born_on"
        ),
        Column("sex", "Sex", _sex, is_shown=False),
        Column("movement", "Since last month", moved, is_shown=False),
        Column("moved_why", "Why moved", lambda row: row.movement_reasons, is_shown=False),
        Column("rising_fast", "Rising fast", lambda row: row.is_rising_fast, is_shown=False),
        Column(
            "risk_of_100", "Emergency admissions of 100 alike", lambda row: of_100(row.risk), is_shown=False
        ),
        Column("cohorts", "Cohorts", lambda row: "; ".join(_cohorts(row)), is_shown=False),
        Column("mental", "Mental-health need", lambda row: row.has_mental_health_need, is_shown=False),
        Column("priority", "On the priority list", lambda row: row.is_priority, is_shown=False),
        Column(
            "judged",
            "Judged by the team",
            lambda row: Tier(row.judged_tier).label if getattr(row, "judged_tier", None) else "",
            is_shown=False,
        ),
        Column("case", "Case", lambda row: case_in_words(row).removeprefix("Case: "), is_shown=False),
        Column("judged_why", "Why judged", _judged_reason, is_shown=False),
        Column(
            "conditions",
            "Conditions",
            lambda row: row.conditions,
            kind="number",
            order_by="conditions",
            is_shown=False,
        ),
        Column(
            "admissions",
            "Emergency admissions",
            lambda row: row.emergency_admissions,
            kind="number",
            order_by="emergency_admissions",
            is_shown=False,
        ),
        Column("practice", "Practice", lambda row: row.practice, is_shown=False),
        Column("charlson", "Charlson score", lambda row: row.charlson, kind="number", is_shown=False),
        Column("attendances", "Attendances", lambda row: row.attendances, kind="number", is_shown=False),
        Column("bed_days", "Bed-days", lambda row: row.bed_days, kind="number", is_shown=False),
        Column("contacts", "Contacts", lambda row: row.contacts, kind="number", is_shown=False),
    ),
    default_sort="need",
    empty="Nobody in your team's neighbourhood meets this.",
)


_BY_POINTS = Column("risk", "Number by points", lambda row: row.rank, kind="number", order_by="rank")


def people_table(*, is_predicted: bool, per_page: int) -> Table:
    """Return the list of people; where nothing is predicted, their order by points stands for the risk."""
    columns = PEOPLE.columns
    if not is_predicted:
        predicted = {"risk": _BY_POINTS}
        columns = tuple(
            predicted.get(column.name, column) for column in columns if column.name != "risk_of_100"
        )
    return replace(PEOPLE, columns=columns, per_page=per_page)


def numbers_of(listing: Listing) -> list[tuple[str, str, str]]:
    """Return title, value in words and the anchor of the definition of every number of a person."""
    return [
        ("Charlson score", formats.number(listing.charlson), "charlson"),
        (
            "Hospital frailty score",
            DOES_NOT_APPLY
            if listing.hfrs_tenths is None
            else formats.number(_tenths(listing.hfrs_tenths), 1),
            "hfrs",
        ),
        ("Long-term conditions", formats.number(listing.conditions), "tiers"),
        ("Different medicines", formats.number(listing.medicines), "polypharmacy"),
        ("Emergency admissions", formats.number(listing.emergency_admissions), "utilisation"),
        ("Attendances", formats.number(listing.attendances), "utilisation"),
        ("Bed-days", formats.number(listing.bed_days), "utilisation"),
        ("Contacts outside hospital", formats.number(listing.contacts), "utilisation"),
        ("Cost of care", formats.pence(listing.cost_pence), "utilisation"),
    ]
