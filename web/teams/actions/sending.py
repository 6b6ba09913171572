"""The work of the teams on its way to the analysis."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import transaction

from web.audit.actions import record_write
from web.teams.queries import today
from web.teams.sending import write_folder
from web.teams.sent import work_to_send


@transaction.atomic
def send_work(*, by: Any, folder: Path) -> dict[str, int]:
    """Write the work of all days that are over into the new `folder`; return the rows of each file.

    They carry pseudonyms, days and codes: no name, no note and nobody who acted. `by` is None for a command.

    Raises:
        SendingRefused: when the folder exists or cannot be written.
    """
    counts = write_folder(folder, work_to_send(before=today()))
    said = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in counts.items())
    # Inside the transaction, and last: a folder that cannot be written leaves no row that says it was.
    record_write(by=by, kind="work", id="", detail=f"sent {said} to the analysis")
    return counts
