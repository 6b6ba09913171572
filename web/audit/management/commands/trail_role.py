"""``manage.py trail_role``: the role of the pages on a server of your own, which only adds to the trail."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from web.audit.roles import WEB_ROLE, RoleMade, RoleRefused, make_web_role


class Command(BaseCommand):
    """Make the role the pages sign in with, or bring its rights up to date."""

    help = (
        "Make the role of the database that the pages sign in with, which adds rows to the audit trail and "
        "changes none. Run it as the owner of the tables, after each migration."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the name of the role."""
        parser.add_argument("--name", default=WEB_ROLE, help=f"Name of the role. Default: {WEB_ROLE}.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it and say what was done."""
        try:
            made = make_web_role(options["name"])
        except RoleRefused as refused:
            raise CommandError(str(refused)) from refused
        for line in _said(made):
            self.stdout.write(line)


def _said(made: RoleMade) -> list[str]:
    first = f"Made the role {made.name}." if made.is_new else f"The role {made.name} was there already."
    lines = [
        first,
        "It reads and writes the tables of the pages, adds rows to the audit trail and reads its seals.",
    ]
    if made.taken:
        lines.append(f"Taken from it: it could also {', '.join(made.taken)}.")
    if made.is_new:
        lines.append("Give it a password on the server, and its address to LCO_PAGES_DATABASE_URL.")
    return lines
