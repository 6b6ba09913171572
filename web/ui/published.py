"""The published run, read once per run: its figures and what it says about itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from lco.store.figures import Figure
from lco.store.layout import StoreRefused
from lco.store.place_store import open_store
from lco.store.runs import PUBLISHED, Run, open_run


@dataclass(frozen=True)
class Published:
    """What pages need of the published run."""

    run: Run

    @property
    def run_id(self) -> str:
        """Id of the run."""
        return self.run.run_id

    @property
    def place(self) -> str:
        """Id of the place."""
        return self.run.manifest.place

    @property
    def figures(self) -> Mapping[str, Figure]:
        """Every figure by its id."""
        return self.run.figures

    @property
    def is_synthetic(self) -> bool:
        """Say whether any batch of the run was made up."""
        return self.run.manifest.is_synthetic

    def figure(self, figure_id: str) -> Figure | None:
        """Return one figure, or None when the run has no such."""
        return self.figures.get(figure_id)

    def under(self, prefix: str) -> list[Figure]:
        """Return the figures whose id begins with `prefix`, in the order of their ids."""
        return [figure for figure_id, figure in self.figures.items() if figure_id.startswith(prefix)]


def published() -> Published | None:
    """Return the published run of the store, or None while there is none."""
    store = settings.LCO_STORE
    if store is None:
        return None
    link = Path(store) / "runs" / PUBLISHED
    if not link.exists():
        return None
    return _opened(Path(store), link.resolve().name)


@lru_cache(maxsize=4)
def _opened(store: Path, run_id: str) -> Published | None:
    # A run never changes, so what was read once stays true.
    try:
        return Published(open_run(open_store(store), run_id))
    except StoreRefused:
        return None
