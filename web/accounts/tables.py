"""Lists of the accounts pages."""

from __future__ import annotations

from web.ui.tables import Column, Table

USERS = Table(
    name="sign-ins",
    caption="People who may sign in",
    columns=(
        Column("name", "Name", lambda user: user.name, order_by="name"),
        Column("email", "Work e-mail address", lambda user: user.email, order_by="email"),
        Column("role", "Role", lambda user: user.role_title, order_by="role"),
        Column(
            "organisation", "Organisation", lambda user: user.organisation.name, order_by="organisation__name"
        ),
        Column("is_active", "May sign in", lambda user: user.is_active),
    ),
    default_sort="name",
    empty="Nobody may sign in yet..",
)
