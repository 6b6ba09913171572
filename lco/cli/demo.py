"""``lco demo``: a synthetic place, its run and its pages, in one command."""

from __future__ import annotations

import json as json_format
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from lco import __version__
from lco.cli.say import Refused, console
from lco.cli.steps import step
from lco.place.geography import Level, geography
from lco.place.pack import load_place
from lco.store import StoreRefused, open_store
from lco.store.models import live_model
from lco.store.runs import published_run

PLACE = "manchester"
_SEED = 1
_WHY = "People are made up here, so nobody's care hangs on it. A real place approves by its own people."


def command(
    people: Annotated[
        int | None, typer.Option(min=1000, help="Made-up residents. Default: as many as live there.")
    ] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on. Default: a free one.")] = None,
    folder: Annotated[Path, typer.Option("--dir", help="Folder for everything it makes.")] = Path(".demo"),
    stay: Annotated[bool, typer.Option("--stay/--no-stay", help="Serve until Ctrl-C or stop.")] = True,
    json: Annotated[bool, typer.Option("--json", help="Print one line of JSON when ready.")] = False,
) -> None:
    """Make up a whole Manchester, run it, and serve its pages until Ctrl-C.

    No real person is in it. The second time it starts with what it made the first time.

    Example: lco demo --people 20000
    """
    folder.mkdir(parents=True, exist_ok=True)
    people = people or geography(load_place(PLACE)).area(Level.PLACE, PLACE).persons
    _refuse_other(folder, people)
    store = folder / "store"
    if not _has_records(store):
        with step(f"making {people:,} people with ten years of care"):
            _lco("records", "make", PLACE, "--store", str(store), "--people", str(people),
                 "--seed", str(_SEED), "--key-file", str(folder / "key"), "--json")  # fmt: skip
    (folder / "made.json").write_text(json_format.dumps({"people": people, "version": __version__}))
    if live_model(open_store(store, place=PLACE)) is None:
        with step("fitting a model of risk and trying it on the year after"):
            _take_live(store)
    if not _is_run(store):
        with step("stratifying them and computing the figures"):
            _lco("run", PLACE, "--store", str(store), "--json")
    _serve(folder, port, stay=stay, as_json=json)


def _refuse_other(folder: Path, people: int) -> None:
    about = folder / "made.json"
    made = json_format.loads(about.read_text()) if about.exists() else {"people": people}
    if made["people"] != people:
        raise Refused(
            f"{folder} holds a demonstration of {made['people']:,} people, not of {people:,}: "
            f"give --people {made['people']}, another --dir, or remove the folder."
        )


def _has_records(store: Path) -> bool:
    try:
        return bool(open_store(store, place=PLACE).batches())
    except StoreRefused:
        return False


def _is_run(store: Path) -> bool:
    try:
        found = published_run(opened := open_store(store, place=PLACE))
    except StoreRefused:
        return False
    same_code = found.manifest.code_version == __version__
    return same_code and {used.batch for used in found.manifest.batches} == {
        batch.batch for batch in opened.batches()
    }


def _take_live(store: Path) -> None:
    """Fit a model on the made-up people and let it rank them: nobody's care hangs on it here."""
    of = ("--store", str(store))
    fitted: str = json_format.loads(_lco("risk", "fit", PLACE, *of, "--json"))["model"]
    for verb in ("approve", "go-live"):
        _lco("risk", verb, fitted, *of, "--by", "the demonstration", "--why", _WHY)


def _lco(*arguments: str) -> str:
    """Run another verb in a process of its own, so that its memory is given back; return what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "lco.cli", *arguments], stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode != 0:
        raise Refused(f"'lco {' '.join(arguments)}' failed: the lines above say why.")
    return done.stdout


def _serve(folder: Path, port: int | None, *, stay: bool, as_json: bool) -> None:
    site_module: Any = import_module("web.config.site")
    server_module: Any = import_module("web.config.server")
    server_module.stop_on_terminate()
    site = site_module.Site(store=folder / "store", data=folder)
    host = site.host
    try:
        with site_module.opened(site, step=step):
            with step("loading people into the database"):
                run = site_module.publish()
            with step("making sign-ins, teams and a year of their work"):
                seeded = import_module("web.config.demonstration").seed(folder / "sign-ins.txt")
            chosen = port or server_module.free_port(host)
            with server_module.serving(host=host, port=chosen) as server:
                _say(f"http://{host}:{chosen}/", folder, *seeded, as_json=as_json)
                if stay:
                    server_module.stay(server, site_module.Follower(run))
    except KeyboardInterrupt:
        pass
    if not as_json:
        console.print("Stopped; everything it started has ended.")


def _say(url: str, folder: Path, password: str, sign_ins: list[Any], *, as_json: bool) -> None:
    if as_json:
        people = [{"role": each.role, "email": each.email, "team": each.team} for each in sign_ins]
        line = {"url": url, "sign_ins_file": str(folder / "sign-ins.txt"), "sign_ins": people}
        sys.stdout.write(json_format.dumps(line) + "\n")
        sys.stdout.flush()
        return
    console.print(f"\nOpen [bold]{url}[/bold] and sign in with the password [bold]{password}[/bold] as")
    for each in sign_ins:
        console.print(f"  {each.email:30} {each.role:16} {each.team}".rstrip(), markup=False)
    console.print(f"\nThey stand in {folder / 'sign-ins.txt'} as well. Ctrl-C stops everything.")
