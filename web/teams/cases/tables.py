"""The caseload, the queue and the list people are found from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lco.teams.workflow import STATES, TRANSITIONS, Owner, State
from web.population.models import Listing
from web.teams.cases.models import Case, Source, Urgency
from web.teams.queries import today
from web.teams.tables.people import PEOPLE, TIER_TAGS
from web.ui import formats
from web.ui.tables import Column, Table, Tag

_REFERRED = {True: "Hospital flag", False: "Referral"}
_NEW_LINE = SafeString("<br>")
_SHAPES = {True: ("red", "▲"), False: ("white", "●")}


def state_tag(code: str) -> Tag:
    """Return a state as a word with a colour and a shape."""
    rule = STATES[State(code)]
    if not rule.is_open:
        return Tag(rule.title, "grey", "■")
    return Tag(rule.title, "orange" if rule.state is State.REVIEW_DUE else "blue", "●")


def clock_tag(day: date | None) -> Tag | str:
    """Return until when somebody has to act: overdue is said in words, with a shape."""
    if day is None:
        return formats.NOTHING
    late = (today() - day).days
    if late > 0:
        return Tag(f"{late} day{'' if late == 1 else 's'} overdue", "red", "▲")
    return formats.day(day)


def who_acts(case: Any) -> str:
    """Return who has to act: a name where somebody is appointed, else the team's lead."""
    owner = STATES[State(case.standing)].owner
    lead, coordinator = case.lead_professional, case.coordinator
    if owner is Owner.COORDINATOR and (coordinator or lead):
        return (coordinator or lead).name
    if owner is Owner.LEAD_PROFESSIONAL and (lead or coordinator):
        return (lead or coordinator).name
    return Owner.TEAM_LEAD.words


def next_act(code: str) -> str:
    """Return in words what comes next in a state."""
    act = STATES[State(code)].next_act
    return TRANSITIONS[act].title if act else ""


def _number(row: Any) -> str:
    return formats.nhs_number(row.person.nhs_number) if row.person.nhs_number else "No NHS number"


def _case_url(row: Any) -> str:
    return reverse("teams:case", args=[row.person_id])


def _urgency(row: Case) -> str:
    order = [Urgency.URGENT, Urgency.SOON, Urgency.ROUTINE]
    known = [Urgency(each.urgency) for each in row.referrals.all()]
    return str(min(known, key=order.index).label) if known else ""


def _told_by(row: Case) -> str:
    return "; ".join(dict.fromkeys(each.get_referrer_display() for each in row.referrals.all()))


def _reasons(row: Case) -> list[str]:
    """Return what speaks for looking at somebody, in plain words: the latest of the records first."""
    flags = [each.in_words for each in row.hospital_flags.all()]
    asked = [f"{_REFERRED[each.is_hospital_flag]}: {each.reason}" for each in row.referrals.all()]
    return [*flags, *asked, *([row.note] if row.note else [])]


def _found_by(row: Case) -> str:
    """Return every source that speaks for looking at somebody, the first that found them at the head."""
    sources = [row.get_source_display()]
    if row.hospital_flags.all():
        sources.append(str(Source.RECORD_FLAG.label))
    kinds = {True: Source.HOSPITAL_FLAG, False: Source.REFERRAL}
    sources += [str(kinds[each.is_hospital_flag].label) for each in row.referrals.all()]
    return "; ".join(dict.fromkeys(sources))


def _back(row: Case) -> str:
    return "Came back after stepping down" if row.came_back_from_id else ""


_NAME = Column(
    "name",
    "Name and NHS number",
    lambda row: row.person.full_name,
    link=_case_url,
    note=_number,
    order_by="person__family_name, person__given_name",
)
_NHS_NUMBER = Column("nhs_number", "NHS number", lambda row: row.person.spaced_nhs_number, is_shown=False)
_TEAM = Column("team", "Team", lambda row: row.team.name, order_by="team__name")
_DUE = Column(
    "due",
    "Act by",
    lambda row: row.due_on,
    show=lambda row: clock_tag(row.due_on),
    note=lambda row: f"by {formats.day(row.due_on)}" if row.due_on and row.due_on < today() else "",
    order_by="due_on",
)

