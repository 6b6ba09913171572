"""``lco score``: what the scores are, how they come about, and how they compare with others' work."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer

from lco import engine
from lco.cli.say import Refused, console, print_json
from lco.cli.score_codelists import list_codelists, load_codelist, write_template
from lco.cli.score_crosscheck import EXIT_DIFFERS, finding_plain, finding_said
from lco.cli.score_show import said, shown_plain
from lco.population.crosscheck import cross_checked
from lco.population.definition import Definition
from lco.population.score import scores
from lco.population.worked import agrees, kind_of, lists_of, worked_out

app = typer.Typer(
    no_args_is_help=True,
    help="Read the scores: what they are, how they come about, what they are held against.",
)
codelists = typer.Typer(
    no_args_is_help=True, help="Code lists: those of the platform, and a place's own terminology."
)
codelists.command(name="load")(load_codelist)
codelists.command(name="list")(list_codelists)
codelists.command(name="template")(write_template)
app.add_typer(codelists, name="codelists")

_JSON = typer.Option("--json", help="Print JSON for a machine to read.")


@app.command(name="list")
def list_scores(json: Annotated[bool, _JSON] = False) -> None:
    """Print every score: its id, title, unit and version, and the code lists and weights it uses.

    Example: lco score list
    """
    found = scores()
    if json:
        print_json([_plain(each) for each in found.values()])
        return
    width = max(len(name) for name in found)
    for name, each in found.items():
        console.print(f"{name:{width}}  {each.title}, in {each.unit}, version {each.version}", markup=False)
        for used in lists_of(each):
            console.print(f"{'':{width}}    {kind_of(used)} {used.name} {used.version}", markup=False)
    console.print(f"{len(found)} scores. How one comes about: lco score show {next(iter(found))}")


@app.command()
def show(
    score: Annotated[str, typer.Argument(help="Id of a score, such as hfrs.")],
    json: Annotated[bool, _JSON] = False,
) -> None:
    """Print what SCORE is and its worked example: tables, answer and working, computed here and now.

    Example: lco score show hfrs
    """
    definition = _score(score)
    with tempfile.TemporaryDirectory(prefix="lco-score-") as folder:
        found = worked_out(definition, engine.connect(), Path(folder))
    if json:
        print_json({**_plain(definition), **shown_plain(definition, found)})
    else:
        console.print("\n".join(said(definition, found)), markup=False)
    if not agrees(definition, found):
        raise typer.Exit(1)


@app.command()
def crosscheck(
    people: Annotated[int, typer.Option(min=1, max=100_000, help="Made-up people to score.")] = 2_000,
    seed: Annotated[int, typer.Option(help="Seed of their codes.")] = 1,
    json: Annotated[bool, _JSON] = False,
) -> None:
    """Hold code lists, weights and scores against packages of others, and print every difference.

    Compared are those that are installed: comorbidipy (its tables) and pycomorb (its answers). Exit code 1
    when there is a difference that nobody has explained.

    Example: lco score crosscheck --people 500
    """
    with tempfile.TemporaryDirectory(prefix="lco-crosscheck-") as folder:
        found = cross_checked(engine.connect(), Path(folder), people=people, seed=seed)
    if json:
        print_json([finding_plain(each) for each in found])
    else:
        console.print("\n".join(line for each in found for line in finding_said(each)), markup=False)
    if any(each.unexplained for each in found):
        raise typer.Exit(EXIT_DIFFERS)


def _score(name: str) -> Definition:
    found = scores()
    if name not in found:
        raise Refused(f"There is no score '{name}': it must be one of {', '.join(found)}.")
    return found[name]


def _plain(definition: Definition) -> dict[str, Any]:
    return {
        "id": definition.id,
        "title": definition.title,
        "why": definition.why,
        "unit": definition.unit,
        "source": definition.source,
        "owner": definition.owner,
        "next_review": definition.next_review,
        "file": definition.file,
        "version": definition.version,
        "when_absent": dict(definition.details["when_absent"]),
        "uses": [
            {
                "name": used.name,
                "kind": kind_of(used),
                "version": used.version,
                "source": used.source,
                "sha256": used.sha256,
            }
            for used in lists_of(definition)
        ],
    }
