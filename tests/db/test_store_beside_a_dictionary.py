import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
)
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from db.errors import NameTakenError
from db.library import Library
from desktop.domain.lever import Setting
from desktop.domain.lines import name_key
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario
from desktop.domain.undo_log import UndoLog, UndoStep
from tests.db.samples import LEVERS, names, scenarios

pytestmark = pytest.mark.slow


class _CrashError(Exception):
    pass


def _die(*_: object) -> None:
    raise _CrashError


def _states(trail: UndoLog) -> list[Policy]:
    # A name given in a list is not the history's.
    return [step.before.policy for step in (*trail.done, *trail.undone)]


class StoreBesideADictionary(RuleBasedStateMachine):
    """Drive a real library and a plain dictionary through the same steps."""

    kept = Bundle("kept")
    trashed = Bundle("trashed")

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "a.vecinos"
        self.store = Library.open(self.path)
        self.model: dict[int, Scenario] = {}
        self.trash: dict[int, Scenario] = {}
        self.last: list[int] = []
        self.trails: dict[int, UndoLog] = {}
        self.versions: dict[int, list[tuple[int, Scenario]]] = {}

    def taken(self, name: str, but: int | None = None) -> bool:
        return name_key(name) in {
            name_key(scenario.name) for each, scenario in self.model.items() if each != but
        }

    @rule(target=kept, scenario=scenarios)
    def create(self, scenario: Scenario) -> object:
        if self.taken(scenario.name):
            with pytest.raises(NameTakenError):
                self.store.scenarios.create(scenario)
            return multiple()
        made = self.store.scenarios.create(scenario)
        assert made not in self.model
        assert made not in self.trash
        self.model[made] = scenario
        return made

    @rule(which=kept, scenario=scenarios)
    def save(self, which: int, scenario: Scenario) -> None:
        if self.taken(scenario.name, but=which):
            with pytest.raises(NameTakenError):
                self.store.scenarios.save(which, scenario)
        else:
            # The history that is kept leads elsewhere now; the desk would bring its own.
            self.store.scenarios.save(which, scenario, UndoLog())
            self.model[which] = scenario
            self.trails[which] = UndoLog()

    @rule(
        which=kept, lever=st.sampled_from(LEVERS), value=st.floats(-1e6, 1e6), undone=st.booleans()
    )
    def edit(self, which: int, lever: str, value: float, undone: bool) -> None:
        """Move one lever, or undo that, as the desk saves it."""
        now, trail = self.model[which], self.trails.get(which, UndoLog())
        if undone and trail.done:
            step = trail.done[-1]
            now, trail = step.before, UndoLog(trail.done[:-1], (*trail.undone, step))
        else:
            after = replace(now, policy=now.policy.with_setting(lever, Setting(value)))
            now, trail = after, UndoLog((*trail.done, UndoStep("l", lever, now, after)))
        now = replace(now, name=self.model[which].name)
        self.store.scenarios.save(which, now, trail)
        self.model[which], self.trails[which] = now, trail

    @rule(which=kept, name=st.sampled_from(["", "first", "second"]))
    def keep_version(self, which: int, name: str) -> None:
        made = self.store.versions.keep(which, name)
        self.versions.setdefault(which, []).append((made, self.model[which]))

    @rule(which=kept, data=st.data())
    def restore(self, which: int, data: st.DataObject) -> None:
        """Put a version back as the draft."""
        made = self.versions.get(which)
        if made:
            version, wanted = data.draw(st.sampled_from(made))
            found = self.store.versions.load(version)
            assert found == wanted
            again = replace(found, name=self.model[which].name)
            self.store.scenarios.save(which, again, UndoLog())
            self.model[which], self.trails[which] = again, UndoLog()

    @rule(which=kept, scenario=scenarios)
    def crash(self, which: int, scenario: Scenario) -> None:
        """Die in the middle of a save: nothing of it is there, and the lock is free."""
        half = replace(scenario, name=self.model[which].name)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(SQLiteDialect_pysqlite, "do_commit", _die)
            with pytest.raises(_CrashError):
                self.store.scenarios.save(which, half)
        self.store.close()
        self.store = Library.open(self.path)
        assert not self.store.read_only

    @rule(which=kept, name=names | st.sampled_from(["a", "A", "b"]))
    def rename(self, which: int, name: str) -> None:
        if self.taken(name, but=which):
            with pytest.raises(NameTakenError):
                self.store.scenarios.rename(which, name)
        else:
            self.store.scenarios.rename(which, name)
            self.model[which] = replace(self.model[which], name=name)

    @rule(target=kept, which=kept, name=names | st.sampled_from(["a", "A", "b"]))
    def duplicate(self, which: int, name: str) -> object:
        if self.taken(name):
            with pytest.raises(NameTakenError):
                self.store.scenarios.duplicate(which, name)
            return multiple()
        made = self.store.scenarios.duplicate(which, name)
        self.model[made] = replace(self.model[which], name=name)
        return made

    @rule(target=trashed, which=consumes(kept))
    def delete(self, which: int) -> int:
        self.store.scenarios.delete(which)
        self.trash[which] = self.model.pop(which)
        return which

    @rule(target=kept, which=consumes(trashed))
    def undelete(self, which: int) -> object:
        if self.taken(self.trash[which].name):
            with pytest.raises(NameTakenError):
                self.store.scenarios.undelete(which)
            return multiple()
        self.store.scenarios.undelete(which)
        self.model[which] = self.trash.pop(which)
        return which

    @rule(which=kept)
    def look(self, which: int) -> None:
        self.store.scenarios.set_last_opened(which)
        self.last.append(which)

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = Library.open(self.path)
        assert not self.store.read_only

    @invariant()
    def holds_what_the_dictionary_holds(self) -> None:
        assert {each.id: each.name for each in self.store.scenarios.listed()} == {
            each: scenario.name for each, scenario in self.model.items()
        }
        assert {each.id for each in self.store.scenarios.trash()} == set(self.trash)
        for each, scenario in self.model.items():
            assert self.store.scenarios.load(each) == scenario
            trail, wanted = self.store.scenarios.undo_log(each), self.trails.get(each, UndoLog())
            assert _states(trail) == _states(wanted)
            for version, state in self.versions.get(each, ()):
                assert self.store.versions.load(version) == state
        opened = [each for each in self.last if each in self.model]
        assert self.store.scenarios.last_opened() == (opened[-1] if opened else None)

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()


class ForLong(StoreBesideADictionary):
    """Go on for longer."""


StoreBesideADictionary.TestCase.settings = settings(
    max_examples=4, stateful_step_count=15, deadline=None
)
ForLong.TestCase.settings = settings(max_examples=100, stateful_step_count=30, deadline=None)

TestThatTheStoreAgreesWithADictionary = StoreBesideADictionary.TestCase
TestThatItAgreesForLong = pytest.mark.long(ForLong.TestCase)
