"""What was altered in a kept undo history is found, whatever it is."""

import random
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from db.errors import LibraryError, ScenarioDamagedError, UndoDamagedError
from db.file.integrity_report import Part, check_store
from db.library import Library
from db.scenarios.serialization import digest
from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario
from desktop.domain.undo_log import UndoLog, UndoStep
from tests.db.samples import sample

pytestmark = pytest.mark.slow

LEGACY = Path(__file__).parent / "legacy"
STATES = [
    sample("Uno"),
    replace(sample("Uno"), policy=Policy({"legal_pathways": Setting(20.0)})),
    replace(sample("Dos"), policy=Policy({"legal_pathways": Setting(20.0)})),
    replace(sample("Tres"), policy=Policy({"legal_pathways": Setting(20.0)}), notes="ñ"),
]
HISTORY = UndoLog(
    (
        UndoStep("step.set", "legal_pathways", STATES[0], STATES[1]),
        UndoStep("step.rename", None, STATES[1], STATES[2]),
    ),
    (UndoStep("step.notes", None, STATES[2], STATES[3]),),
)


def keep(path: Path) -> int:
    with Library.open(path) as store:
        made = store.scenarios.create(STATES[0])
        store.scenarios.save(made, STATES[2], HISTORY)
        assert len(store.scenarios.undo_log(made).done) == 2
    return made


@pytest.mark.parametrize(
    "alteration",
    [
        "UPDATE scenario_step SET label = 'step.undo' WHERE number = 1",
        "UPDATE scenario_step SET subject = NULL WHERE number = 1",
        "UPDATE scenario_step SET change = replace(change, 'Dos', 'Doz') WHERE number = 2",
        "UPDATE scenario_step SET change = CAST(change AS BLOB) WHERE number = 2",
        "UPDATE scenario_step SET number = 9 WHERE number = 3",
        "UPDATE scenario_step SET digest = '' WHERE number = 3",
        "DELETE FROM scenario_step WHERE number = 1",
        "DELETE FROM scenario_step WHERE number = 3",
        "UPDATE scenario SET steps_done = 1",
    ],
)
def test_that_an_altered_undo_history_is_told_and_the_scenario_opens_without_it(
    tmp_path: Path, alteration: str
) -> None:
    path = tmp_path / "a.vecinos-library"
    made = keep(path)
    connection = sqlite3.connect(path)
    assert connection.execute(alteration).rowcount == 1
    connection.commit()
    connection.close()
    assert [(one.part, one.id) for one in check_store(path).damaged] == [(Part.UNDO, made)]
    with Library.open(path) as store:
        assert store.scenarios.load(made) == STATES[2]
        with pytest.raises(UndoDamagedError):
            store.scenarios.undo_log(made)


@pytest.mark.parametrize("tries", [40, pytest.param(1500, marks=pytest.mark.long)])
def test_that_no_flipped_bit_in_the_undo_history_goes_unseen(
    tmp_path: Path, tries: int, request: pytest.FixtureRequest
) -> None:
    path = tmp_path / "a.vecinos-library"
    made = keep(path)
    whole = path.read_bytes()
    cells = [b"step.set", b"step.rename", b"step.notes", b'{"settings"', b'"name":', b'"notes":']
    places = [
        place
        for cell in cells
        for start in [whole.find(cell)]
        if start >= 0
        for place in range(start, start + len(cell) + 20)
    ]
    chosen, held = random.Random(41), 0
    for _ in range(tries):
        flipped = bytearray(whole)
        flipped[chosen.choice(places)] ^= 1 << chosen.randrange(8)
        path.write_bytes(flipped)
        try:
            with Library.open(path) as store:
                kept = store.scenarios.load(made)
                assert store.scenarios.undo_log(made) == HISTORY
                assert kept == STATES[2]
        except (LibraryError, ScenarioDamagedError, UndoDamagedError):
            held += 1
    line = f"bits of the undo log: tried {tries}, held {held}, fell short {tries - held}"
    request.node.user_properties.append(("faults", line))
    assert held == tries, line


