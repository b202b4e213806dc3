"""The reports of plays, as one part of a library: drafts, their undo histories and versions."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from db.errors import (
    ChangedElsewhereError,
    DamagedLibraryError,
    PlayNotFoundError,
    ReportChangedElsewhereError,
    ReportDamagedError,
    ReportNotStorableError,
    VersionDamagedError,
    VersionNotFoundError,
)
from db.file.play_rows import PlayRow
from db.file.report_rows import ReportRow, ReportStepRow, ReportVersionRow
from db.file.transactions import Transactions
from db.reports import records
from db.reports.summary import KeptReport, ReportVersion
from db.scenarios.serialization import ContentError, text_digest
from desktop.domain.report import ReportDraft, ReportHistory

BETWEEN = timedelta(minutes=10)
"""While a report is worked on, at most one version is made in this time."""
MOST_VERSIONS = 100
"""Of one report; the oldest go."""


class ReportRepository:
    """Keep what people wrote into the reports of the plays of one library.

    A play has one report or none. What is asked of one raises PlayNotFoundError where the play is
    not, or in the trash, and ReportDamagedError where it must be read and is not what was saved.
    """

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        self._editions: dict[int, int] = {}
        """Of each report as it was last read or written here; 0 where there was none."""

    def load(self, play_id: int) -> KeptReport | None:
        """Return the report of a play as it was last saved, None where nobody wrote one.

        One whose undo history is not what was saved has none. One that is damaged itself is taken
        from its undo history, where that holds the very same.
        """
        with self._transactions.reading() as session:
            _check_play(session, play_id)
            row = session.get(ReportRow, play_id)
            self._editions[play_id] = 0 if row is None else row.edition
            if row is None:
                return None
            draft = saved_draft(session, row)
            try:
                history = _history(session, row, draft)
            except ContentError:
                # Under a new number it takes the place of what is damaged with the next save.
                here = ReportStepRow.play_id == play_id
                last = session.scalar(sa.select(sa.func.max(ReportStepRow.number)).where(here))
                number = max(last or 0, row.step) + 1
                history = ReportHistory(((number, draft),), number)
            return KeptReport(row.changed_at, history)

    def save(self, play_id: int, history: ReportHistory, *, over: bool = False) -> datetime:
        """Make the library hold this report, and return when; on the disk when this returns.

        The state before it is kept as a version where the newest one is ten minutes old; a state
        of the history whose number is there already is not written again. Raises
        ReportNotStorableError, or ReportChangedElsewhereError if another writer saved it since it
        was read here. With `over` it takes the place of whatever is there, which is kept as a
        version at once.
        """
        json, name = records.written(history.draft), ""
        try:
            with self._transactions.writing() as session:
                name = _check_play(session, play_id)
                row = session.get(ReportRow, play_id)
                edition = 0 if row is None else row.edition
                if over:
                    _make_room(session, play_id, row, self._transactions.now())
                elif edition != self._editions.get(play_id, edition):
                    raise ReportChangedElsewhereError(name=name)
                row = self._put(session, play_id, row, history.now, json)
                _put_steps(session, play_id, dict(history.states))
                session.flush()
        except ChangedElsewhereError as error:
            # In this very moment.
            raise ReportChangedElsewhereError(name=name) from error
        self._editions[play_id] = row.edition
        return row.changed_at

    def versions(self, play_id: int) -> tuple[ReportVersion, ...]:
        """List the earlier states of a report, newest first; none where there is no report."""
        asked = (
            sa.select(ReportVersionRow.id, ReportVersionRow.made_at)
            .where(ReportVersionRow.play_id == play_id)
            .order_by(ReportVersionRow.made_at.desc(), ReportVersionRow.id.desc())
        )
        with self._transactions.reading() as session:
            return tuple(ReportVersion(*row) for row in session.execute(asked))

    def readable_versions(self, play_id: int) -> tuple[ReportVersion, ...]:
        """List the earlier states that are as they were kept, newest first."""
        found = []
        for version in self.versions(play_id):
            with suppress(VersionNotFoundError, VersionDamagedError):
                self.load_version(version.id)
                found.append(version)
        return tuple(found)

    def keep(self, play_id: int, draft: ReportDraft) -> None:
        """Keep a draft as an earlier state of the report that a play has.

        Raises ReportNotStorableError.
        """
        json = records.written(draft)
        with self._transactions.writing() as session:
            _check_play(session, play_id)
            _keep(session, play_id, json, self._transactions.now())

    def load_version(self, version_id: int) -> ReportDraft:
        """Return the draft that a version holds.

        Raises VersionNotFoundError, or VersionDamagedError where it is not as it was kept.
        """
        with self._transactions.reading() as session:
            row = session.get(ReportVersionRow, version_id)
            if row is None:
                raise VersionNotFoundError(version=version_id)
            try:
                return records.draft_of(version_text(row))
            except ContentError as error:
                raise VersionDamagedError(version=version_id) from error

    def count(self) -> int:
        """Return how many plays have a report, in the trash or not."""
        with self._transactions.reading() as session:
            return session.scalar(sa.select(sa.func.count()).select_from(ReportRow)) or 0

    def damaged(self) -> Iterator[tuple[int, str]]:
        """Yield id and name of every play of whose report something is not as it was kept."""
        asked = sa.select(PlayRow.id, PlayRow.name).join(ReportRow, ReportRow.play_id == PlayRow.id)
        with self._transactions.reading() as session:
            named = session.execute(asked.order_by(PlayRow.id)).all()
        for play_id, name in named:
            try:
                with self._transactions.reading() as session:
                    _check_all(session, play_id)
            except (ContentError, DamagedLibraryError, ReportDamagedError):
                yield play_id, name

    def _put(
        self, session: Session, play_id: int, row: ReportRow | None, step: int, json: str
    ) -> ReportRow:
        """Write the row of a report, and keep the state before it if a version is due."""
        now = self._transactions.now()
        digest = records.numbered_digest(step, json)
        if row is None:
            row = ReportRow(play_id=play_id, changed_at=now, step=step, content=json, digest=digest)
            session.add(row)
            session.flush()
            return row
        if not is_sound(row):
            _keep_remains(session, row, now)
        elif row.content != json:
            _keep_before(session, row, now)
        row.changed_at, row.step, row.content, row.digest = now, step, json, digest
        return row


def take_in_report(session: Session, play_id: int, draft: ReportDraft, now: datetime) -> None:
    """Give a play the report that came with it; where it has another one, keep it as a version."""
    json = records.written(draft)
    row = session.get(ReportRow, play_id)
    if row is None:
        digest = records.numbered_digest(1, json)
        session.add(ReportRow(play_id=play_id, changed_at=now, step=1, content=json, digest=digest))
        session.flush()
        _put_steps(session, play_id, {1: draft})
        return
    kept = sa.select(ReportVersionRow.digest).where(ReportVersionRow.play_id == play_id)
    if row.content != json and text_digest(json) not in set(session.scalars(kept)):
        _keep(session, play_id, json, now)


def report_of(session: Session, play_id: int) -> ReportDraft | None:
    """Return the draft of a play's report, None where it has none; raise ReportDamagedError."""
    row = session.get(ReportRow, play_id)
    return None if row is None else saved_draft(session, row)


