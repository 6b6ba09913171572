"""A place's own terminology: codes added to lists, and maps from one coding system to another.

SNOMED CT, Read codes and OMOP vocabularies are licensed: a place loads its own files into its store,
and nothing of them comes with the platform.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lco.population.codelist_file import CodeFile, normalised


@dataclass(frozen=True)
class Terminology:
    """What a place's own files add.

    Attributes:
        files: the files of codes, by their name.
        maps: (system, code) to the codes of other systems it stands for.
    """

    files: Mapping[str, CodeFile] = field(default_factory=dict)
    maps: Mapping[tuple[str, str], tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def added_to(self, name: str) -> tuple[CodeFile, ...]:
        """Return the files that add codes to the list of that name."""
        return tuple(each for each in self.files.values() if each.extends == name)

    def mapped(self, system: str, text: str) -> tuple[tuple[str, str], ...]:
        """Return the (system, code) pairs a code stands for besides itself."""
        return self.maps.get((system, normalised(text, system)), ()) if self.maps else ()
