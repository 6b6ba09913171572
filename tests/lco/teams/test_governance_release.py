"""What is kept back from a person's own record: by rule, with its reason and its law."""

from __future__ import annotations

from lco.teams.governance import Sensitivity
from lco.teams.governance.release import release_rules


def test_a_concern_is_kept_back_without_a_trace_until_somebody_decides() -> None:
    rule = release_rules()[Sensitivity.CONCERN]
    assert rule.is_hidden
    assert rule.id == "serious_harm"
    assert rule.concern.startswith("withheld, to be decided: ")
    assert rule.ask in rule.concern


def test_every_rule_names_what_there_is_and_its_law() -> None:
    for sensitivity, rule in release_rules().items():
        assert Sensitivity(sensitivity) is not Sensitivity.ORDINARY
        assert rule.source.startswith("[M] ")
        assert rule.why[0].islower() and rule.ask[0].islower()
