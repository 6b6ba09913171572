"""``lco records template``: write empty files of the platform's own CSV format to fill in."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Annotated

import typer

from lco.cli.say import Refused, console
from lco.records.sources.csv.format import FILES, Cell, words_of


def template(
    folder: Annotated[Path, typer.Argument(help="Folder to write to; it must be new or empty.")],
) -> None:
    """Write one CSV file per record table, with heading and example, and columns.csv which explains all.

    Example: lco records template my-records
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(f"{folder} is not empty: give a new folder, so that nothing is overwritten.")
    folder.mkdir(parents=True, exist_ok=True)
    for table, columns in FILES.items():
        examples = [cell.example for cell in columns.values()]
        _write(folder / f"{table}.csv", [list(columns), examples])
    explained = [["file", "column", "needed", "what may stand there", "meaning"]]
    for table, columns in FILES.items():
        for name, cell in columns.items():
            explained.append(
                [f"{table}.csv", name, "yes" if cell.is_required else "no", _allowed(cell), cell.meaning]
            )
    _write(folder / "columns.csv", explained)
    console.print(f"{len(FILES)} files written to {folder}; columns.csv explains each column.", markup=False)


def _allowed(cell: Cell) -> str:
    if cell.words is not None:
        return ", ".join(words_of(cell))
    return {
        "text": "text",
        "day": "a day written 2017-05-31",
        "whole": "a whole number",
        "number": "a number",
        "pounds": "pounds, such as 245.50",
        "yes_no": "yes or no",
    }[cell.kind]


def _write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
