"""The list of the audit trail."""

from __future__ import annotations

from web.audit.models import Act, AuditEntry
from web.ui import formats
from web.ui.tables import Column, Table
from web.ui.words import plural


def _object(entry: AuditEntry) -> str:
    several = plural(len(entry.people), "person", "people") if entry.people else ""
    return " ".join(part for part in (entry.object_kind, entry.object_id, several) if part)


def _people(entry: AuditEntry) -> str:
    return " ".join(str(each) for each in entry.people or ())


def _who(entry: AuditEntry) -> str:
    stranger = "somebody not signed in" if entry.act == Act.SIGN_IN_FAILED else "a command"
    return entry.user_name or stranger


TRAIL = Table(
    name="audit-trail",
    caption="Audit trail",
    columns=(
        Column("at", "When", lambda e: e.at, show=lambda e: formats.instant(e.at), order_by="at,id"),
        Column(
            "who",
            "Who",
            _who,
            note=lambda e: ", ".join(part for part in (e.role.replace("_", " "), e.organisation) if part),
            order_by="user_name",
        ),
        Column("act", "Act", lambda e: e.get_act_display(), order_by="act"),
        Column("object", "Whom or what", _object, order_by="object_kind,object_id"),
        Column("purpose", "Purpose", lambda e: e.get_purpose_display(), order_by="purpose"),
        Column("detail", "Detail", lambda e: e.detail, note=lambda e: e.basis),
        Column("ground", "Ground", lambda e: e.ground, is_shown=False),
        Column("basis", "Legal ground", lambda e: e.basis, is_shown=False),
        Column("role", "Role", lambda e: e.role, is_shown=False),
        Column("organisation", "Organisation", lambda e: e.organisation, is_shown=False),
        Column("people", "People in the list", _people, is_shown=False),
        Column("request", "Request", lambda e: e.request_id, is_shown=False),
    ),
    default_sort="-at",
    empty="Nothing was done that matches this filter.",
    per_page=50,
)
