"""The contracts and agreements each gateway brings to the Local Care Organisation."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from lco.place.fact import Fact, Ref


@dataclass(frozen=True, kw_only=True)
class GatewayContract(Fact):
    """One contract or agreement of a gateway.

    `amount_pounds` is the full-year value in pounds where one is printed, `amount_printed` its wording.
    `stage` says what happens: chosen, prepared, transferred, adjusted, monitored or replaced.

    Fields:
        id: short name, unique in the file
        gateway: gateway it belongs to
        item: contract or agreement
        stage: what happens to it
        amount_pounds: full-year value, pounds (recurrent), as printed
        amount_printed: the printed wording of the value
        condition: proviso printed with it
    """

    FILE: ClassVar[str] = "gateway_contracts.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "What each gateway brings under contract"

    id: str
    gateway: Annotated[str, Ref("gateways")]
    item: str
    stage: Literal["chosen", "prepared", "transferred", "adjusted", "monitored", "replaced"]
    amount_pounds: Decimal | None
    amount_printed: str | None
    condition: str | None
