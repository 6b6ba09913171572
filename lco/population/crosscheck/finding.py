"""What a comparison with somebody else's work found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """Something two sides say differently.

    Attributes:
        where: a group, a code or a person.
        ours: what this platform has.
        theirs: what the other has.
        judged: who is right and why, where that is known; empty where it is not.
    """

    where: str
    ours: str
    theirs: str
    judged: str = ""


@dataclass(frozen=True)
class Finding:
    """One table or score held against another package's.

    Attributes:
        package: the package and its version.
        what: what was compared.
        compared: how many entries or people.
        unit: what they are.
        differences: where the two differ.
        not_done: why nothing was compared; empty when it was.
    """

    package: str
    what: str
    compared: int = 0
    unit: str = ""
    differences: tuple[Difference, ...] = ()
    not_done: str = ""

    @property
    def unexplained(self) -> int:
        """Number of differences nobody has explained."""
        return sum(not each.judged for each in self.differences)
