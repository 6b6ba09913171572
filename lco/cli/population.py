"""``lco population``: what is done for the people of a place, and whether it helps."""

from __future__ import annotations

import typer

from lco.cli.population_evaluate import evaluate

app = typer.Typer(
    help="Evaluate what is done for people.", no_args_is_help=True, pretty_exceptions_enable=False
)


@app.callback()
def _noun() -> None:
    pass  # a noun with one verb is still a noun


app.command("evaluate")(evaluate)