def test_that_a_library_of_the_second_format_is_upgraded_with_its_undo_history(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.vecinos"
    shutil.copyfile(LEGACY / "format-2.vecinos", path)
    with Library.open(path) as store:
        assert store.kept == tmp_path / "a.format-2.vecinos"
        found = {each.name: each.id for each in store.scenarios.listed()}
        assert set(found) == {"Con historia", "Sin historia"}
        trail = store.scenarios.undo_log(found["Con historia"])
        assert [step.label for step in trail.done] == ["set", "notes"]
        assert [step.label for step in trail.undone] == ["set"]
        assert trail.done[-1].after == store.scenarios.load(found["Con historia"])
        assert store.scenarios.load(found["Con historia"]).ensemble.calibrated
        assert [each.name for each in store.versions.listed(found["Con historia"])] == ["Primera"]
        assert [each.name for each in store.scenarios.trash()] == ["En la papelera"]
        # The id of the one that was erased last is not given again.
        store.scenarios.erase()
        assert store.scenarios.create(Scenario("nuevo")) == 4
    assert check_store(path).damaged == ()


def test_that_a_library_of_the_third_format_is_upgraded_with_every_digest(tmp_path: Path) -> None:
    path = tmp_path / "a.vecinos"
    shutil.copyfile(LEGACY / "format-3.vecinos", path)
    with Library.open(path) as store:
        assert store.kept == tmp_path / "a.format-3.vecinos"
        found = {each.name: store.scenarios.load(each.id) for each in store.scenarios.listed()}
        assert {name: digest(scenario) for name, scenario in found.items()} == {
            "Dos": "a9a11635a89237991ed8c59d0a83ddfc",
            "Reforma": "105dd4fb0ecace1b0181cda88fa667f7",
        }
        (undoable,) = (each.id for each in store.scenarios.listed() if each.name == "Dos")
        assert store.scenarios.undo_log(undoable) == HISTORY
        (kept,) = (each.id for each in store.scenarios.listed() if each.name == "Reforma")
        (version,) = store.versions.listed(kept)
        assert digest(store.versions.load(version.id)) == "17238aa54cef581d38336fd75336b5c1"
    assert check_store(path).damaged == ()


def test_that_a_library_of_the_fourth_format_is_upgraded_with_every_digest(tmp_path: Path) -> None:
    path = tmp_path / "a.vecinos"
    shutil.copyfile(LEGACY / "format-4.vecinos", path)
    with Library.open(path) as store:
        assert store.kept == tmp_path / "a.format-4.vecinos"
        found = {each.name: each.id for each in store.scenarios.listed()}
        kept = {name: store.scenarios.load(number) for name, number in found.items()}
        assert {name: digest(scenario) for name, scenario in kept.items()} == {
            "Dos": "a4cc11931575bbf03dd416b48af6e9a9",
            "Reforma": "cc6294869e52bea2e391bb112e7415a6",
        }
        assert [event.size for event in kept["Reforma"].combined.events] == [1.0] * 3
        assert [line.at_least for line in kept["Reforma"].targets] == [None] * 2
        log = store.scenarios.undo_log(found["Dos"])
        assert digest(log.undone[0].after) == "9fb954b6a94a74477037d0ed56b3d04b"
    assert check_store(path).damaged == ()


def test_that_a_library_of_the_fifth_format_is_upgraded_with_every_digest(tmp_path: Path) -> None:
    path = tmp_path / "a.vecinos"
    shutil.copyfile(LEGACY / "format-5.vecinos", path)
    with Library.open(path) as store:
        assert store.kept == tmp_path / "a.format-5.vecinos"
        found = {each.name: each.id for each in store.scenarios.listed()}
        kept = {name: store.scenarios.load(number) for name, number in found.items()}
        assert {name: digest(scenario) for name, scenario in kept.items()} == {
            "Dos": "1a097bc154a44255eee5d66278563f08",
            "Reforma": "797096a34b3f73bbdcecb8ef9d59d168",
        }
        assert [scenario.predictions for scenario in kept.values()] == [(), ()]
        (step,) = store.scenarios.undo_log(found["Dos"]).done
        assert step.before.notes == ""
        (version,) = store.versions.listed(found["Reforma"])
        assert store.versions.load(version.id) == kept["Reforma"]
    assert check_store(path).damaged == ()
