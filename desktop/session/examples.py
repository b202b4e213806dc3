"""The packages that ship with the model: opened as copies, so that they stay as shipped."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.scenario import Scenario

if TYPE_CHECKING:
    from db import Library


def _as_kept(name: str) -> str:
    return name


@dataclass(frozen=True, slots=True)
class Examples:
    """Tell what is an example as shipped, under which name its copy stands, and bring it back.

    An example that was changed before examples opened as copies is its owner's work, and stays so.
    """

    worded: tuple[Scenario, ...] = ()
    """Each in the language of the desk: what a library is given."""
    everywhere: tuple[Scenario, ...] = ()
    """Each in every language: a library keeps the one it was made in."""
    copy_name: Callable[[str], str] = _as_kept

    def holds(self, scenario: Scenario) -> bool:
        """Say whether this is an example as it was shipped, whatever folder it lies in.

        One that was brought back beside a changed one has a number behind its name.
        """
        return any(
            re.fullmatch(re.escape(one.name) + r"( \d+)?", scenario.name) and _same(scenario, one)
            for one in self.everywhere
        )

    def opened(self, store: "Library", scenario_id: int) -> int:
        """Return what shall come onto the desk: of an example its copy, made where there is none.

        A copy that nobody has changed yet is the one.
        """
        from db import ScenarioNotFoundError

        if store.read_only:
            return scenario_id
        kept = store.scenarios.load(scenario_id)
        if not self.holds(kept):
            return scenario_id
        wanted = self.copy_name(kept.name)
        with suppress(ScenarioNotFoundError):
            there = store.scenarios.find(wanted)
            if _same(store.scenarios.load(there), kept):
                return there
        copy = store.scenarios.duplicate(scenario_id, store.scenarios.free_name(wanted))
        store.scenarios.file(copy, "", kept.tags)
        return copy

    def bring_back(self, store: "Library") -> int:
        """Put those into the library that it does not hold as shipped; return how many."""
        from db import ScenarioDamagedError

        there = []
        for summary in store.scenarios.listed():
            if any(summary.name.startswith(one.name) for one in self.everywhere):
                with suppress(ScenarioDamagedError):
                    there.append(store.scenarios.load(summary.id))
        kept = [one for one in there if self.holds(one)]
        missing = [
            one for one in self.worded if all(one.combined != other.combined for other in kept)
        ]
        return len(store.scenarios.create_all(missing))


def _same(one: Scenario, other: Scenario) -> bool:
    """Say whether two scenarios say the same, whatever they are called and wherever they lie."""
    return (
        one.combined == other.combined
        and one.notes == other.notes
        and one.assumptions == other.assumptions
        and one.ensemble == other.ensemble
    )
