"""``lco score codelists``: load a place's own terminology, and see what its records hold beside all lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from lco import engine
from lco.cli.say import Refused, console, print_json
from lco.population.codelist import CodeList
from lco.population.codelist_file import CodeFile, Terminology
from lco.population.own_files import keep, template
from lco.population.tables import Records
from lco.population.terminology import read_terminology, shipped_lists
from lco.population.unmapped import Coverage, coverage
from lco.records.tables import TABLES
from lco.store import Store, StoreRefused, open_store

_STORE = typer.Option(help="Folder of the place's records.")


def load_codelist(
    file: Annotated[Path, typer.Argument(help="CSV of codes, of a map or of weights.")],
    store: Annotated[Path, _STORE],
) -> None:
    """Check FILE of the place's own terminology and keep it in its store; a file of that name is replaced.

    Example: lco score codelists load snomed-conditions.csv --store build/manchester
    """
    try:
        kept = keep(file, open_store(store).path)
    except StoreRefused as refusal:
        raise Refused(str(refusal)) from refusal
    console.print(f"Kept {kept.path.name}: {kept.told} The next run counts it.", markup=False)


def write_template(
    name: Annotated[str, typer.Argument(metavar="LIST", help="List to add codes to, such as conditions.")],
    file: Annotated[Path, typer.Argument(help="File to write; it must be new.")],
) -> None:
    """Write a file to fill in that adds codes of your own terminology to LIST, with all its groups.

    Example: lco score codelists template conditions snomed-conditions.csv
    """
    lists = shipped_lists()
    if name not in lists:
        raise Refused(f"There is no code list '{name}': it must be one of {', '.join(lists)}.")
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(template(name, lists[name]))
    except FileExistsError as error:
        raise Refused(f"{file} is there already: give a new name, so that nothing is overwritten.") from error
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror}.") from error
    console.print(f"{file} has a line for each of {len(lists[name].groups)} groups of {name}: fill it in.")


def list_codelists(
    store: Annotated[Path, _STORE],
    most: Annotated[int, typer.Option(min=0, help="Unmapped codes to name.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a machine to read.")] = False,
) -> None:
    """Print all code lists with version, licence and number of codes, and what no condition covers.

    Example: lco score codelists list --store build/manchester
    """
    try:
        found = open_store(store)
        own = read_terminology(found.path)
        records = _records(found, own)
        covered = coverage(records, most=most)
    except StoreRefused as refusal:
        raise Refused(str(refusal)) from refusal
    lists = shipped_lists()
    if as_json:
        print_json(_plain(lists.values(), own, covered))
        return
    for each in lists.values():
        console.print(_list_said(each), markup=False)
    for line in _own_said(own):
        console.print(line, markup=False)
    for line in _coverage_said(covered):
        console.print(line, markup=False)


def _records(store: Store, own: Terminology) -> Records:
    con = engine.connect()
    tables = {name: store.table(con, name) for name in TABLES}
    return Records(con, tables, store.codes(con), terminology=own)


def _list_said(each: CodeList) -> str:
    systems = ", ".join(each.systems) or "they come from the place's own terminology"
    return (
        f"{each.name} {each.version}: groups {len(each.groups)}, codes {len(each.lines):,} ({systems}), "
        f"licence: {each.licence or 'published facts'}"
    )


def _own_said(own: Terminology) -> list[str]:
    lines = [
        f"own {name}.csv {each.says['version']}: {len(each.lines):,} codes {_place_of(each)}, "
        f"licence: {each.says['licence']}"
        for name, each in own.files.items()
    ]
    if own.maps:
        lines.append(f"own maps: {len(own.maps):,} codes stand for codes of other systems")
    lines += [
        f"own weights of {name}: {edition}" for name, editions in own.weights.items() for edition in editions
    ]
    return lines or ["No terminology of the place's own is loaded: 'lco score codelists load' does."]


def _place_of(file: CodeFile) -> str:
    return f"added to {file.extends}" if file.extends else f"in the stead of {file.replaces}"


def _coverage_said(covered: Coverage) -> list[str]:
    lines = [
        f"Unmapped: {covered.unmapped_codes:,} of {covered.codes:,} codes of diagnoses and "
        f"{covered.unmapped_rows:,} of {covered.rows:,} diagnoses recorded are of no condition."
    ]
    lines += [
        f"    {rows:,} x {code.system} {code.text}{f' {code.label}' if code.label else ''}"
        for code, rows in covered.commonest
    ]
    return lines


def _plain(lists: Iterable[CodeList], own: Terminology, covered: Coverage) -> dict[str, Any]:
    files = own.files.items()
    return {
        "lists": [_plain_list(each) for each in lists],
        "own": [
            {
                "name": name,
                "extends": each.extends,
                "replaces": each.replaces,
                "codes": len(each.lines),
                "sha256": each.sha256,
                **each.says,
            }
            for name, each in files
        ],
        "own_maps": len(own.maps),
        "own_weights": {name: list(editions) for name, editions in own.weights.items()},
        "coverage": {
            **asdict(covered),
            "commonest": [{**asdict(code), "rows": rows} for code, rows in covered.commonest],
        },
    }


def _plain_list(each: CodeList) -> dict[str, Any]:
    names = ("name", "title", "version", "licence", "source", "sha256", "systems")
    said = {name: getattr(each, name) for name in names}
    return {**said, "groups": list(each.groups), "codes": len(each.lines)}
