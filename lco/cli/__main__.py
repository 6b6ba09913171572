"""``lco``: the verbs of the platform, found by looking in this folder.

A module with ``app`` (a Typer) becomes a noun with its verbs; one with ``command`` becomes a verb.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Sequence

import typer

import lco.cli
from lco import __version__
from lco.cli.say import Refused, errors

EXIT_REFUSED = 2

_HELP = """Run a Local Care Organisation: records in, people stratified, figures that trace to their source.

Begin with [bold]lco demo[/bold]: a synthetic Manchester, the whole cycle, the web pages.

Exit codes: 0 done, 1 failed, 2 refused input.
"""


def _version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(f"lco {__version__}")
        raise typer.Exit


def build(asked: str | None = None) -> typer.Typer:
    """Return the command line, made of every module beside this one, or of the one `asked` for alone.

    Computing libraries take seconds to import: a verb waits for its own, not for those of all others.
    """
    app = typer.Typer(
        name="lco",
        help=_HELP,
        no_args_is_help=True,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
    )

    @app.callback()
    def _root(
        version: bool = typer.Option(
            False, "--version", callback=_version, is_eager=True, help="Print the version and stop."
        ),
    ) -> None:
        pass

    for module_info in sorted(pkgutil.iter_modules(lco.cli.__path__), key=lambda found: found.name):
        if module_info.name == "__main__" or asked not in (None, module_info.name):
            continue
        module = importlib.import_module(f"lco.cli.{module_info.name}")
        noun = getattr(module, "app", None)
        verb = getattr(module, "command", None)
        if isinstance(noun, typer.Typer):
            app.add_typer(noun, name=module_info.name)
        elif callable(verb):
            app.command(name=module_info.name)(verb)
    return app


def _asked(words: Sequence[str]) -> str | None:
    first = words[0] if words else ""
    if first == "--version":
        return first
    if first not in {module.name for module in pkgutil.iter_modules(lco.cli.__path__)}:
        return None
    module = importlib.import_module(f"lco.cli.{first}")
    return first if hasattr(module, "app") or hasattr(module, "command") else None


def main() -> None:
    """Run the command line; a refusal is one sentence on standard error and exit code 2."""
    try:
        build(_asked(sys.argv[1:]))()
    except Refused as refusal:
        errors.print(f"Refused: {refusal}", style="bold red", markup=False)
        sys.exit(EXIT_REFUSED)


if __name__ == "__main__":
    main()
