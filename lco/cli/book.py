"""``lco book``: how a figure came about, back to the records and the papers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from lco.board.open_book import Entry, UnknownFigure, explain, value_in_words
from lco.cli.say import Refused, console, print_json
from lco.store import StoreRefused, open_store
from lco.store.runs import Run, open_run

app = typer.Typer(
    help="Read how a figure came about, back to the records and the papers.", no_args_is_help=True
)

_RUN = typer.Argument(help="Id of a run, or 'published' or 'latest'.")
_STORE = typer.Option(help="Folder of the place's records and runs.")
_JSON = typer.Option("--json", help="Print JSON for a machine to read.")
_DEPTH = typer.Option(min=0, help="How many steps back to print. Default: all the way.")


@app.command()
def show(
    run: Annotated[str, _RUN],
    figure: Annotated[str, typer.Argument(help="Figure, such as population/manchester.")],
    store: Annotated[Path, _STORE],
    depth: Annotated[int | None, _DEPTH] = None,
    json: Annotated[bool, _JSON] = False,
) -> None:
    """Print how FIGURE of RUN came about: value, definition, working, and all it was made from.

    Example: lco book show published finance/gap/computed_remaining --store build/manchester --depth 1
    """
    found = _run(store, run)
    try:
        entry = explain(found, figure)
    except UnknownFigure as unknown:
        raise Refused(str(unknown)) from unknown
    if json:
        print_json({"run": found.run_id, **_plain(entry)})
        return
    console.print(f"Run {found.run_id} of {found.manifest.pack.title}, as of {found.manifest.index_on}")
    for line in _lines(entry, shown=set(), depth=depth):
        console.print(line, markup=False)


@app.command(name="list")
def list_figures(
    run: Annotated[str, _RUN],
    store: Annotated[Path, _STORE],
    beginning: Annotated[str, typer.Option(help="Only figures whose id begins so.")] = "",
    json: Annotated[bool, _JSON] = False,
) -> None:
    """Print every figure of RUN with its value.

    Example: lco book list published --store build/manchester --beginning indicator/
    """
    figures = [each for each in _run(store, run).figures.values() if each.figure.startswith(beginning)]
    if not figures:
        raise Refused(f"No figure of the run begins with '{beginning}': leave --beginning out to see all.")
    if json:
        print_json(
            [
                {"figure": each.figure, "value": each.value, "unit": each.unit, "label": each.label}
                for each in figures
            ]
        )
        return
    width = max(len(each.figure) for each in figures)
    for each in figures:
        console.print(f"{each.figure:{width}}  {value_in_words(each)}", markup=False)


def _run(store: Path, name: str) -> Run:
    try:
        return open_run(open_store(store), name)
    except StoreRefused as refusal:
        raise Refused(str(refusal)) from refusal


def _heading(entry: Entry) -> str:
    return entry.title if entry.id == entry.title else f"{entry.title}  [{entry.id}]"


def _lines(entry: Entry, *, shown: set[str], depth: int | None) -> Iterator[str]:
    """Yield an entry and all below it as the lines of a tree; what was shown before is named alone.

    Below the last step asked for stands only how many inputs were left out.
    """
    yield _heading(entry)
    shown.add(entry.id)
    branches: list[Iterator[str]] = [iter((f"{name}: {text}",)) for name, text in entry.says]
    if depth == 0 and entry.inputs:
        branches.append(iter((f"made from {len(entry.inputs)} more: give a greater --depth",)))
    elif depth != 0:
        below = None if depth is None else depth - 1
        branches += [_branch(each, shown, below) for each in entry.inputs]
    for number, branch in enumerate(branches, start=1):
        is_last = number == len(branches)
        for position, line in enumerate(branch):
            mark = ("└── " if is_last else "├── ") if position == 0 else ("    " if is_last else "│   ")
            yield mark + line


def _branch(entry: Entry, shown: set[str], depth: int | None) -> Iterator[str]:
    if entry.id in shown:
        yield f"{_heading(entry)} (see above)"
    else:
        yield from _lines(entry, shown=shown, depth=depth)


def _plain(entry: Entry) -> dict[str, Any]:
    """Return an entry as plain values; one met before is given by its id alone."""
    return _nested(entry, set())


def _nested(entry: Entry, shown: set[str]) -> dict[str, Any]:
    if entry.id in shown:
        return {"id": entry.id, "kind": entry.kind}
    shown.add(entry.id)
    names = ("value", "lower", "upper", "unit", "is_suppressed")
    numbers = {name: getattr(entry.figure, name) for name in names} if entry.figure else {}
    return {
        "id": entry.id,
        "kind": entry.kind,
        "title": entry.title,
        **numbers,
        "says": dict(entry.says),
        "inputs": [_nested(each, shown) for each in entry.inputs],
    }
