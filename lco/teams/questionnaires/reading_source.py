"""One item of a questionnaire as it stands in its file, and how it is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_LONGEST_ID = 100
# Extensions that change what is asked, or what counts as an answer, and are not done here.
_EXTENSIONS_REFUSED = (
    "enableWhenExpression",
    "calculatedExpression",
    "initialExpression",
    "answerExpression",
    "candidateExpression",
    "questionnaire-constraint",
    "questionnaire-minOccurs",
    "questionnaire-maxOccurs",
    "questionnaire-optionExclusive",
    "variable",
    "minLength",
    "regex",
    "maxDecimalPlaces",
)


class QuestionnaireRefused(ValueError):
    """A questionnaire that cannot be used; the sentence says why, by linkId, and what to do."""


@dataclass(frozen=True)
class Source:
    """One item as it stands in the file."""

    link_id: str
    found: Mapping[str, Any]

    @classmethod
    def of(cls, found: Any) -> Source:
        """Return the item, named by its linkId."""
        link_id = found.get("linkId") if isinstance(found, dict) else None
        if not isinstance(link_id, str) or not link_id.strip() or len(link_id) > _LONGEST_ID:
            raise QuestionnaireRefused(
                f"an item has no linkId: give each its own, of at most {_LONGEST_ID} characters"
            )
        return cls(link_id, found)

    def refuse(self, why: str) -> QuestionnaireRefused:
        """Return the refusal of this item."""
        return QuestionnaireRefused(f"'{self.link_id}' {why}")

    def words(self, name: str, longest: int, *, is_needed: bool = False) -> str:
        """Return a text of the item."""
        value = self.found.get(name, "")
        if not isinstance(value, str) or (is_needed and not value.strip()):
            raise self.refuse(f"has no {name}: say what is asked")
        if len(value) > longest:
            raise self.refuse(f"has a {name} of more than {longest:,} characters: shorten it")
        return value.strip()

    def flag(self, name: str) -> bool:
        """Return a yes or no of the item; no where it says nothing."""
        value = self.found.get(name, False)
        if not isinstance(value, bool):
            raise self.refuse(f"has a {name} that is neither true nor false")
        return value

    def count(self, name: str) -> int | None:
        """Return a count of the item, from 1 up."""
        value = self.found.get(name)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
            raise self.refuse(f"has a {name} that is no whole number from 1 up")
        return value

    def extensions(self, url: str) -> list[Mapping[str, Any]]:
        """Return the extensions of the item with that address."""
        return extensions(self, self.found, url)

    def refuse_extensions(self) -> None:
        """Refuse what would change the question and is not done here."""
        for each in extensions(self, self.found):
            name = str(each.get("url", "")).rsplit("/", 1)[-1]
            if name.endswith(_EXTENSIONS_REFUSED):
                raise self.refuse(f"has the extension {name}, which cannot be done here: take it out")

    def codes(self) -> frozenset[str]:
        """Return the codes of what is asked, with their systems."""
        codes = codes_of(self.found)
        if codes is None:
            raise self.refuse("has a code that is no list of codings")
        return codes


def extensions(source: Source, found: Mapping[str, Any], url: str = "") -> list[Mapping[str, Any]]:
    """Return the extensions of a part of an item, those with the address `url` where it is given."""
    listed = found.get("extension", [])
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise source.refuse("has an extension that is no list")
    return [each for each in listed if not url or each.get("url") == url]


def codes_of(found: Mapping[str, Any]) -> frozenset[str] | None:
    """Return the codes of a part, ``system|code`` each; None when they are no list of codings."""
    listed = found.get("code", [])
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        return None
    return frozenset(f"{each.get('system', '')}|{each.get('code', '')}" for each in listed)