def saved_draft(session: Session, row: ReportRow) -> ReportDraft:
    """Return the draft that was saved; raise ReportDamagedError if it cannot be told any more.

    Every save puts it into the undo history, too. What stands there under the same number and has
    the row's digest, or its words, is what was saved, though one of the three is damaged.
    """
    try:
        return records.draft_of(row.content if is_sound(row) else _proved(session, row))
    except (ContentError, NoResultFound) as error:
        raise ReportDamagedError(play=row.play_id) from error


def _proved(session: Session, row: ReportRow) -> str:
    step = session.get_one(ReportStepRow, (row.play_id, row.step))
    json = step_text(step)
    if row.digest != step.digest and row.content != json:
        raise ContentError("report")
    return json


def is_sound(row: ReportRow) -> bool:
    """Say whether a report is what was saved."""
    try:
        # SQLite keeps bytes where a text belongs, if something else than this program put them.
        return (
            isinstance(row.content, str)
            and records.numbered_digest(row.step, row.content) == row.digest
        )
    except ContentError:
        return False


def step_text(row: ReportStepRow) -> str:
    """Return the JSON of a state in an undo history; raise ContentError if not as it was kept."""
    json = records.unpacked(row.content)
    if records.numbered_digest(row.number, json) != row.digest:
        raise ContentError(f"step {row.number}")
    return json


