"""The exercises that people keep, as one part of a library.

An exercise is its text, TOML with whatever comments it has: what it says is the reader's business,
as with a file. A text that is no exercise yet is kept like any other.
"""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from db.errors import (
    ChangedElsewhereError,
    ExerciseDamagedError,
    ExerciseNotFoundError,
    ExerciseNotStorableError,
    VersionDamagedError,
    VersionNotFoundError,
)
from db.exercises.summary import ExerciseSummary, ExerciseVersion
from db.file.rows import ExerciseRow, ExerciseVersionRow
from db.file.transactions import Transactions
from db.scenarios import mapping
from db.scenarios.serialization import ContentError, inflated
from desktop.domain.lines import name_key

MOST_BYTES = 2_000_000
"""Of a text in UTF-8; the reader takes no larger file either."""
BETWEEN = timedelta(minutes=10)
"""While an exercise is worked on, at most one version is made in this time."""
MOST_VERSIONS = 100
"""Of one exercise; the oldest go."""
_LAST_CHANGED = (ExerciseRow.changed_at.desc(), ExerciseRow.id.desc())


class ExerciseRepository:
    """Keep the exercises of one library, with earlier states of each.

    What is asked of one exercise raises ExerciseNotFoundError where it is not, or in the trash, and
    ExerciseDamagedError where it must be read and is not what was saved.
    """

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        self._editions: dict[int, int] = {}
        """Of each exercise as it was last read or written here."""

    def listed(self, *, in_trash: bool = False) -> tuple[ExerciseSummary, ...]:
        """List the exercises, last changed first."""
        deleted = ExerciseRow.deleted_at
        asked = (
            sa.select(ExerciseRow.id, ExerciseRow.name, ExerciseRow.changed_at)
            .where(deleted.is_not(None) if in_trash else deleted.is_(None))
            .order_by(*_LAST_CHANGED)
        )
        with self._transactions.reading() as session:
            return tuple(ExerciseSummary(*row) for row in session.execute(asked))

    def find(self, name: str) -> int:
        """Return the id of the exercise of this name that was changed last; case does not count."""
        asked = (
            sa.select(ExerciseRow.id)
            .where(ExerciseRow.name_key == name_key(name), ExerciseRow.deleted_at.is_(None))
            .order_by(*_LAST_CHANGED)
            .limit(1)
        )
        with self._transactions.reading() as session:
            found = session.scalar(asked)
        if found is None:
            raise ExerciseNotFoundError(exercise=name)
        return found

    def load(self, exercise_id: int) -> str:
        """Return the text of an exercise as it was last saved."""
        with self._transactions.reading() as session:
            row = _row(session, exercise_id)
            if not is_sound(row):
                raise ExerciseDamagedError(exercise=exercise_id)
            self._editions[exercise_id] = row.edition
            return row.content

    def create_all(self, named: Iterable[tuple[str, str]]) -> tuple[ExerciseSummary, ...]:
        """Keep new exercises, name and text of each, all or none.

        One whose name is taken gets a number behind it. Raises what is wrong with a name, or
        ExerciseNotStorableError.
        """
        wanted = tuple(named)
        for name, text in wanted:
            mapping.check_name(name)
            check_text(text)
        with self._transactions.writing() as session:
            now = self._transactions.now()
            in_use = sa.select(ExerciseRow.name_key).where(ExerciseRow.deleted_at.is_(None))
            taken = set(session.scalars(in_use))
            made = []
            for name, text in wanted:
                free = mapping.free_name(name, taken)
                taken.add(name_key(free))
                row = ExerciseRow(
                    name=free,
                    name_key=name_key(free),
                    created_at=now,
                    changed_at=now,
                    content=text,
                    digest=text_digest(text),
                )
                session.add(row)
                session.flush()
                made.append(row)
        self._editions.update((row.id, row.edition) for row in made)
        return tuple(ExerciseSummary(row.id, row.name, row.changed_at) for row in made)

    def save(self, exercise_id: int, name: str, text: str) -> None:
        """Make the library hold this text; on the disk when this returns.

        The state before it is kept as a version where the newest one is ten minutes old. Raises
        ChangedElsewhereError if another writer saved it since it was read here, what is wrong with
        the name, or ExerciseNotStorableError.
        """
        mapping.check_name(name)
        check_text(text)
        with self._transactions.writing() as session:
            row = _row(session, exercise_id)
            if row.edition != self._editions.get(exercise_id, row.edition):
                raise ChangedElsewhereError(name=row.name)
            if (row.name, row.content) != (name, text):
                now = self._transactions.now()
                if row.content != text and is_sound(row):
                    _keep(session, row, now)
                row.name, row.name_key = name, name_key(name)
                row.content, row.digest = text, text_digest(text)
                row.changed_at = now
            session.flush()
        self._editions[exercise_id] = row.edition

    def delete(self, exercise_id: int) -> None:
        """Move an exercise to the trash."""
        with self._transactions.writing() as session:
            row = _row(session, exercise_id)
            row.deleted_at = self._transactions.now()
            session.flush()
        self._editions[exercise_id] = row.edition

    def undelete(self, exercise_id: int) -> None:
        """Take an exercise out of the trash, with its name."""
        with self._transactions.writing() as session:
            row = session.get(ExerciseRow, exercise_id)
            if row is None or row.deleted_at is None:
                raise ExerciseNotFoundError(exercise=exercise_id)
            row.deleted_at = None
            session.flush()
        self._editions[exercise_id] = row.edition

    def versions(self, exercise_id: int) -> tuple[ExerciseVersion, ...]:
        """List the earlier states of an exercise, newest first; none of one that is not there."""
        asked = (
            sa.select(ExerciseVersionRow.id, ExerciseVersionRow.made_at)
            .where(ExerciseVersionRow.exercise_id == exercise_id)
            .order_by(ExerciseVersionRow.made_at.desc(), ExerciseVersionRow.id.desc())
        )
        with self._transactions.reading() as session:
            return tuple(ExerciseVersion(*row) for row in session.execute(asked))

    def load_version(self, version_id: int) -> str:
        """Return the text that a version holds.

        Raises VersionNotFoundError, or VersionDamagedError where it is not as it was kept.
        """
        with self._transactions.reading() as session:
            row = session.get(ExerciseVersionRow, version_id)
            if row is None:
                raise VersionNotFoundError(version=version_id)
            return text_of(row)

    def damaged(self) -> Iterator[tuple[int, str]]:
        """Yield id and name of every exercise of which something is not as it was kept."""
        with self._transactions.reading() as session:
            for row in session.scalars(sa.select(ExerciseRow).order_by(ExerciseRow.id)):
                if not (is_sound(row) and _are_sound(session, row.id)):
                    yield row.id, row.name


