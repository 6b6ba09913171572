"""``lco cohort``: definitions of cohorts kept as files, in words and in counts."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lco.cli.say import Refused, console, print_json

if TYPE_CHECKING:
    from lco.population.counted import Counted, Group
    from lco.population.criteria import CohortDefinition
    from lco.store.runs import Run

app = typer.Typer(
    help="Read definitions of cohorts kept as files, and count who meets them.", no_args_is_help=True
)

_FILE = typer.Argument(help="Definition as a .toml file, such as one downloaded from the cohort builder.")
_STORE = typer.Option(help="Folder of the place's records and runs.")
_RUN = typer.Option(help="Id of a run, or 'published' or 'latest'.")
_JSON = typer.Option("--json", help="Print JSON for a machine to read.")


@app.command()
def show(file: Annotated[Path, _FILE]) -> None:
    """Print in words who belongs to the cohort of FILE, after checking that it can be used.

    Example: lco cohort show frail_older_people.toml
    """
    definition = _definition(file)
    console.print(f"{definition.title} ({definition.id})", markup=False)
    console.print(f"{definition.why} {definition.owner} answers for it.", markup=False)
    for number, together in enumerate(definition.criteria.alternatives):
        words = " and ".join(each.describe() for each in together)
        console.print(f"{'or ' if number else '   '}{words}", markup=False)


@app.command()
def count(
    file: Annotated[Path, _FILE],
    store: Annotated[Path, _STORE],
    run: Annotated[str, _RUN] = "published",
    json: Annotated[bool, _JSON] = False,
) -> None:
    """Count who meets the definition of FILE in a run, by neighbourhood and tier, small numbers withheld.

    Example: lco cohort count frail_older_people.toml --store build/manchester
    """
    definition = _definition(file)
    found, counted = _counted(definition, store, run)
    if json:
        print_json({"run": found.run_id, "cohort": definition.id, **asdict(counted)})
        return
    console.print(f"{definition.title}, run {found.run_id}, as of {found.manifest.index_on}", markup=False)
    if counted.refusal:
        console.print(f"Withheld: {counted.refusal}", markup=False)
        return
    for area, group in [*counted.areas.items(), ("all", counted.whole)]:
        console.print(_line(area, group), markup=False)
    console.print("To the nearest five, costs and risks to two figures; – is withheld or not known.")


def _counted(definition: CohortDefinition, store: Path, run: str) -> tuple[Run, Counted]:
    from lco import engine
    from lco.disclosure import SMALLEST_SHOWN
    from lco.population.counted import shown
    from lco.population.counting import steps_back, tally
    from lco.population.criteria import CriteriaRefused
    from lco.store import StoreRefused, open_store
    from lco.store.runs import open_run

    try:
        found = open_run(open_store(store), run)
        con = engine.connect(memory_limit="1GB")
        near = steps_back(definition.criteria)
        exact = tally(con, found.table(con, "people"), definition.criteria, near=near)
    except (StoreRefused, CriteriaRefused) as refusal:
        raise Refused(str(refusal)) from refusal
    smallest = int(found.manifest.settings.get("smallest_shown", SMALLEST_SHOWN))
    return found, shown(exact, smallest=smallest)


def _definition(file: Path) -> CohortDefinition:
    from lco.population.criteria import CriteriaRefused, read_definition

    try:
        return read_definition(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{file} cannot be read as text: give a definition as a .toml file.") from error
    except CriteriaRefused as refusal:
        raise Refused(f"{file}: {refusal}") from refusal


def _line(area: str, group: Group) -> str:
    tiers = ", ".join(f"{tier} {_number(people)}" for tier, people in group.tiers.items())
    cost = "–" if group.mean_cost_pounds is None else f"£{group.mean_cost_pounds:,.0f}"
    risk = "–" if group.mean_risk is None else f"{group.mean_risk:.1%}"
    needs = f"mental health need {_number(group.needs)}"
    return f"{area}: {_number(group.people)} people ({tiers}), {needs}, {cost} each, risk {risk}"


def _number(people: int | None) -> str:
    return "–" if people is None else f"{people:,}"
