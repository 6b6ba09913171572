"""``manage.py send_judgements --to FOLDER``: hand what teams judged to the analysis."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from web.teams.actions import send_judgements
from web.teams.sending import SendingRefused


class Command(BaseCommand):
    """Write all judgements of days that are over into a new folder, by pseudonym, for 'lco records load'."""

    help = (
        "Write the judgements of days that are over into a new folder: pseudonyms, days and codes, no name "
        "and no note. Load it with 'lco records load PLACE FOLDER --from work --store STORE'."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder."""
        parser.add_argument("--to", required=True, type=Path, help="New folder to write.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Write the folder and say how many judgements it holds."""
        try:
            count = send_judgements(by=None, folder=options["to"])
        except SendingRefused as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        self.stdout.write(f"{count:,} judgements written to {options['to']}.")
