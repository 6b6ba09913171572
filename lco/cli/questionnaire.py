"""``lco questionnaire``: what can be asked in an assessment, and whether a file of your own can be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lco.cli.say import Refused, console, print_json

if TYPE_CHECKING:
    from lco.teams.questionnaires.items import Questionnaire
    from lco.teams.questionnaires.shelf import Shelf

app = typer.Typer(help="List questionnaires, begin one of your own, and check it.", no_args_is_help=True)

_FOLDER = typer.Option("--folder", help="Another folder whose JSON files are questionnaires.")
_JSON = typer.Option("--json", help="Print JSON for a machine to read.")


@app.command("list")
def list_(folder: Annotated[Path | None, _FOLDER] = None, json: Annotated[bool, _JSON] = False) -> None:
    """List the questionnaires that come with the platform, and those in a folder of your own.

    Example: lco questionnaire list --folder build/manchester/questionnaires
    """
    shelf = _shelf(folder)
    if json:
        print_json([_told(each) for each in shelf.newest.values()])
        return
    for each in shelf.newest.values():
        console.print(
            f"{each.name} {each.version}: {each.title}, {len(each.questions)} questions", markup=False
        )
    for refused in shelf.refused:
        console.print(f"{refused.file} cannot be used: {refused.why}", markup=False)


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="Name of a questionnaire, as 'list' prints it.")],
    folder: Annotated[Path | None, _FOLDER] = None,
) -> None:
    """Print in words what a questionnaire asks, what can be answered, and when.

    Example: lco questionnaire show wellbeing
    """
    shelf = _shelf(folder)
    if name not in shelf.newest:
        raise Refused(f"There is no questionnaire '{name}': choose one of {', '.join(shelf.newest)}.")
    _print(shelf.newest[name])


@app.command()
def template(file: Annotated[Path, typer.Argument(help="File to write, ending in .json.")]) -> None:
    """Write a small questionnaire to begin your own from; an existing file is left as it is.

    Example: lco questionnaire template falls.json
    """
    from lco.teams.questionnaires.shelf import TEMPLATE

    if file.exists():
        raise Refused(f"{file} is there already: give another name.")
    try:
        file.write_text(TEMPLATE.read_text(encoding="utf-8"), encoding="utf-8")
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror}.") from error
    console.print(f"wrote {file}", markup=False)


@app.command()
def check(file: Annotated[Path, typer.Argument(help="A FHIR R4 Questionnaire as JSON.")]) -> None:
    """Say whether a file can be asked as a questionnaire, and if not why, by linkId.

    Example: lco questionnaire check falls.json
    """
    from lco.teams.questionnaires.reading import QuestionnaireRefused, read_file

    try:
        found = read_file(file)
    except QuestionnaireRefused as error:
        raise Refused(f"{file} cannot be used: {error}.") from error
    _print(found)
    console.print("It can be asked. Put the file into the folder 'questionnaires' of your store.")


def _shelf(folder: Path | None) -> Shelf:
    from lco.teams.questionnaires.shelf import DEFINITIONS, read_shelf

    if folder is not None and not folder.is_dir():
        raise Refused(f"There is no folder {folder}: give one that is there.")
    return read_shelf([DEFINITIONS, *([folder] if folder else [])])


def _told(found: Questionnaire) -> dict[str, object]:
    return {
        "name": found.name,
        "version": found.version,
        "url": found.url,
        "title": found.title,
        "questions": len(found.questions),
    }


def _print(found: Questionnaire) -> None:
    from lco.teams.questionnaires.wording import what_is_answered, when_asked

    console.print(f"{found.title}, version {found.version} ({found.status})", markup=False)
    for section in found.sections:
        console.print(section.title, markup=False)
        for item in section.walk():
            if item.kind.is_question:
                needed = "" if item.is_required else " (optional)"
                told = [what_is_answered(item), when_asked(found, item)]
                console.print(f"  {item.title}{needed}: {'. '.join(filter(None, told))}", markup=False)
