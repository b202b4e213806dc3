"""Whatever a scenario holds is kept, handed on and covered by its digest: field by field."""

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from db.packs.pack import packed, unpacked
from db.scenarios.serialization import digest
from db.store import Store
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.lever import Setting
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.scenario import Package, Scenario, TargetLine

OTHER: dict[str, Any] = {
    "name": "Otro",
    "policy": Policy({"legal_pathways": Setting(7.0, Month(2025, 2), 3, Month(2030, 1))}),
    "notes": "ñ",
    "assumptions": "other",
    "ensemble": EnsembleChoice(members=11),
    "charts": ("remittances",),
    "model_version": "2026.1",
    "model_digest": "abc",
    "folder": "a/b",
    "tags": ("x",),
    "packages": (Package("p", Policy({}, (PlannedEvent("hurricane", Month(2027, 9)),))),),
    "targets": (TargetLine("remittances", 7.0, Month(2030, 1)),),
}
OTHER_CHOICE: dict[str, Any] = {"members": 12, "seed": 3, "fixed_links": frozenset({75})}
"""Switches need no entry: their other value is known."""
PLAIN = Scenario("Uno")


def variants() -> Iterator[tuple[str, Scenario]]:
    for field in fields(Scenario):
        yield field.name, replace(PLAIN, **{field.name: OTHER[field.name]})
    usual = PLAIN.ensemble
    for field in fields(EnsembleChoice):
        value = getattr(usual, field.name)
        other: Any = (not value) if isinstance(value, bool) else OTHER_CHOICE[field.name]
        choice = replace(usual, **{field.name: other})
        yield f"ensemble.{field.name}", replace(PLAIN, ensemble=choice)


@pytest.mark.parametrize(("name", "scenario"), [pytest.param(*v, id=v[0]) for v in variants()])
def test_that_every_field_of_a_scenario_survives_a_save_and_a_pack_and_changes_the_digest(
    name: str, scenario: Scenario, tmp_path: Path
) -> None:
    assert scenario != PLAIN
    assert digest(scenario) != digest(PLAIN), name
    assert unpacked(packed([scenario]), "p") == (scenario,)
    with Store.open(tmp_path / "a.vecinos-library") as store:
        made = store.create(PLAIN)
        store.save(made, scenario)
        assert store.load(made) == scenario
        assert store.version(store.keep_version(made)) == scenario


def test_that_what_stands_at_its_default_leaves_older_digests_as_they_were() -> None:
    # Computed before it was kept whether a run draws from the calibrated members.
    assert digest(Scenario("Uno")) == "e35b20330f61d7b74c797933d123e9ea"
