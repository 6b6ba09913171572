"""``lco records``: bring records in, judge their quality, make a place up."""

from __future__ import annotations

import typer

from lco.cli.records_calibration import calibration
from lco.cli.records_load import load
from lco.cli.records_make import make
from lco.cli.records_quality import quality
from lco.cli.records_template import template

app = typer.Typer(
    no_args_is_help=True,
    help="Bring records in: load a source, see how good it is, or make a place up to try everything on.",
)
app.command()(load)
app.command()(quality)
app.command()(template)
app.command()(make)
app.command()(calibration)
