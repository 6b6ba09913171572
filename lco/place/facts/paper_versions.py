"""The drafts a paper went through before it was final."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from lco.place.fact import Fact, Ref


@dataclass(frozen=True, kw_only=True)
class PaperVersion(Fact):
    """One version of a paper, with the date and the comment printed beside it.

    Fields:
        paper: paper, a row of sources.csv
        version: version as printed
        dated_on: date of the version
        comment: comment printed beside it
    """

    FILE: ClassVar[str] = "paper_versions.csv"
    KEY: ClassVar[tuple[str, ...]] = ("paper", "version")
    TITLE: ClassVar[str] = "Versions of the papers"

    paper: Annotated[str, Ref("sources")]
    version: str
    dated_on: date
    comment: str
