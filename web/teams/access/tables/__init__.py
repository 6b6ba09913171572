"""Lists of who may see whom."""

from __future__ import annotations

from django.urls import reverse

from web.teams.access.tables.due import DUE, RULES
from web.teams.queries import today
from web.ui import formats
from web.ui.tables import Column, Table, Tag

__all__ = ["ALERTS", "BREAKS", "DUE", "OPT_OUTS", "REQUESTS", "RULES", "SEEN_BY"]


def _state(broken) -> Tag:  # type: ignore[no-untyped-def]
    review = getattr(broken, "review", None)
    if review is not None:
        good = review.outcome == "appropriate"
        return Tag(review.get_outcome_display(), "green" if good else "red", "✓" if good else "✗")
    if broken.review_by < today():
        return Tag("Late", "red", "▲")
    return Tag("To be reviewed", "yellow", "◆")


def _told(broken) -> str:  # type: ignore[no-untyped-def]
    return {None: "To be told", True: "Told", False: "Not told, with a reason"}[broken.notice.is_told]


BREAKS = Table(
    name="emergency-accesses",
    caption="Emergency accesses",
    columns=(
        Column(
            "number",
            "Access",
            lambda b: b.pk,
            show=lambda b: f"Access {b.pk}",
            link=lambda b: reverse("teams:access_break", args=[b.pk]),
            order_by="pk",
        ),
        Column("at", "When", lambda b: b.at, show=lambda b: formats.instant(b.at), order_by="at"),
        Column(
            "who",
            "Who",
            lambda b: b.user.name,
            note=lambda b: f"{b.user.role_title}, {b.user.organisation.name}",
            order_by="user__name",
        ),
        Column("reason", "Reason", lambda b: b.reason_in_words, order_by="reason"),
        Column(
            "review_by",
            "Review by",
            lambda b: b.review_by,
            show=lambda b: formats.day(b.review_by),
            order_by="review_by",
        ),
        Column("state", "Review", lambda b: _state(b).text, show=_state),
        Column("told", "The person", _told),
        Column("person", "Person (pseudonym)", lambda b: str(b.person_id), kind="key", is_shown=False),
    ),
    default_sort="review_by",
    empty="No emergency access waits for review.",
)
ALERTS = Table(
    name="access-alerts",
    caption="Looks to be checked",
    columns=(
        Column(
            "kind",
            "What",
            lambda a: a.get_kind_display(),
            link=lambda a: reverse("teams:access_alert", args=[a.pk]),
            order_by="kind",
        ),
        Column("at", "When", lambda a: a.at, show=lambda a: formats.instant(a.at), order_by="at"),
        Column(
            "who",
            "Who",
            lambda a: a.user.name,
            note=lambda a: f"{a.user.role_title}, {a.user.organisation.name}",
            order_by="user__name",
        ),
        Column("person", "Person (pseudonym)", lambda a: str(a.person_id), kind="key", order_by="person"),
    ),
    default_sort="-at",
    empty="No look waits to be checked.",
)
OPT_OUTS = Table(
    name="opt-outs",
    caption="What holds of each person",
    columns=(
        Column("person", "Person (pseudonym)", lambda o: str(o.person_id), kind="key", order_by="person"),
        Column("kind", "Opt-out", lambda o: o.get_kind_display(), order_by="kind"),
        Column("state", "State", lambda o: "Opted out" if o.is_out else "Taken back", order_by="is_out"),
        Column(
            "said_on",
            "Said on",
            lambda o: o.said_on,
            show=lambda o: formats.day(o.said_on),
            order_by="said_on",
        ),
        Column("source", "How it came", lambda o: o.source),
        Column("by", "Recorded by", lambda o: o.by.name, order_by="by__name"),
    ),
    default_sort="-said_on",
    empty="Nobody has opted out. Record an opt-out when a person tells you, by letter or on the telephone.",
)
REQUESTS = Table(
    name="subject-access",
    caption="Requests for the own record",
    columns=(
        Column(
            "number",
            "Request",
            lambda r: r.pk,
            show=lambda r: f"Request {r.pk}",
            link=lambda r: reverse("teams:access_request", args=[r.pk]),
            order_by="pk",
        ),
        Column("state", "State", lambda r: r.get_state_display(), order_by="state"),
        Column(
            "asked_on",
            "Asked on",
            lambda r: r.asked_on,
            show=lambda r: formats.day(r.asked_on),
            order_by="asked_on",
        ),
        Column(
            "due_on", "Answer by", lambda r: r.due_on, show=lambda r: formats.day(r.due_on), order_by="due_on"
        ),
        Column("person", "Person (pseudonym)", lambda r: str(r.person_id), kind="key", order_by="person"),
        Column("by", "Taken by", lambda r: r.made_by.name, order_by="made_by__name"),
    ),
    default_sort="due_on",
    empty="Nobody has asked for their record. Take a request when a person asks, in whatever words.",
)
SEEN_BY = Table(
    name="who-has-seen",
    caption="Who has seen this record",
    columns=(
        Column("day", "Day", lambda s: s.day, show=lambda s: formats.day(s.day)),
        Column("who", "Who", lambda s: s.who, note=lambda s: s.whom),
        Column("did", "What they did", lambda s: s.did),
        Column("because", "Why they could", lambda s: s.because),
    ),
    default_sort="-day",
    empty="Nobody has looked at this record yet.",
    per_page=50,
)
