"""The forms that one appraised option could take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from lco.place.fact import Fact, Ref


@dataclass(frozen=True, kw_only=True)
class OptionVariant(Fact):
    """One variant of an option, under its printed letter.

    Fields:
        id: short name, unique in the file
        option: option it belongs to
        printed_letter: letter in print
        description: the form described
    """

    FILE: ClassVar[str] = "option_variants.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Variants within an option"

    id: str
    option: Annotated[str, Ref("options")]
    printed_letter: str
    description: str
