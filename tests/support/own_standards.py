"""A place that sets its own standards and quorum: a copy of Manchester's pack with two files more."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lco.place.pack import load_place, packs_folder
from lco.teams.standards import STANDARDS

WHERE = "own_design,set by the place"
HEADS = "id,value,unit,note,source,section"


def copied_pack(folder: Path) -> Path:
    """Copy Manchester's pack below `folder`; return the copy."""
    return Path(shutil.copytree(packs_folder() / "manchester", folder / "manchester", dirs_exist_ok=True))


def write_standards(pack: Path, *rows: str) -> None:
    """Write the standards of a pack, each row without its last two cells."""
    lines = [HEADS, *(f"{row},{WHERE}" for row in rows)]
    (pack / "work_standards.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_quorum(pack: Path, *rows: str) -> None:
    """Write the quorum of a pack, each row without its last two cells."""
    lines = ["seat,role_sets,note,source,section", *(f"{row},{WHERE}" for row in rows)]
    (pack / "quorum_roles.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def row(name: str, value: int) -> str:
    """Return the row that sets a standard, in its unit."""
    return f"{name},{value},{STANDARDS[name].unit},Agreed by the teams"


@pytest.fixture
def own_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> Iterator[Callable[..., Path]]:
    """Return a function that lets the pages show a place with standards, and seats, of its own."""
    from web.teams.assets import area
    from web.teams.cases import standards
    from web.ui import place

    def forget() -> None:
        for cached in (place._load, standards._of, standards._quorum, area._area):
            cached.cache_clear()

    def show(*seats: str, **values: int) -> Path:
        settings.LCO_PLACE = "manchester"
        pack = copied_pack(tmp_path)
        write_standards(pack, *(row(name, value) for name, value in values.items()))
        if seats:
            write_quorum(pack, *seats)
        monkeypatch.setattr(place, "load_place", lambda name: load_place(name, root=tmp_path))
        forget()
        return pack

    yield show
    forget()
