"""``practices.csv``: the general practices of the place and the need of the people on their lists."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from lco.place.fact import Fact, Ref


@dataclass(frozen=True, kw_only=True)
class Practice(Fact):
    """A general practice. Written by ``lco place derive``. Lists are average registered people, 2024/25.

    Fields:
        code, name: code and name in the national directory
        ward: ward that holds its main site
        lsoa: lower layer super output area (2011) that holds its main site
        list_size: registered people
        weighted_*: registered people weighted by need for that care, so that England's sum is unchanged
        network_code, network: primary care network, 2022/23; empty where the payments list does not match
    """

    FILE = "practices.csv"
    KEY = ("code",)
    TITLE = "General practices"

    code: str
    name: str
    ward: Annotated[str, Ref("wards")]
    lsoa: Annotated[str, Ref("lsoas")]
    list_size: Decimal
    weighted_general_and_acute: Decimal
    weighted_community: Decimal
    weighted_mental_health: Decimal
    weighted_maternity: Decimal
    weighted_health_inequality: Decimal
    weighted_prescribing: Decimal
    weighted_overall: Decimal
    weighted_primary_medical: Decimal
    network_code: str | None
    network: str | None
