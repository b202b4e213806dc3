"""The packages that a new library starts with."""

import re
from pathlib import Path

import pytest

from db import Library
from db.scenarios import mapping
from desktop.domain.clock import Month
from desktop.domain.lever import Setting
from desktop.domain.lines import name_key
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario
from desktop.domain.wording import LanguageCode
from desktop.modelfiles.read import read_model
from desktop.session.examples import Examples


@pytest.mark.parametrize("language", ["en", "es"])
def test_that_every_example_can_be_kept_and_cites_claims_that_there_are(
    language: LanguageCode,
) -> None:
    model = read_model()
    made = {name: one.scenario(language, "Examples") for name, one in model.presets.items()}
    assert len({name_key(one.name) for one in made.values()}) == len(made) >= 6
    for name, scenario in made.items():
        mapping.check(scenario)
        scenario.policy.check(model.levers, model.events, model.clock)
        cited = set(re.findall(r"\b[BC][0-9]+\b", scenario.notes))
        assert cited <= set(model.claims)
        assert set(model.presets[name].claims) >= cited


OLD = {
    "us_rhetoric_restraint": Setting(80, Month(2024, 1), 3),
    "coop_framework": Setting(3, Month(2025, 3), 12),
    "port_of_entry_capacity": Setting(20, Month(2025, 6), 24),
    "laundering_controls": Setting(60, Month(2025, 6), 18),
}
"""Settings of the first document's package as it shipped before it was sourced claim by claim."""


def test_that_a_copy_of_a_package_as_it_once_was_opens_and_stays(tmp_path: Path) -> None:
    model = read_model()
    made = tuple(one.scenario("en", "Examples") for one in model.presets.values())
    old = Scenario(model.presets["berg_package"].name.en, Policy(OLD), "What was asked.")
    examples = Examples(made, made)
    with Library.open(tmp_path / "kept.vecinos-library") as store:
        kept = store.scenarios.create(old)
        assert examples.opened(store, kept) == kept
        loaded = store.scenarios.load(kept)
        assert loaded.policy == Policy(OLD)
        loaded.policy.check(model.levers, model.events, model.clock)
        assert examples.bring_back(store) == len(made)
        assert store.scenarios.load(kept) == loaded
