"""``lco docs``: write the reference from the code, so that it cannot go stale."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lco.cli.reference import pages
from lco.cli.say import Refused, console
from lco.teams.drawing import diagram, written

_FOLDER = Path(__file__).parents[2] / "docs" / "reference"


def command(
    folder: Annotated[Path, typer.Option(help="Where the pages are written.")] = _FOLDER,
    is_check: Annotated[
        bool, typer.Option("--check", help="Write nothing; refuse when a page is stale.")
    ] = False,
) -> None:
    """Write the reference pages (commands, tables, packs, definitions, access) and the way of a case."""
    made = {folder / name: text for name, text in pages().items()} | _drawn(folder.parent / "explanation")
    if is_check:
        stale = [path for path, text in made.items() if _read(path) != text]
        if stale:
            raise Refused(f"{stale[0]} is not what the code says: run 'make docs'.")
        return
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        console.print(f"wrote {path}")


def _drawn(folder: Path) -> dict[Path, str]:
    """Return the drawing of case management and the page that holds its tables, where the page stands."""
    page = folder / "case-management.md"
    if not page.exists():
        return {}
    return {folder / "case-management.svg": diagram(), page: written(_read(page))}


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
