"""Where the contracts app stands in the menu."""

from __future__ import annotations

from web.ui.navigation import Item

ITEMS = (
    Item(
        title="Contracts",
        url_name="contracts:services",
        permission="contracts.see_scope",
        about="Which services are in scope, from which year, and who provides them.",
        order=65,
    ),
    Item(
        title="Gateways",
        url_name="contracts:gateways",
        permission="contracts.see_gateways",
        about="The steps by which contracts and services come in, and what each must assure.",
        order=66,
        is_in_header=False,
    ),
    Item(
        title="Terms of the contract",
        url_name="contracts:terms",
        permission="contracts.see_scope",
        about="Length, components, payment and reporting, as the papers have them.",
        order=67,
        is_in_header=False,
    ),
    Item(
        title="Options",
        url_name="contracts:options",
        permission="contracts.see_scope",
        about="Options appraised, with what speaks for and against each.",
        order=68,
        is_in_header=False,
    ),
)
