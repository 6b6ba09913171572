"""``manage.py directory export|import FILE``: the directory as one file of Open Referral UK."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lco.teams.directory.entries import EntryRefused
from lco.teams.directory.files import read_file
from web.teams.assets.actions import export_directory, import_directory
from web.ui import place


class Command(BaseCommand):
    """Give the directory out as a file, or take a file in."""

    help = (
        "Write the directory of local groups and services to FILE, or take FILE in: JSON in the shape of "
        "Open Referral UK. It holds no person."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do and the file."""
        parser.add_argument("what", choices=["export", "import"])
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="Read the file and change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Write or read the file and say what it holds."""
        if options["what"] == "export":
            self._export(options["file"])
        else:
            self._import(options["file"], is_dry=options["dry_run"])

    def _export(self, file: Path) -> None:
        if file.exists():
            raise CommandError(f"{file} is there already: name another file.", returncode=2)
        text = export_directory(by=None, place=place.identifier())
        file.write_text(text, encoding="utf-8")
        self.stdout.write(f"Written to {file}: {len(text.encode()):,} bytes.")

    def _import(self, file: Path, *, is_dry: bool) -> None:
        try:
            reading = read_file(file.read_bytes())
        except (OSError, EntryRefused) as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        for words in (*reading.refused, *reading.remarks):
            self.stderr.write(words)
        if is_dry:
            self.stdout.write(f"{len(reading.entries):,} services read; nothing was changed.")
            return
        done = import_directory(by=None, place=place.identifier(), entries=reading.entries, key=uuid.uuid4())
        for words in done.refused:
            self.stderr.write(words)
        self.stdout.write(
            f"{len(done.added):,} added, {len(done.changed):,} changed, {len(done.same):,} as before."
        )
