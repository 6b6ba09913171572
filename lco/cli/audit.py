"""``lco audit``: prove that the trail of who looked at whom is whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from lco.cli.say import Refused, console, print_json

app = typer.Typer(no_args_is_help=True, help="Prove that the trail of who looked at whom is whole.")

EXIT_BROKEN = 1
# Rows of the last minute may wait for their seal; older ones say that nobody seals.
SEAL_SECONDS = 60

_DATA = Annotated[
    Path,
    typer.Option("--data", help="Folder of the web's database; not used when DATABASE_URL names a server."),
]
_JSON = Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")]


@app.command()
def verify(
    data: _DATA = Path(".demo"),
    head: Annotated[
        list[str] | None,
        typer.Option("--head", help="A head printed before, number:digest: the trail has to reach it."),
    ] = None,
    as_json: _JSON = False,
) -> None:
    """Check every sealed row of the audit trail; name the first that was changed, removed or moved.

    Exit code 0 when the trail is whole, 1 when it is not.

    Example: lco audit verify --data .demo
    """
    with _trail(data) as pages:
        chain, seals = import_module("web.audit.chain"), import_module("web.audit.seals")
        try:
            heads = [chain.Head.parse(each) for each in head or ()]
        except ValueError as error:
            raise Refused(str(error)) from error
        found = seals.verify(heads, pages=pages)
    if as_json:
        print_json(_as_json(found))
    else:
        _say(found)
    if found.fault:
        raise typer.Exit(EXIT_BROKEN)


@app.command("head")
def print_head(data: _DATA = Path(".demo"), as_json: _JSON = False) -> None:
    """Print the last seal, to be kept on paper or on another machine.

    'lco audit verify --head' finds later whether anything before it was cut off or sealed anew.

    Example: lco audit head --data .demo
    """
    with _trail(data):
        import_module("web.audit.sealing").seal_waiting()
        head = import_module("web.audit.seals").head()
    if as_json:
        print_json({"number": head.number, "digest": head.digest, "printed_at": datetime.now(UTC)})
    else:
        console.print(str(head), markup=False)


@contextmanager
def _trail(data: Path) -> Iterator[str]:
    """Open the database the trail stands in, and give the role its pages sign in with; nothing is made.

    Raises:
        Refused: when there is none.
    """
    with ExitStack() as stack:
        url = os.environ.get("DATABASE_URL")
        is_private = not url
        if not url:
            if not (data / "database" / "data").is_dir():
                raise Refused(
                    f"{data} holds no database: give --data with the folder the web keeps its database in, "
                    "or set DATABASE_URL."
                )
            private = import_module("web.config.private_database")
            url = stack.enter_context(private.private_database(data / "database"))
        site = import_module("web.config.site")
        os.environ.update(site.environment_of(site.Site(store=data / "store", data=data), url))
        import_module("django").setup()
        yield site.role_of_pages(is_private=is_private)


def _as_json(found: Any) -> dict[str, object]:
    return {
        "is_whole": found.fault is None,
        "sealed": found.outcome.sealed,
        "head": str(found.outcome.head),
        "fault": {**asdict(found.fault), "says": str(found.fault)} if found.fault else None,
        "unsealed": found.tail.rows,
        "oldest_unsealed_at": found.tail.oldest_at,
        "roles": [asdict(writer) for writer in found.writers],
        "pages": {"name": found.pages, "may": found.pages_may},
    }


def _say(found: Any) -> None:
    if found.fault:
        console.print(f"BROKEN: {found.fault}", style="bold red", markup=False)
        console.print(f"{found.outcome.sealed:,} rows before it are whole.")
    else:
        console.print(f"Whole: {found.outcome.sealed:,} rows, head {found.outcome.head}.", markup=False)
    waiting = found.tail
    if waiting.rows:
        age = (datetime.now(UTC) - waiting.oldest_at).total_seconds()
        late = "" if age < SEAL_SECONDS else ": longer than it should; is 'lco serve' running?"
        console.print(
            f"{waiting.rows:,} rows not sealed yet, the oldest for {age:,.0f} s{late}", markup=False
        )
    for writer in found.writers:
        may = f"may also {', '.join(writer.may)}" if writer.may else "may only add rows"
        console.print(f"Database role {writer.name} {may}.", markup=False)
    if found.pages_may:
        console.print(
            f"WARNING: the pages sign in as {found.pages}, which may also {', '.join(found.pages_may)}: "
            "make a role for them with 'manage.py trail_role' and name it in LCO_PAGES_DATABASE_URL.",
            style="bold yellow",
            markup=False,
        )