def version_text(row: ReportVersionRow) -> str:
    """Return the JSON of an earlier state; raise ContentError if it is not as it was kept."""
    json = records.unpacked(row.content)
    if text_digest(json) != row.digest:
        raise ContentError(f"version {row.id}")
    return json


def _check_play(session: Session, play_id: int) -> str:
    """Return the name of a play; raise PlayNotFoundError where it is not, or in the trash."""
    asked = sa.select(PlayRow.name).where(PlayRow.id == play_id, PlayRow.deleted_at.is_(None))
    name = session.scalar(asked)
    if name is None:
        raise PlayNotFoundError(play=play_id)
    return name


def _history(session: Session, row: ReportRow, draft: ReportDraft) -> ReportHistory:
    kept = sa.select(ReportStepRow).where(ReportStepRow.play_id == row.play_id)
    steps = session.scalars(kept.order_by(ReportStepRow.number)).all()
    states = tuple((one.number, records.draft_of(step_text(one))) for one in steps)
    if dict(states).get(row.step) != draft:
        raise ContentError("step")
    return ReportHistory(states, row.step)


def _check_all(session: Session, play_id: int) -> None:
    row = session.get_one(ReportRow, play_id)
    if not is_sound(row):
        raise ContentError("report")
    _history(session, row, saved_draft(session, row))
    kept = sa.select(ReportVersionRow).where(ReportVersionRow.play_id == play_id)
    for version in session.scalars(kept):
        records.draft_of(version_text(version))


def _put_steps(session: Session, play_id: int, states: dict[int, ReportDraft]) -> None:
    """Make the undo history hold these states; those whose numbers it has are not written.

    What was undone because no library could hold it is not held.
    """
    here = ReportStepRow.play_id == play_id
    kept = set(session.scalars(sa.select(ReportStepRow.number).where(here)))
    gone = kept - states.keys()
    if gone:
        session.execute(sa.delete(ReportStepRow).where(here, ReportStepRow.number.in_(gone)))
    rows = []
    for number in sorted(states.keys() - kept):
        try:
            json = records.written(states[number])
        except ReportNotStorableError:
            continue
        row = {"content": records.packed(json), "digest": records.numbered_digest(number, json)}
        rows.append({"play_id": play_id, "number": number, **row})
    if rows:
        session.execute(sa.insert(ReportStepRow), rows)


def _keep_before(session: Session, row: ReportRow, now: datetime) -> None:
    """Keep the state that is about to be replaced, if a version is due."""
    of_this = ReportVersionRow.play_id == row.play_id
    newest = session.scalar(sa.select(sa.func.max(ReportVersionRow.made_at)).where(of_this))
    # A clock that was set back must not keep versions from being made.
    if newest is not None and newest <= now < newest + BETWEEN:
        return
    made_at = row.changed_at if newest is None else max(now, newest)
    _keep(session, row.play_id, row.content, made_at)


def _make_room(session: Session, play_id: int, row: ReportRow | None, now: datetime) -> None:
    """Keep as a version what another history takes the place of, and let go of its states."""
    if row is not None and is_sound(row):
        _keep(session, play_id, row.content, now)
    session.execute(sa.delete(ReportStepRow).where(ReportStepRow.play_id == play_id))


def _keep_remains(session: Session, row: ReportRow, now: datetime) -> None:
    """Keep what a row holds, damaged or not, if it can be read at all."""
    with suppress(ContentError, ReportNotStorableError):
        json = records.written(records.draft_of(row.content))
        _keep(session, row.play_id, json, now)


def _keep(session: Session, play_id: int, json: str, made_at: datetime) -> None:
    session.add(
        ReportVersionRow(
            play_id=play_id,
            made_at=made_at,
            content=records.packed(json),
            digest=text_digest(json),
        )
    )
    session.flush()
    in_order = sa.select(ReportVersionRow.id).where(ReportVersionRow.play_id == play_id)
    in_order = in_order.order_by(ReportVersionRow.made_at.desc(), ReportVersionRow.id.desc())
    superfluous = session.scalars(in_order.offset(MOST_VERSIONS)).all()
    if superfluous:
        gone = sa.delete(ReportVersionRow).where(ReportVersionRow.id.in_(superfluous))
        session.execute(gone)
