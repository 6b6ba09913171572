"""How much memory this process took at most since it was last asked."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

_STATUS, _RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def peak_bytes() -> int:
    """Return the peak of resident memory since the last call, where the system can forget its peak.

    Linux forgets it on request. Elsewhere, and where that is not allowed, the peak is that of the whole
    process so far.
    """
    try:
        lines = _STATUS.read_text().splitlines()
        peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) * 1024
        _RESET.write_text("5")
    except (OSError, StopIteration, ValueError):
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return peak
