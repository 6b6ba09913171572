"""How rules of a pack hold a field of a person against a value."""

from typing import Literal

Comparison = Literal["at_least", "at_most", "is", "is_not", "one_of", "has", "has_not"]
