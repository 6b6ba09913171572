"""``manage.py send_work --to FOLDER``: hand what teams did to the analysis."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from web.teams.actions import send_work
from web.teams.sending import SendingRefused


class Command(BaseCommand):
    """Write the work of days that are over into a new folder, by pseudonym, for 'lco records load'."""

    help = (
        "Write the work of the teams on days that are over into a new folder: pseudonyms, days and codes, no "
        "name, no note and nobody who acted. Load it with 'lco records load PLACE FOLDER --from work --store "
        "STORE'."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder."""
        parser.add_argument("--to", required=True, type=Path, help="New folder to write.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Write the folder and say how many rows each file holds."""
        try:
            counts = send_work(by=None, folder=options["to"])
        except SendingRefused as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        self.stdout.write(f"Written to {options['to']}:")
        for name, count in counts.items():
            self.stdout.write(f"  {name:12} {count:,}")