CASELOAD = Table(
    name="caseload",
    person=lambda row: row.person_id,
    caption="Caseload",
    columns=(
        _NAME,
        _NHS_NUMBER,
        Column(
            "state",
            "State",
            lambda row: STATES[State(row.standing)].title,
            show=lambda row: state_tag(row.standing),
            note=lambda row: f"since {formats.day(row.state_since)}",
            order_by="standing, state_since",
        ),
        _DUE,
        Column("next", "What next", lambda row: next_act(row.standing)),
        Column("owner", "Who acts", who_acts),
        Column(
            "coordinator",
            "Coordinator",
            lambda row: row.coordinator.name if row.coordinator else "",
            is_shown=False,
        ),
        Column(
            "lead",
            "Lead professional",
            lambda row: row.lead_professional.name if row.lead_professional else "",
            is_shown=False,
        ),
        Column("intensity", "Support", lambda row: row.get_intensity_display(), order_by="intensity"),
        Column("review_on", "Next review", lambda row: row.review_on, is_shown=False),
        Column("source", "Found by", lambda row: row.get_source_display(), note=_back, is_shown=False),
        _TEAM,
    ),
    default_sort="due",
    empty="Nobody is on the caseload yet. Open the queue, and include those whom the team can help.",
)

# On a team's own page its name stands above the list.
TEAM_CASELOAD = replace(
    CASELOAD,
    columns=tuple(replace(each, is_shown=each.is_shown and each.name != "team") for each in CASELOAD.columns),
)

QUEUE = Table(
    name="queue",
    person=lambda row: row.person_id,
    caption="Waiting for triage",
    columns=(
        _NAME,
        _NHS_NUMBER,
        Column("source", "Found by", _found_by, note=_told_by, order_by="source"),
        Column(
            "why",
            "Why",
            lambda row: "; ".join(_reasons(row)),
            show=lambda row: format_html_join(_NEW_LINE, "{}", ((each,) for each in _reasons(row))),
        ),
        Column("urgency", "Urgency", _urgency),
        Column("back", "Came back", _back, is_shown=False),
        Column(
            "tier",
            "Tier when found",
            lambda row: TIER_TAGS[row.tier].text if row.tier in TIER_TAGS else "",
            show=lambda row: TIER_TAGS.get(row.tier, formats.NOTHING),
            note=_back,
        ),
        Column("found_on", "Found", lambda row: formats.day(row.opened_at), order_by="opened_at"),
        _DUE,
    ),
    default_sort="due",
    empty="Nobody waits for triage. Find people from the list, or take in a referral.",
)


def _tick(row: Listing) -> SafeString:
    return format_html(
        '<input class="lco-tick" type="checkbox" name="people" value="{}" aria-label="Choose {}">',
        row.person_id,
        row.person.full_name,
    )


def _flags_waiting(row: Listing) -> str:
    """Return the flags of somebody without a case: too slight to put them on the queue by themselves."""
    return "; ".join(each.in_words for each in row.person.flags_waiting)


_FIND_COLUMNS = ("name", "nhs_number", "need", "risk", "why", "age")
FIND = Table(
    name="people-to-find",
    person=lambda row: row.person_id,
    caption="People without a case",
    columns=(
        *(replace(column) for column in PEOPLE.columns if column.name in _FIND_COLUMNS[:1]),
        Column("choose", "Choose", lambda row: row.person_id, show=_tick, is_exported=False),
        *(replace(column) for column in PEOPLE.columns if column.name in _FIND_COLUMNS[1:]),
        Column("hospital", "In hospital lately", _flags_waiting),
    ),
    default_sort="need",
    empty="Everybody of your team's neighbourhood who meets this has a case already.",
)
