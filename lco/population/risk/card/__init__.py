"""Model cards: every item of TRIPOD+AI answered from facts, and a check for risk of bias."""

from lco.population.risk.card.bias import Judged
from lco.population.risk.card.facts import CardFacts
from lco.population.risk.card.page import Card, Item, card_of

__all__ = ["Card", "CardFacts", "Item", "Judged", "card_of"]
