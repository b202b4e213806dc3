"""The scenario store: the only door to a library of scenarios.

Domain records go in and come out; every change is one transaction that is on the disk when
the method returns. A store is used by one thread at a time.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from db.errors import (
    BackupFailedError,
    BusyLibraryError,
    ChangedElsewhereError,
    DamagedLibraryError,
    LibraryError,
    NameTakenError,
    NoBackupsOfServerError,
    ReplacedLibraryError,
    ScenarioDamagedError,
    ScenarioNotFoundError,
    UndoDamagedError,
)
from db.file import backups
from db.file.connection import reported
from db.file.library import Library, open_library
from db.file.location import default_location, locate
from db.file.rows import LibraryRow, OutcomeRow, ScenarioRow, StepRow
from db.file.upgrade import copy
from db.observations import figures as observations
from db.scenarios import band_snapshots as frozen
from db.scenarios import mapping, versions
from db.scenarios import queries as lists
from db.scenarios import undo_log as trails
from db.scenarios.serialization import ContentError, contents, run_digest
from db.scenarios.summary import Cause, Order, ScenarioQuery, ScenarioSummary, VersionSummary
from desktop.domain.band_snapshot import BandSnapshot
from desktop.domain.clock import Month
from desktop.domain.observation import KeptObservation, Observation
from desktop.domain.outcome import Outcome
from desktop.domain.scenario import Scenario, name_key
from desktop.domain.undo_log import UndoLog, UndoStep

__all__ = ["ScenarioQuery", "ScenarioSummary", "Store", "default_location"]

_TICK = timedelta(microseconds=1)
_AT_ONCE = 200
"""Scenarios that are read by one statement."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Store:
    """Keep scenarios in one library.

    Every method raises a LibraryError if the library cannot be read or written, and then
    nothing of the change is in it.
    """

    def __init__(self, library: Library, now: Callable[[], datetime] = _utc_now) -> None:
        self._library = library
        self._now = now
        self._reader = library.engine
        self._writer = library.engine.execution_options(transaction="IMMEDIATE")
        self._editions: dict[int, int] = {}
        self._steps: dict[int, _KeptTrail] = {}
        with self._reading() as session:
            self._uid = session.scalar(sa.select(LibraryRow.uid))

    @classmethod
    def open(cls, location: str | Path, *, create: bool = True, read_only: bool = False) -> "Store":
        """Open a file or an SQLAlchemy URL; make a missing library, upgrade an older one.

        With `create=False` a missing one is an error. With `read_only=True` no lock is taken
        and nothing is made or upgraded.
        """
        library = open_library(locate(location), create=create, read_only=read_only)
        try:
            return cls(library)
        except BaseException:
            library.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def shown(self) -> str:
        """Return the path or address of the library, for people; never with a password."""
        return self._library.location.shown

    @property
    def read_only(self) -> bool:
        """Say whether every change would be refused."""
        return self._library.refusal is not None

    @property
    def read_only_reason(self) -> LibraryError | None:
        """Return the error that every change raises, or None when the library can be written."""
        return self._library.refusal

    @property
    def kept(self) -> Path | None:
        """Return the older file kept beside the library, if opening upgraded it."""
        return self._library.kept

    def close(self) -> None:
        """Let go of the library; closing twice does nothing."""
        self._library.close()

    def scenarios(self, query: ScenarioQuery | None = None) -> tuple[ScenarioSummary, ...]:
        """List the scenarios that are asked for; all, last changed first, without a query."""
        with self._reading() as session:
            return lists.listed(session, query or ScenarioQuery())

    def count(self, query: ScenarioQuery | None = None) -> int:
        """Say how many scenarios a query asks for, on all its pages."""
        with self._reading() as session:
            return lists.count(session, query or ScenarioQuery())

    def free_name(self, wanted: str) -> str:
        """Return the name, with a number behind it where a scenario outside the trash has it."""
        with self._reading() as session:
            return mapping.free_name(wanted, _NamesInUse(session))

    def outcomes_of(
        self, scenario_ids: Sequence[int], indicator: str
    ) -> dict[int, tuple[Outcome, ...]]:
        """Return one indicator's kept outcomes of some scenarios; those without are left out."""
        with self._reading() as session:
            return lists.outcomes(session, scenario_ids, indicator)

    def trash(self) -> tuple[ScenarioSummary, ...]:
        """List the deleted scenarios, last changed first."""
        return self.scenarios(ScenarioQuery(in_trash=True))

    def folders(self) -> tuple[str, ...]:
        """List the folders that hold scenarios."""
        with self._reading() as session:
            return lists.folders(session)

    def tags(self) -> tuple[tuple[str, int], ...]:
        """List the tags in use, each with the number of its scenarios."""
        with self._reading() as session:
            return lists.tags(session)

    def back_up(self, *, always: bool = False) -> Path | None:
        """Make a backup if one is due, or in any case; return where it lies, None if none was made.

        A database on a server, and a library that can only be read, get none.
        """
        file, location = self._library.location.file, self._library.location
        if file is None or self.read_only or not (always or backups.is_due(file, self._now())):
            return None
        with reported(location):
            try:
                return backups.make(file, self._now())
            except OSError as error:
                raise BackupFailedError(path=location.shown) from error

    def copy_to(self, out: Path) -> None:
        """Write the library as it stands to a file; the caller sees that `out` appears whole.

        Raises NoBackupsOfServerError for a database on a server.
        """
        file, location = self._library.location.file, self._library.location
        if file is None:
            raise NoBackupsOfServerError(path=location.shown)
        with reported(location):
            copy(file, out, mode="ro")

    def soundness(self, scenario_ids: Sequence[int]) -> dict[int, tuple[bool, bool]]:
        """Say whether scenarios, in the trash or not, are as they were kept, and their histories.

        What is not there any more is left out.
        """
        found = {}
        with self._reading() as session:
            for row in _rows(session, scenario_ids):
                try:
                    scenario = mapping.read(row)
                except ScenarioDamagedError:
                    found[row.id] = (False, False)
                    continue
                try:
                    _trail(session, row, scenario)
                except ContentError:
                    found[row.id] = (True, False)
                else:
                    found[row.id] = (True, True)
        return found

    def version_soundness(self, scenario_ids: Sequence[int]) -> Iterator[tuple[int, int, bool]]:
        """Yield every version of scenarios: their id, its id, and whether it is as it was kept."""
        with self._reading() as session:
            yield from versions.soundness(session, scenario_ids)

    def find(self, name: str) -> int:
        """Return the id of the scenario of this name; case and spacing do not count."""
        with self._reading() as session:
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
            found = self.scenarios(query) if query.folder else ()
            if not found:
                raise
        return tuple(self.load(summary.id) for summary in found)

    def load(self, scenario_id: int) -> Scenario:
        """Return a scenario as it was last saved."""
        with self._reading() as session:
            row = self._row(session, scenario_id)
            scenario = mapping.read(row)
            self._editions[scenario_id] = row.edition
        return scenario

    def load_all(self, scenario_ids: Sequence[int]) -> tuple[Scenario, ...]:
        """Return many scenarios as they were last saved, in this order."""
        found = {}
        with self._reading() as session:
            for row in _rows(session, scenario_ids):
                if row.deleted_at is None:
                    found[row.id] = mapping.read(row)
                    self._editions[row.id] = row.edition
        lost = [one for one in scenario_ids if one not in found]
        if lost:
            raise ScenarioNotFoundError(scenario=lost[0])
        return tuple(found[one] for one in scenario_ids)

    def create(self, scenario: Scenario, trail: UndoLog | None = None) -> int:
        """Keep a new scenario, with `trail` its undo history beside it, and return its id."""
        mapping.check(scenario)
        with self._writing(scenario.name) as session:
            row = self._insert(session, scenario)
            kept = self._write_steps(session, row, row.edition, trail or UndoLog())
            session.flush()
        self._editions[row.id] = row.edition
        self._steps[row.id] = _KeptTrail(row.edition, kept)
        return row.id

    def trail(self, scenario_id: int) -> UndoLog:
        """Return the undo history kept with a scenario, which leads to what `load` returns.

        Raises UndoDamagedError if it cannot be read; the scenario can all the same.
        """
        with self._reading() as session:
            row = self._row(session, scenario_id)
            try:
                trail, numbers = _trail(session, row, mapping.read(row))
            except ContentError as error:
                raise UndoDamagedError(scenario=scenario_id) from error
            steps = (*trail.done, *reversed(trail.undone))
            self._steps[scenario_id] = _KeptTrail(
                row.edition, dict(zip(numbers, steps, strict=True))
            )
        return trail

    def create_all(self, scenarios: Iterable[Scenario]) -> tuple[int, ...]:
        """Keep new scenarios, all or none, and return their ids.

        One whose name is taken gets a number behind it.
        """
        wanted = tuple(scenarios)
        for scenario in wanted:
            mapping.check(scenario)
        with self._writing() as session:
            in_use = sa.select(ScenarioRow.name_key).where(ScenarioRow.deleted_at.is_(None))
            taken = set(session.scalars(in_use))
            rows = []
            for scenario in wanted:
                name = mapping.free_name(scenario.name, taken)
                taken.add(name_key(name))
                rows.append(self._new(session, replace(scenario, name=name)))
            # All at once: each kind of row is one statement for many of them.
            session.flush()
        self._editions.update({row.id: row.edition for row in rows})
        return tuple(row.id for row in rows)

    def save(self, scenario_id: int, scenario: Scenario, trail: UndoLog | None = None) -> None:
        """Make the library hold this scenario; on the disk when this returns.

        With `trail` its undo history is kept beside it; without, the one that is kept stays.
        While a scenario is worked on, a version of it is made every ten minutes. Raises
        ChangedElsewhereError if another writer saved it since it was read here. A scenario
        that is already kept as it is leaves no trace.
        """
        mapping.check(scenario)
        with self._writing(scenario.name) as session:
            row = self._row(session, scenario_id)
            if row.edition != self._editions.get(scenario_id, row.edition):
                raise ChangedElsewhereError(name=row.name)
            edition = row.edition
            if not _holds(row, scenario):
                self._write(row, scenario)
                if versions.is_due(session, scenario_id, self._now()):
                    self._keep_version(session, scenario_id, scenario, Cause.EDITED)
            kept = None if trail is None else self._write_steps(session, row, edition, trail)
            session.flush()
        self._editions[scenario_id] = row.edition
        if kept is not None:
            self._steps[scenario_id] = _KeptTrail(row.edition, kept)

    def versions(self, scenario_id: int) -> tuple[VersionSummary, ...]:
        """List the versions of a scenario, newest first."""
        with self._reading() as session:
            return versions.listed(session, scenario_id)

    def version(self, version_id: int) -> Scenario:
        """Return the scenario as it stood in a version."""
        with self._reading() as session:
            return versions.read(session, version_id)

    def keep_version(self, scenario_id: int, name: str = "", cause: Cause = Cause.KEPT) -> int:
        """Keep the scenario as it was last saved and return the id of the version.

        If the newest version holds just that, it gets the name and no second one is made.
        """
        if name:
            mapping.check_name(name)
        with self._writing() as session:
            scenario = mapping.read(self._row(session, scenario_id))
            return self._keep_version(session, scenario_id, scenario, cause, name)

    def name_version(self, version_id: int, name: str) -> None:
        """Give a version a name, so that it is never thinned out; an empty one takes it away."""
        if name:
            mapping.check_name(name)
        with self._writing() as session:
            versions.name(session, version_id, name)

    def keep_outcomes(self, scenario_id: int, projected: str, outcomes: Iterable[Outcome]) -> None:
        """Keep what the last run of a scenario came to; `projected` tells later what was run.

        It is the digest of whatever the outcomes depend on, at most 32 characters.
        """
        with self._writing() as session:
            self._write_outcomes(session, scenario_id, projected, outcomes)

    def keep_run(
        self, scenario_id: int, scenario: Scenario, outcomes: Iterable[Outcome], bands: BandSnapshot
    ) -> None:
        """Keep what a run of this scenario came to, and its bands beside those of other models.

        A version of the same state gets the bands if it has none yet.
        """
        asked = run_digest(scenario)
        with self._writing() as session:
            self._row(session, scenario_id)
            frozen.keep(session, scenario_id, asked, bands, self._now())
            projected = run_digest(scenario, bands.model_digest)
            self._write_outcomes(session, scenario_id, projected, outcomes)

    def bands(self, scenario_id: int) -> tuple[BandSnapshot, ...]:
        """Return the bands of the last run under each model, newest first."""
        with self._reading() as session:
            self._row(session, scenario_id)
            try:
                return frozen.of_scenario(session, scenario_id)
            except ContentError as error:
                raise ScenarioDamagedError(scenario=scenario_id) from error

    def version_bands(self, version_id: int) -> BandSnapshot | None:
        """Return the bands of a version as they were first drawn; None if it was never run."""
        with self._reading() as session:
            return versions.bands(session, version_id)

    def outcomes(self, scenario_id: int) -> tuple[str | None, tuple[Outcome, ...]]:
        """Return what was run when outcomes were last kept, and these outcomes."""
        columns = [getattr(OutcomeRow, each.name) for each in fields(Outcome)]
        with self._reading() as session:
            row = self._row(session, scenario_id)
            found = session.execute(
                sa.select(*columns)
                .where(OutcomeRow.scenario_id == scenario_id)
                .order_by(OutcomeRow.indicator, OutcomeRow.year)
            )
            return row.run_digest, tuple(Outcome(*values) for values in found)

    def rename(self, scenario_id: int, name: str) -> None:
        """Give a scenario another name."""
        mapping.check_name(name)
        with self._writing(name) as session:
            row = self._row(session, scenario_id)
            before = row.edition
            self._write(row, replace(mapping.read(row), name=name))
        if self._editions.get(scenario_id) == before:
            self._editions[scenario_id] = row.edition

    def file(self, scenario_id: int, folder: str, tags: tuple[str, ...]) -> None:
        """Put a scenario into a folder and give it tags."""
        mapping.check_place(folder, tags)
        with self._writing() as session:
            row = self._row(session, scenario_id)
            before = row.edition
            self._write(row, replace(mapping.read(row), folder=folder, tags=tags))
        if self._editions.get(scenario_id) == before:
            self._editions[scenario_id] = row.edition

    def duplicate(self, scenario_id: int, name: str) -> int:
        """Keep a copy of a scenario under another name and return its id."""
        mapping.check_name(name)
        with self._writing(name) as session:
            original = mapping.read(self._row(session, scenario_id))
            row = self._insert(session, replace(original, name=name))
        self._editions[row.id] = row.edition
        return row.id

    def delete(self, scenario_id: int) -> None:
        """Move a scenario to the trash."""
        with self._writing() as session:
            self._touch(session, scenario_id, in_trash=False, deleted_at=self._now())

    def undelete(self, scenario_id: int, *, renamed: bool = False) -> None:
        """Take a scenario out of the trash.

        If its name was given away meanwhile, raise NameTakenError or, with `renamed`, put a number
        behind it.
        """
        with self._writing() as session:
            row = session.get(ScenarioRow, scenario_id)
            if row is None or row.deleted_at is None:
                raise ScenarioNotFoundError(scenario=scenario_id)
            in_use = _NamesInUse(session)
            if row.name_key in in_use:
                if not renamed:
                    raise NameTakenError(name=row.name)
                free = mapping.free_name(row.name, in_use)
                self._write(row, replace(mapping.read(row), name=free))
            self._touch(session, scenario_id, in_trash=True, deleted_at=None)

    def erase(self, scenario_ids: Iterable[int] | None = None) -> int:
        """Delete scenarios in the trash for good, all of it without ids; return how many."""
        where: list[sa.ColumnElement[bool]] = [ScenarioRow.deleted_at.is_not(None)]
        if scenario_ids is not None:
            where.append(ScenarioRow.id.in_(tuple(scenario_ids)))
        with self._writing() as session:
            gone = session.scalars(sa.delete(ScenarioRow).where(*where).returning(ScenarioRow.id))
            return len(gone.all())

    def last_opened(self) -> int | None:
        """Return the scenario that was opened last and is not in the trash, if there is one."""
        with self._reading() as session:
            return session.scalar(
                sa.select(ScenarioRow.id)
                .where(ScenarioRow.opened_at.is_not(None), ScenarioRow.deleted_at.is_(None))
                .order_by(ScenarioRow.opened_at.desc())
                .limit(1)
            )

    def set_last_opened(self, scenario_id: int) -> None:
        """Remember that this scenario was opened just now, later than any other."""
        with self._writing() as session:
            newest = session.scalar(sa.select(sa.func.max(ScenarioRow.opened_at)))
            now = self._now() if newest is None else max(self._now(), newest + _TICK)
            self._touch(session, scenario_id, in_trash=False, opened_at=now)

    def observations(self) -> tuple[KeptObservation, ...]:
        """Return the figures that were added to measured series, by series and month."""
        with self._reading() as session:
            return observations.listed(session)

    def add_observations(self, wanted: Sequence[Observation]) -> tuple[int, ...]:
        """Add figures to measured series, all or none, and return their ids.

        Raises ObservationAddedError where a series has one of that month already.
        """
        with self._writing() as session:
            return observations.add(session, wanted, self._now())

    def withdraw(self, observation_ids: Sequence[int]) -> None:
        """Take added figures away, all or none; `restore` puts them back."""
        with self._writing() as session:
            observations.withdraw(session, observation_ids, self._now())

    def restore(self, observation_ids: Sequence[int]) -> None:
        """Put back figures that were withdrawn, all or none."""
        with self._writing() as session:
            observations.restore(session, observation_ids)

    def vantage(self) -> Month | None:
        """Return the month chosen to project from, None where it is the model's own."""
        with self._reading() as session:
            return observations.vantage(session)

    def set_vantage(self, month: Month | None) -> None:
        """Choose the month to project from, None for the model's own."""
        with self._writing() as session:
            observations.set_vantage(session, month)

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        location = self._library.location
        with reported(location), Session(self._reader, expire_on_commit=False) as session:
            try:
                yield session
            except ValueError as error:
                # A value that is not what its column holds, such as a date that is none.
                raise DamagedLibraryError(path=location.shown) from error

    @contextmanager
    def _writing(self, name: str | None = None) -> Iterator[Session]:
        """Open the one transaction of a change; `name` is the name that might be taken."""
        refusal = self._library.refusal
        location = self._library.location
        if refusal is not None:
            raise type(refusal)(**refusal.fields)
        try:
            with (
                reported(location),
                Session(self._writer, expire_on_commit=False) as session,
                session.begin(),
            ):
                if session.scalar(sa.select(LibraryRow.uid)) != self._uid:
                    raise ReplacedLibraryError(path=location.shown)
                yield session
        except StaleDataError as error:
            raise ChangedElsewhereError(name=name) from error
        except sa.exc.IntegrityError as error:
            if name is not None and "name_key" in str(error.orig):
                raise NameTakenError(name=name) from error
            if location.server is None:
                raise
            # Another program made or erased the same thing in this very moment.
            raise BusyLibraryError(path=location.shown) from error

    def _row(self, session: Session, scenario_id: int) -> ScenarioRow:
        try:
            row = session.get(ScenarioRow, scenario_id)
        except ValueError as error:
            raise ScenarioDamagedError(scenario=scenario_id) from error
        if row is None or row.deleted_at is not None:
            raise ScenarioNotFoundError(scenario=scenario_id)
        return row

    def _insert(self, session: Session, scenario: Scenario) -> ScenarioRow:
        row = self._new(session, scenario)
        session.flush()
        return row

    def _new(self, session: Session, scenario: Scenario) -> ScenarioRow:
        row = ScenarioRow(
            created_at=self._now(), steps_done=0, steps_digest=trails.log_digest(0, ())
        )
        self._write(row, scenario)
        session.add(row)
        return row

    def _write(self, row: ScenarioRow, scenario: Scenario) -> None:
        mapping.write(row, scenario)
        row.changed_at = self._now()

    def _touch(
        self, session: Session, scenario_id: int, *, in_trash: bool, **values: datetime | str | None
    ) -> None:
        """Set columns that are no part of the scenario: its edition stays."""
        where = (
            ScenarioRow.deleted_at.is_not(None) if in_trash else ScenarioRow.deleted_at.is_(None)
        )
        found = session.execute(
            sa.update(ScenarioRow)
            .where(ScenarioRow.id == scenario_id, where)
            .values(values)
            .returning(ScenarioRow.id)
        )
        if found.scalar() is None:
            raise ScenarioNotFoundError(scenario=scenario_id)

    def _write_outcomes(
        self, session: Session, scenario_id: int, projected: str, outcomes: Iterable[Outcome]
    ) -> None:
        self._touch(session, scenario_id, in_trash=False, run_digest=projected)
        session.execute(sa.delete(OutcomeRow).where(OutcomeRow.scenario_id == scenario_id))
        rows = [{"scenario_id": scenario_id, **asdict(outcome)} for outcome in outcomes]
        if rows:
            session.execute(sa.insert(OutcomeRow), rows)

    def _keep_version(
        self, session: Session, scenario_id: int, scenario: Scenario, cause: Cause, name: str = ""
    ) -> int:
        return versions.keep(session, scenario_id, scenario, cause, name, self._now())

    def _write_steps(
        self, session: Session, row: ScenarioRow, edition: int, trail: UndoLog
    ) -> dict[int, UndoStep]:
        """Make the library hold an undo history, writing only the steps it does not hold.

        `edition` is the one that stood there before this transaction.
        """
        known = self._steps.get(row.id)
        held = known.steps if known is not None and known.edition == edition else {}
        steps = (*trail.done, *reversed(trail.undone))
        numbers = {id(step): number for number, step in held.items()}
        first = numbers.get(id(steps[0])) if steps else None
        if first is None:
            session.execute(sa.delete(StepRow).where(StepRow.scenario_id == row.id))
            held, first = {}, 1
        wanted = {first + place: step for place, step in enumerate(steps)}
        gone = [number for number, step in held.items() if wanted.get(number) is not step]
        if gone:
            where = (StepRow.scenario_id == row.id, StepRow.number.in_(gone))
            session.execute(sa.delete(StepRow).where(*where))
        new = [
            _step_row(row.id, number, trails.packed(step))
            for number, step in wanted.items()
            if held.get(number) is not step
        ]
        if new:
            session.execute(sa.insert(StepRow), new)
        row.steps_done = first + len(trail.done) - 1
        row.steps_digest = trails.log_digest(row.steps_done, tuple(wanted))
        return wanted


