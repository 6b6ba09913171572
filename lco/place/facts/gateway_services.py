"""The services, staff and support each gateway brings to the Local Care Organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from lco.place.fact import Fact, Ref


@dataclass(frozen=True, kw_only=True)
class GatewayService(Fact):
    """One change of services, staff or support that belongs to a gateway.

    `mode` says whether it runs in shadow, formally, or as support in place or a review.

    Fields:
        id: short name, unique in the file
        gateway: gateway it belongs to
        item: service, staff or support
        mode: whether it runs in shadow, formally, is support put in place, or a review
    """

    FILE: ClassVar[str] = "gateway_services.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "What each gateway changes in services and staff"

    id: str
    gateway: Annotated[str, Ref("gateways")]
    item: str
    mode: Literal["shadow", "formal", "support", "review"]
