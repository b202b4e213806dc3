"""The packages that a new library starts with."""

import re

import pytest

from db.scenarios import mapping
from desktop.domain.scenario import name_key
from desktop.domain.wording import LanguageCode
from desktop.modelfiles.read import read_model


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
