"""Whatever a scenario holds is kept, handed on and covered by its digest: field by field."""

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from db.library import Library
from db.packs.pack import packed, unpacked
from db.scenarios.serialization import digest
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.lever import Move, Setting
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.scenario import Package, Scenario, TargetLine
from desktop.domain.undo_log import UndoLog, UndoStep

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
OTHER_SETTING: dict[str, Any] = {
    "value": 8.0,
    "start": Month(2026, 3),
    "ramp": 4,
    "last": Month(2031, 1),
    "earlier": (Move(20.0, Month(2025, 2), 6), Move(30.0, Month(2025, 9))),
}
OTHER_MOVE: dict[str, Any] = {"value": 9.0, "start": Month(2024, 7), "ramp": 2}
OTHER_EVENT: dict[str, Any] = {"event": "storm", "month": Month(2028, 1), "size": 0.5}
OTHER_LINE: dict[str, Any] = {
    "indicator": "homicide_rate",
    "value": 8.0,
    "month": Month(2031, 2),
    "at_least": False,
}
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
    event, line = PlannedEvent("hurricane", Month(2027, 9)), TargetLine("remittances", 7.0)
    for field in fields(PlannedEvent):
        other = replace(event, **{field.name: OTHER_EVENT[field.name]})
        yield f"event.{field.name}", replace(PLAIN, policy=Policy({}, (other,)))
        packages = (Package("p", Policy({}, (other,))),)
        yield f"package.event.{field.name}", replace(PLAIN, packages=packages)
    for field in fields(TargetLine):
        other = replace(line, **{field.name: OTHER_LINE[field.name]})
        yield f"target.{field.name}", replace(PLAIN, targets=(other,))


def settings() -> Iterator[tuple[str, Setting, Setting]]:
    usual = Setting(7.0, Month(2026, 2))
    move = Move(5.0, Month(2024, 5))
    for field in fields(Setting):
        yield field.name, usual, replace(usual, **{field.name: OTHER_SETTING[field.name]})
    for field in fields(Move):
        other = replace(move, **{field.name: OTHER_MOVE[field.name]})
        yield (
            f"move.{field.name}",
            replace(usual, earlier=(move,)),
            replace(usual, earlier=(other,)),
        )


@pytest.mark.parametrize(("name", "scenario"), [pytest.param(*v, id=v[0]) for v in variants()])
def test_that_every_field_of_a_scenario_survives_a_save_and_a_pack_and_changes_the_digest(
    name: str, scenario: Scenario, tmp_path: Path
) -> None:
    assert scenario != PLAIN
    assert digest(scenario) != digest(PLAIN), name
    assert unpacked(packed([scenario]), "p") == (scenario,)
    with Library.open(tmp_path / "a.vecinos-library") as store:
        made = store.scenarios.create(PLAIN)
        store.scenarios.save(made, scenario)
        assert store.scenarios.load(made) == scenario
        assert store.versions.load(store.versions.keep(made)) == scenario


def test_that_what_stands_at_its_default_leaves_older_digests_as_they_were() -> None:
    # Computed before it was kept whether a run draws from the calibrated members.
    assert digest(Scenario("Uno")) == "e35b20330f61d7b74c797933d123e9ea"


@pytest.mark.parametrize(
    ("usual", "other"), [pytest.param(*each[1:], id=each[0]) for each in settings()]
)
def test_that_every_field_of_a_setting_and_of_its_moves_is_kept_wherever_one_can_stand(
    usual: Setting, other: Setting, tmp_path: Path
) -> None:
    def own(setting: Setting) -> Scenario:
        return replace(PLAIN, policy=Policy({"legal_pathways": setting}))

    packaged = replace(PLAIN, packages=(Package("p", own(other).policy),))
    before, after = own(usual), own(other)
    assert digest(before) != digest(after)
    assert unpacked(packed([after, packaged]), "p") == (after, packaged)
    trail = UndoLog((UndoStep("set", "legal_pathways", before, after),), ())
    with Library.open(tmp_path / "a.vecinos-library") as store:
        made = store.scenarios.create(before)
        store.scenarios.save(made, after, trail)
        assert (store.scenarios.load(made), store.scenarios.undo_log(made)) == (after, trail)
        assert store.versions.load(store.versions.keep(made)) == after
        assert (
            store.scenarios.load(store.scenarios.create(replace(packaged, name="Dos"))).packages
            == packaged.packages
        )
