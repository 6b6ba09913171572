"""Steps of a long command, each with its seconds."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from lco.cli.say import errors


@contextmanager
def step(what: str) -> Iterator[None]:
    """Say on standard error what is being done, and when done how many seconds it took."""
    began = time.monotonic()
    errors.print(f"  {what} ...", end="", markup=False)
    yield
    errors.print(f" {time.monotonic() - began:.1f} s")