class _NamesInUse:
    """Answer whether a name's key is in use, without reading all names."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __contains__(self, key: object) -> bool:
        asked = sa.select(ScenarioRow.id).where(
            ScenarioRow.name_key == key, ScenarioRow.deleted_at.is_(None)
        )
        return self._session.scalar(asked) is not None


@dataclass(frozen=True, slots=True)
class _KeptTrail:
    """Remember which step lies in the library under which number, as of an edition."""

    edition: int
    steps: dict[int, UndoStep]


def _rows(session: Session, scenario_ids: Sequence[int]) -> Iterator[ScenarioRow]:
    """Yield scenarios, many by one statement; no more of them are held than that."""
    for first in range(0, len(scenario_ids), _AT_ONCE):
        some = scenario_ids[first : first + _AT_ONCE]
        yield from session.scalars(sa.select(ScenarioRow).where(ScenarioRow.id.in_(some))).all()
        session.expunge_all()


def _step_row(scenario_id: int, number: int, kept: trails.KeptStep) -> dict[str, object]:
    digest = trails.step_digest(scenario_id, number, kept)
    return {"scenario_id": scenario_id, "number": number, **asdict(kept), "digest": digest}


def _trail(session: Session, row: ScenarioRow, scenario: Scenario) -> tuple[UndoLog, list[int]]:
    """Return the history of a scenario and the numbers of its steps, oldest first.

    Raises ContentError if anything of it is not as it was kept.
    """
    columns = (StepRow.number, StepRow.label, StepRow.subject, StepRow.change, StepRow.digest)
    found = session.execute(
        sa.select(*columns).where(StepRow.scenario_id == row.id).order_by(StepRow.number)
    ).all()
    numbers = [number for number, *_ in found]
    done: list[trails.KeptStep] = []
    undone: list[trails.KeptStep] = []
    with contents():
        if trails.log_digest(row.steps_done, numbers) != row.steps_digest:
            raise ContentError("steps")
        for number, label, subject, change, digest in found:
            kept = trails.KeptStep(label, subject, change)
            if trails.step_digest(row.id, number, kept) != digest:
                raise ContentError("step")
            (done if number <= row.steps_done else undone).append(kept)
        return trails.unpacked(scenario, done, undone[::-1]), numbers


def _holds(row: ScenarioRow, scenario: Scenario) -> bool:
    try:
        return mapping.read(row) == scenario
    except ScenarioDamagedError:
        return False
