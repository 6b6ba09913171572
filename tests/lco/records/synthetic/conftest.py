"""The made place is made once for all tests of this folder."""

from __future__ import annotations

import pytest

from tests.lco.records.synthetic.made import Made, made


@pytest.fixture(scope="session")
def twenty_thousand(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """20,000 people with ten years of records."""
    return made(tmp_path_factory.mktemp("synthetic") / "store")
