"""How ``lco score crosscheck`` puts its findings into words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from lco.population.crosscheck import Finding

EXIT_DIFFERS = 1


def finding_said(finding: Finding) -> Iterator[str]:
    """Yield the lines that say what one comparison found."""
    if finding.not_done:
        yield f"{finding.package}, {finding.what}: not compared, {finding.not_done}."
        return
    differing = len(finding.differences)
    result = f"{differing} differ{'s' if differing == 1 else ''}" if differing else "all the same"
    yield f"{finding.package}, {finding.what}: {finding.compared:,} {finding.unit} compared, {result}."
    for each in finding.differences:
        judged = each.judged or "not explained: look into it"
        yield f"    {each.where}: ours {each.ours}, theirs {each.theirs} - {judged}"


def finding_plain(finding: Finding) -> dict[str, Any]:
    """Return one comparison as plain values."""
    return {**asdict(finding), "unexplained": finding.unexplained}
