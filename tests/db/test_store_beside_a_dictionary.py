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

from db.errors import NameTakenError
from db.store import Store
from desktop.domain.scenario import Scenario, name_key
from tests.db.samples import names, scenarios


class StoreBesideADictionary(RuleBasedStateMachine):
    """Drive a real library and a plain dictionary through the same steps."""

    kept = Bundle("kept")
    trashed = Bundle("trashed")

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "a.vecinos"
        self.store = Store.open(self.path)
        self.model: dict[int, Scenario] = {}
        self.trash: dict[int, Scenario] = {}
        self.last: list[int] = []

    def taken(self, name: str, but: int | None = None) -> bool:
        return name_key(name) in {
            name_key(scenario.name) for each, scenario in self.model.items() if each != but
        }

    @rule(target=kept, scenario=scenarios)
    def create(self, scenario: Scenario) -> object:
        if self.taken(scenario.name):
            with pytest.raises(NameTakenError):
                self.store.create(scenario)
            return multiple()
        made = self.store.create(scenario)
        assert made not in self.model
        assert made not in self.trash
        self.model[made] = scenario
        return made

    @rule(which=kept, scenario=scenarios)
    def save(self, which: int, scenario: Scenario) -> None:
        if self.taken(scenario.name, but=which):
            with pytest.raises(NameTakenError):
                self.store.save(which, scenario)
        else:
            self.store.save(which, scenario)
            self.model[which] = scenario

    @rule(which=kept, name=names | st.sampled_from(["a", "A", "b"]))
    def rename(self, which: int, name: str) -> None:
        if self.taken(name, but=which):
            with pytest.raises(NameTakenError):
                self.store.rename(which, name)
        else:
            self.store.rename(which, name)
            self.model[which] = replace(self.model[which], name=name)

    @rule(target=kept, which=kept, name=names | st.sampled_from(["a", "A", "b"]))
    def duplicate(self, which: int, name: str) -> object:
        if self.taken(name):
            with pytest.raises(NameTakenError):
                self.store.duplicate(which, name)
            return multiple()
        made = self.store.duplicate(which, name)
        self.model[made] = replace(self.model[which], name=name)
        return made

    @rule(target=trashed, which=consumes(kept))
    def delete(self, which: int) -> int:
        self.store.delete(which)
        self.trash[which] = self.model.pop(which)
        return which

    @rule(target=kept, which=consumes(trashed))
    def undelete(self, which: int) -> object:
        if self.taken(self.trash[which].name):
            with pytest.raises(NameTakenError):
                self.store.undelete(which)
            return multiple()
        self.store.undelete(which)
        self.model[which] = self.trash.pop(which)
        return which

    @rule(which=kept)
    def look(self, which: int) -> None:
        self.store.set_last_opened(which)
        self.last.append(which)

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = Store.open(self.path)
        assert not self.store.read_only

    @invariant()
    def holds_what_the_dictionary_holds(self) -> None:
        assert {each.id: each.name for each in self.store.scenarios()} == {
            each: scenario.name for each, scenario in self.model.items()
        }
        assert {each.id for each in self.store.trash()} == set(self.trash)
        for each, scenario in self.model.items():
            assert self.store.load(each) == scenario
        opened = [each for each in self.last if each in self.model]
        assert self.store.last_opened() == (opened[-1] if opened else None)

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()


StoreBesideADictionary.TestCase.settings = settings(
    max_examples=15, stateful_step_count=15, deadline=None
)


TestThatTheStoreAgreesWithADictionary = StoreBesideADictionary.TestCase
