"""How the command line speaks: one console, one progress bar, one way to refuse."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


class Refused(Exception):
    """Input that cannot be used. The message is one sentence: what is wrong, where, what to do."""


@contextmanager
def progress() -> Iterator[Progress]:
    """Show progress with rate and time left on a terminal; nothing moves when output is a file."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=errors, disable=not sys.stderr.isatty()) as bar:
        yield bar


def print_json(value: Any) -> None:
    """Print `value` as JSON for a machine to read; dates and decimals as text."""
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False, default=str) + "\n")
