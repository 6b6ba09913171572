"""``lco docs``: write the reference from the code, so that it cannot go stale."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lco.cli.reference import pages
from lco.cli.say import Refused, console

_FOLDER = Path(__file__).parents[2] / "docs" / "reference"


def command(
    folder: Annotated[Path, typer.Option(help="Where the pages are written.")] = _FOLDER,
    is_check: Annotated[
        bool, typer.Option("--check", help="Write nothing; refuse when a page is stale.")
    ] = False,
) -> None:
    """Write the reference pages: commands, record tables, place packs, scores and indicators."""
    made = pages()
    if is_check:
        stale = [name for name, text in made.items() if _read(folder / name) != text]
        if stale:
            raise Refused(f"{stale[0]} in {folder} is not what the code says: run 'make docs'.")
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")
        console.print(f"wrote {folder / name}")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