def check_text(text: str) -> None:
    """Raise ExerciseNotStorableError where no library could keep the text of an exercise."""
    try:
        storable = "\0" not in text and len(text.encode("utf-8")) <= MOST_BYTES
    except UnicodeEncodeError:
        storable = False
    if not storable:
        raise ExerciseNotStorableError(most=MOST_BYTES)


def text_digest(text: str) -> str:
    """Return 32 hexadecimal digits of the text of an exercise."""
    return hashlib.blake2b(text.encode("utf-8"), digest_size=16).hexdigest()


def is_sound(row: ExerciseRow) -> bool:
    """Say whether the text of an exercise is what was saved."""
    # SQLite keeps bytes where a text belongs, if something else than this program put them there.
    return isinstance(row.content, str) and text_digest(row.content) == row.digest


def _are_sound(session: Session, exercise_id: int) -> bool:
    """Say whether all versions of an exercise are as they were kept."""
    kept = sa.select(ExerciseVersionRow).where(ExerciseVersionRow.exercise_id == exercise_id)
    try:
        for row in session.scalars(kept):
            text_of(row)
    except VersionDamagedError:
        return False
    return True


def _row(session: Session, exercise_id: int) -> ExerciseRow:
    row = session.get(ExerciseRow, exercise_id)
    if row is None or row.deleted_at is not None:
        raise ExerciseNotFoundError(exercise=exercise_id)
    return row


def _keep(session: Session, row: ExerciseRow, now: datetime) -> None:
    """Keep the state that is about to be replaced, if a version is due."""
    of_this = ExerciseVersionRow.exercise_id == row.id
    newest = session.scalar(sa.select(sa.func.max(ExerciseVersionRow.made_at)).where(of_this))
    # A clock that was set back must not keep versions from being made.
    if newest is not None and newest <= now < newest + BETWEEN:
        return
    packed = zlib.compress(row.content.encode("utf-8"), 9)
    made_at = row.changed_at if newest is None else max(now, newest)
    version = ExerciseVersionRow(
        exercise_id=row.id, made_at=made_at, digest=row.digest, content=packed
    )
    session.add(version)
    session.flush()
    in_order = sa.select(ExerciseVersionRow.id).where(of_this)
    in_order = in_order.order_by(ExerciseVersionRow.made_at.desc(), ExerciseVersionRow.id.desc())
    superfluous = session.scalars(in_order.offset(MOST_VERSIONS)).all()
    if superfluous:
        gone = sa.delete(ExerciseVersionRow).where(ExerciseVersionRow.id.in_(superfluous))
        session.execute(gone)


def text_of(row: ExerciseVersionRow) -> str:
    """Return the text of an earlier state; raise VersionDamagedError if it is not as kept."""
    try:
        text = inflated(row.content, MOST_BYTES).decode("utf-8")
        if text_digest(text) == row.digest:
            return text
    except (ContentError, UnicodeDecodeError) as error:
        raise VersionDamagedError(version=row.id) from error
    raise VersionDamagedError(version=row.id)
