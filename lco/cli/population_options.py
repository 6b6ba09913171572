"""The options of ``lco population evaluate``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lco.population.evaluation.outcomes import OUTCOMES

_MADE = "With --synthetic: "
_CUT = "For a discontinuity: "

PlaceId = Annotated[str, typer.Argument(help="Place, such as manchester.")]
StoreFolder = Annotated[Path | None, typer.Option(help="Folder of the place's records.")]
TreatedFile = Annotated[
    Path | None, typer.Option(help="CSV of who had the care: person or neighbourhood, and starts_on.")
]
StartsOn = Annotated[
    str | None, typer.Option(help="Day the care began, where the file gives none, as 2017-04-01.")
]
Design = Annotated[
    str | None,
    typer.Option(help="matched, difference, discontinuity or stepped_wedge. Default: what fits the file."),
]
OutcomeId = Annotated[str, typer.Option(help=f"What to count: {', '.join(OUTCOMES)}.")]
Months = Annotated[int, typer.Option(min=1, max=60, help="Length of the follow-up.")]
Title = Annotated[str, typer.Option(help="What is evaluated, in words.")]
Caliper = Annotated[
    float, typer.Option(help="Furthest match, in standard deviations of the log odds of being treated.")
]
Controls = Annotated[int, typer.Option(min=1, max=10, help="Most matches of each person treated.")]
RunId = Annotated[str, typer.Option(help=f"{_CUT}the run whose ranking was used.")]
Tier = Annotated[str, typer.Option(help=f"{_CUT}the tier at whose end the cut-off lies.")]
Synthetic = Annotated[bool, typer.Option("--synthetic", help="Try the method out on made-up places.")]
EffectPercent = Annotated[float, typer.Option(help=f"{_MADE}effect to plant, in per cent, such as -20.")]
Seeds = Annotated[int, typer.Option(min=1, help=f"{_MADE}how many places to make.")]
People = Annotated[int, typer.Option(help=f"{_MADE}residents of each place.")]
Unseen = Annotated[
    float, typer.Option(help=f"{_MADE}how much those who choose know that no record shows, 0 to 1.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
