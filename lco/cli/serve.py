"""``lco serve``: the web pages of a store."""

from __future__ import annotations

import json as json_format
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from lco.cli.place import checked
from lco.cli.say import Refused, console
from lco.cli.steps import step
from lco.store import StoreRefused, open_store

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def command(  # noqa: PLR0917 - one argument for each option of the command line
    store: Annotated[Path, typer.Option(help="Folder of the place's records and runs.")],
    data: Annotated[
        Path | None,
        typer.Option(help="Folder for the database and what the web makes. Default: beside the store."),
    ] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on. Default: a free one.")] = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="A proxy in front speaks HTTPS and says so.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one line of JSON when ready.")] = False,
) -> None:
    """Serve the web pages of a STORE until Ctrl-C.

    Uses the PostgreSQL that DATABASE_URL names, else a private one in the data folder, stopped at the end.

    Example: lco serve --store build/manchester
    """
    if host not in _LOOPBACK and not behind_proxy:
        raise Refused(
            f"Serving on {host} without HTTPS would send sign-ins in the clear: "
            "put a proxy that speaks HTTPS in front and add --behind-proxy, or leave --host out."
        )
    try:
        opened = open_store(store)
    except StoreRefused as refusal:
        raise Refused(str(refusal)) from refusal
    checked(opened.place)
    serve(store, data or store.parent, host=host, port=port, is_behind_proxy=behind_proxy, as_json=json)


def serve(
    store: Path, data: Path, *, host: str, port: int | None, is_behind_proxy: bool, as_json: bool
) -> None:
    """Prepare the web of `store` and serve it until Ctrl-C."""
    # Imported by name and late: no other verb of the command line waits for Django.
    site_module: Any = import_module("web.config.site")
    server_module: Any = import_module("web.config.server")
    server_module.stop_on_terminate()
    site = site_module.Site(store=store, data=data, host=host, is_behind_proxy=is_behind_proxy)
    try:
        with site_module.opened(site, step=step):
            with step("publishing the latest run to the pages"):
                run = site_module.publish()
            chosen = port or server_module.free_port(host)
            with server_module.serving(host=host, port=chosen) as server:
                _say(f"http://{host}:{chosen}/", run, as_json=as_json)
                server_module.stay(server, site_module.Follower(run))
    except site_module.SiteRefused as refusal:
        raise Refused(str(refusal)) from refusal
    except KeyboardInterrupt:
        console.print("Stopped.") if not as_json else None


def _say(url: str, run: str | None, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json_format.dumps({"url": url, "run": run}) + "\n")
        sys.stdout.flush()
        return
    console.print(f"Serving {url}" + (f", run {run}." if run else "; nothing has been published yet."))
    console.print("Ctrl-C stops it.")
