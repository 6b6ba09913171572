"""Peak memory of this process together with the processes it starts."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import Any

import psutil

_EVERY_SECONDS = 0.2


class PeakMemory:
    """Watches resident memory five times a second while it is open; `peak` is the most seen, in bytes.

    Pages that processes share are counted in each, so that the figure is rather too high than too low.
    """

    def __init__(self) -> None:
        self.peak = 0
        self._done = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> PeakMemory:
        self._watcher.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._done.set()
        self._watcher.join()

    def _watch(self) -> None:
        me = psutil.Process()
        while True:
            self.peak = max(self.peak, _resident(me))
            if self._done.wait(_EVERY_SECONDS):
                return


def _resident(me: psutil.Process) -> int:
    total = 0
    with suppress(psutil.Error):
        for one in (me, *me.children(recursive=True)):
            with suppress(psutil.Error):
                total += one.memory_info().rss
    return total
