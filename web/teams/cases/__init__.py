"""The caseload: finding, triage, consent and the way of a person through case management."""
