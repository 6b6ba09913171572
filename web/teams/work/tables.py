"""Lists of tasks."""

from __future__ import annotations

from dataclasses import replace

from django.urls import reverse

from web.teams.work.models import Task
from web.ui import formats
from web.ui.tables import Column, Table


def _who(task: Task) -> str:
    return task.owner.name if task.owner else (task.organisation.name if task.organisation else "")


TASKS = Table(
    name="tasks",
    person=lambda row: row.person_id,
    caption="Tasks",
    columns=(
        Column("due", "Due on", lambda row: row.due_on, order_by="due_on, starts_at"),
        Column(
            "title",
            "What is to be done",
            lambda row: row.title,
            link=lambda row: reverse("teams:task", args=[row.pk]),
        ),
        Column("kind", "Kind", lambda row: row.get_kind_display(), order_by="kind"),
        Column("person", "Person", lambda row: row.person.full_name if row.person else ""),
        Column(
            "nhs_number",
            "NHS number",
            lambda row: formats.nhs_number(row.person.nhs_number) if row.person else "",
        ),
        Column("owner", "Who does it", _who, order_by="owner__name, due_on, starts_at"),
        Column("organisation", "Organisation", lambda row: row.organisation.name if row.organisation else ""),
        Column(
            "state", "State", lambda row: row.get_status_display(), order_by="state_order, due_on, starts_at"
        ),
        Column("decided", "Decided in", lambda row: row.where_decided),
        Column("outcome", "What came of it", lambda row: row.outcome),
    ),
    default_sort="due",
    empty="Nothing meets this.",
    per_page=100,
)
SORTED_BY = {"owner": "owner", "state": "state", "age": "due", "due": "due"}


def tasks_table(by: str, *, caption: str = "Tasks", empty: str = "Nothing meets this.") -> Table:
    """Return the list of tasks in the order of its groups."""
    return replace(TASKS, default_sort=SORTED_BY.get(by, "due"), caption=caption, empty=empty)
