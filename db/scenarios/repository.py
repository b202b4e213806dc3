"""The scenarios of a library: found, read, saved, filed and thrown away."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from db.errors import (
    ChangedElsewhereError,
    NameTakenError,
    ScenarioDamagedError,
    ScenarioNotFoundError,
    UndoDamagedError,
)
from db.file.rows import PARTS, ScenarioRow
from db.file.transactions import Transactions
from db.scenarios import mapping, queries, undo_steps, versions
from db.scenarios.scenario_rows import NamesInUse, row_of, rows_of, touch
from db.scenarios.serialization import ContentError
from db.scenarios.summary import Cause, Order, ScenarioQuery, ScenarioSummary
from db.scenarios.undo_log import log_digest
from db.scenarios.undo_steps import HeldSteps
from desktop.domain.lines import name_key
from desktop.domain.scenario import Scenario
from desktop.domain.undo_log import UndoLog

_TICK = timedelta(microseconds=1)


class ScenarioRepository:
    """Keep the scenarios of one library, each with its undo history.

    What is asked of one scenario raises ScenarioNotFoundError where it is not, or in the trash, and
    ScenarioDamagedError where it must be read and is not what was saved.
    """

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        self._editions: dict[int, int] = {}
        """Of each scenario as it was last read or written here."""
        self._steps: dict[int, HeldSteps] = {}

    def listed(self, query: ScenarioQuery | None = None) -> tuple[ScenarioSummary, ...]:
        """List the scenarios that are asked for; all, last changed first, without a query."""
        with self._transactions.reading() as session:
            return queries.listed(session, query or ScenarioQuery())

    def count(self, query: ScenarioQuery | None = None) -> int:
        """Say how many scenarios a query asks for, on all its pages."""
        with self._transactions.reading() as session:
            return queries.count(session, query or ScenarioQuery())

    def trash(self) -> tuple[ScenarioSummary, ...]:
        """List the deleted scenarios, last changed first."""
        return self.listed(ScenarioQuery(in_trash=True))

    def folders(self) -> tuple[str, ...]:
        """List the folders that hold scenarios."""
        with self._transactions.reading() as session:
            return queries.folders(session)

    def tags(self) -> tuple[tuple[str, int], ...]:
        """List the tags in use, each with the number of its scenarios."""
        with self._transactions.reading() as session:
            return queries.tags(session)

    def free_name(self, wanted: str) -> str:
        """Return the name, with a number behind it where a scenario outside the trash has it."""
        with self._transactions.reading() as session:
            return mapping.free_name(wanted, NamesInUse(session))

    def find(self, name: str) -> int:
        """Return the id of the scenario of this name; case and spacing do not count.

        Raises ScenarioNotFoundError if none outside the trash has it.
        """
        with self._transactions.reading() as session:
            found = session.scalar(
                sa.select(ScenarioRow.id).where(
                    ScenarioRow.name_key == name_key(name), ScenarioRow.deleted_at.is_(None)
                )
            )
        if found is None:
            raise ScenarioNotFoundError(scenario=name)
        return found

    def named_or_in_folder(self, name: str) -> tuple[Scenario, ...]:
        """Return the scenario of this name or, if there is none, all in the folder of this name.

        Raises ScenarioNotFoundError if there is neither.
        """
        try:
            return (self.load(self.find(name)),)
        except ScenarioNotFoundError:
            query = ScenarioQuery(folder=name.strip("/"), order=Order.NAME)
            found = self.listed(query) if query.folder else ()
            if not found:
                raise
        return tuple(self.load(summary.id) for summary in found)

    def load(self, scenario_id: int) -> Scenario:
        """Return a scenario as it was last saved."""
        with self._transactions.reading() as session:
            row = row_of(session, scenario_id)
            scenario = mapping.read(row)
            self._editions[scenario_id] = row.edition
        return scenario

    def undo_log(self, scenario_id: int) -> UndoLog:
        """Return the undo history kept with a scenario, which leads to what `load` returns.

        Raises UndoDamagedError if it cannot be read; the scenario can all the same.
        """
        with self._transactions.reading() as session:
            row = row_of(session, scenario_id)
            try:
                log, numbers = undo_steps.read(session, row, mapping.read(row))
            except ContentError as error:
                raise UndoDamagedError(scenario=scenario_id) from error
            steps = (*log.done, *reversed(log.undone))
            self._steps[scenario_id] = HeldSteps(
                row.edition, dict(zip(numbers, steps, strict=True))
            )
        return log

    def last_opened(self) -> int | None:
        """Return the scenario that was opened last and is not in the trash, if there is one."""
        with self._transactions.reading() as session:
            return session.scalar(
                sa.select(ScenarioRow.id)
                .where(ScenarioRow.opened_at.is_not(None), ScenarioRow.deleted_at.is_(None))
                .order_by(ScenarioRow.opened_at.desc())
                .limit(1)
            )

    def soundness(self, scenario_ids: Sequence[int]) -> dict[int, tuple[bool, bool]]:
        """Say whether scenarios, in the trash or not, are as they were kept, and their histories.

        What is not there any more is left out.
        """
        found = {}
        with self._transactions.reading() as session:
            for row in rows_of(session, scenario_ids):
                try:
                    scenario = mapping.read(row)
                except ScenarioDamagedError:
                    found[row.id] = (False, False)
                    continue
                try:
                    undo_steps.read(session, row, scenario)
                except ContentError:
                    found[row.id] = (True, False)
                else:
                    found[row.id] = (True, True)
        return found

    def create(self, scenario: Scenario, undo_log: UndoLog | None = None) -> int:
        """Keep a new scenario, with `undo_log` its undo history beside it, and return its id.

        Raises NameTakenError, or what `mapping.check` raises if no library can hold it.
        """
        mapping.check(scenario)
        with self._transactions.writing(scenario.name) as session:
            (scenario_id,) = self._insert(session, [scenario])
            row = row_of(session, scenario_id)
            kept = undo_steps.write(session, row, row.edition, undo_log or UndoLog(), None)
            session.flush()
        self._editions[row.id] = row.edition
        self._steps[row.id] = HeldSteps(row.edition, kept)
        return row.id

    def create_all(self, scenarios: Iterable[Scenario]) -> dict[int, Scenario]:
        """Keep new scenarios, all or none, and return them by their ids, in this order.

        One whose name is taken gets a number behind it, here and in what is returned. Raises what
        `mapping.check` raises if no library can hold one of them.
        """
        wanted = tuple(scenarios)
        for scenario in wanted:
            mapping.check(scenario)
        with self._transactions.writing() as session:
            in_use = sa.select(ScenarioRow.name_key).where(ScenarioRow.deleted_at.is_(None))
            taken = set(session.scalars(in_use))
            named = []
            for scenario in wanted:
                name = mapping.free_name(scenario.name, taken)
                taken.add(name_key(name))
                named.append(replace(scenario, name=name))
            made = self._insert(session, named)
        self._editions.update(made)
        return dict(zip(made, named, strict=True))

    def save(self, scenario_id: int, scenario: Scenario, undo_log: UndoLog | None = None) -> None:
        """Make the library hold this scenario; on the disk when this returns.

        With `undo_log` its undo history is kept beside it; without, the one that is kept stays.
        While a scenario is worked on, a version of it is made every ten minutes. Raises
        ChangedElsewhereError if another writer saved it since it was read here, NameTakenError, or
        what `mapping.check` raises if no library can hold it. A scenario that is already kept as
        it is leaves no trace.
        """
        mapping.check(scenario)
        with self._transactions.writing(scenario.name) as session:
            row = row_of(session, scenario_id)
            if row.edition != self._editions.get(scenario_id, row.edition):
                raise ChangedElsewhereError(name=row.name)
            edition = row.edition
            if not _holds(row, scenario):
                self._write(row, scenario)
                now = self._transactions.now()
                if versions.is_due(session, scenario_id, now):
                    versions.keep(session, scenario_id, scenario, Cause.EDITED, "", now)
            if undo_log is None:
                held = None
            else:
                known = self._steps.get(scenario_id)
                held = undo_steps.write(session, row, edition, undo_log, known)
            session.flush()
        self._editions[scenario_id] = row.edition
        if held is not None:
            self._steps[scenario_id] = HeldSteps(row.edition, held)

    def rename(self, scenario_id: int, name: str) -> None:
        """Give a scenario another name; raise NameTakenError, or what is wrong with the name."""
        mapping.check_name(name)
        with self._transactions.writing(name) as session:
            row = row_of(session, scenario_id)
            before = row.edition
            self._write(row, replace(mapping.read(row), name=name))
        if self._editions.get(scenario_id) == before:
            self._editions[scenario_id] = row.edition

    def file(self, scenario_id: int, folder: str, tags: tuple[str, ...]) -> None:
        """Put a scenario into a folder and give it tags; raise what is wrong with one of them."""
        mapping.check_place(folder, tags)
        with self._transactions.writing() as session:
            row = row_of(session, scenario_id)
            before = row.edition
            self._write(row, replace(mapping.read(row), folder=folder, tags=tags))
        if self._editions.get(scenario_id) == before:
            self._editions[scenario_id] = row.edition

    def duplicate(self, scenario_id: int, name: str) -> int:
        """Keep a copy of a scenario under another name and return its id.

        Raises NameTakenError, or what is wrong with the name.
        """
        mapping.check_name(name)
        with self._transactions.writing(name) as session:
            original = mapping.read(row_of(session, scenario_id))
            made = self._insert(session, [replace(original, name=name)])
        self._editions.update(made)
        return next(iter(made))

    def delete(self, scenario_id: int) -> None:
        """Move a scenario to the trash."""
        with self._transactions.writing() as session:
            touch(session, scenario_id, in_trash=False, deleted_at=self._transactions.now())

    def undelete(self, scenario_id: int, *, renamed: bool = False) -> None:
        """Take a scenario out of the trash.

        If its name was given away meanwhile, raise NameTakenError or, with `renamed`, put a number
        behind it.
        """
        with self._transactions.writing() as session:
            row = session.get(ScenarioRow, scenario_id)
            if row is None or row.deleted_at is None:
                raise ScenarioNotFoundError(scenario=scenario_id)
            in_use = NamesInUse(session)
            if row.name_key in in_use:
                if not renamed:
                    raise NameTakenError(name=row.name)
                free = mapping.free_name(row.name, in_use)
                self._write(row, replace(mapping.read(row), name=free))
            touch(session, scenario_id, in_trash=True, deleted_at=None)

    def erase(self, scenario_ids: Iterable[int] | None = None) -> int:
        """Delete scenarios in the trash for good, all of it without ids; return how many.

        Ids of scenarios that are not in the trash are passed over.
        """
        where: list[sa.ColumnElement[bool]] = [ScenarioRow.deleted_at.is_not(None)]
        if scenario_ids is not None:
            where.append(ScenarioRow.id.in_(tuple(scenario_ids)))
        with self._transactions.writing() as session:
            gone = session.scalars(sa.delete(ScenarioRow).where(*where).returning(ScenarioRow.id))
            return len(gone.all())

    def set_last_opened(self, scenario_id: int) -> None:
        """Remember that this scenario was opened just now, later than any other."""
        with self._transactions.writing() as session:
            newest = session.scalar(sa.select(sa.func.max(ScenarioRow.opened_at)))
            now = self._transactions.now()
            opened_at = now if newest is None else max(now, newest + _TICK)
            touch(session, scenario_id, in_trash=False, opened_at=opened_at)

    def _insert(self, session: Session, scenarios: Sequence[Scenario]) -> dict[int, int]:
        """Write new scenarios and return their editions by id; a statement for each kind of row."""
        if not scenarios:
            return {}
        now = self._transactions.now()
        new = {
            "created_at": now,
            "changed_at": now,
            "steps_done": 0,
            "steps_digest": log_digest(0, ()),
        }
        inserted = sa.insert(ScenarioRow).returning(
            ScenarioRow.id, ScenarioRow.edition, sort_by_parameter_order=True
        )
        rows = [new | mapping.columns(one) for one in scenarios]
        made = {row.id: row.edition for row in session.execute(inserted, rows)}
        parts = [mapping.parts(one) for one in scenarios]
        for relationship, table in PARTS.items():
            rows = [
                {"scenario_id": scenario_id, **values}
                for scenario_id, held in zip(made, parts, strict=True)
                for values in held[relationship]
            ]
            if rows:
                # Rows with a NULL go in the same statement as those without.
                session.execute(sa.insert(table.row).execution_options(render_nulls=True), rows)
        return made

    def _write(self, row: ScenarioRow, scenario: Scenario) -> None:
        mapping.write(row, scenario)
        row.changed_at = self._transactions.now()


def _holds(row: ScenarioRow, scenario: Scenario) -> bool:
    try:
        return mapping.read(row) == scenario
    except ScenarioDamagedError:
        return False
