"""The plays of exercises, as one part of a library."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict

import sqlalchemy as sa
from sqlalchemy.orm import Session

from db.errors import (
    DamagedLibraryError,
    EntryNotStorableError,
    PlayChangedElsewhereError,
    PlayDamagedError,
    PlayNotFoundError,
)
from db.file.play_rows import PlayEntryRow, PlayPulseRow, PlayRow, PlayWordsRow
from db.file.transactions import Transactions
from db.plays import records
from db.plays.summary import PlayCopy, PlaySummary, TakenPlay
from db.reports.repository import report_of, take_in_report
from db.scenarios import mapping
from db.scenarios.serialization import ContentError, contents, plain_of
from desktop.domain.lines import name_key
from desktop.domain.play.entries import (
    KIND_OF,
    Correction,
    Ended,
    PlayHeader,
    Pulse,
    Recorded,
)

_NEWEST = (PlayRow.changed_at.desc(), PlayRow.id.desc())
_LISTED = (
    PlayRow.id,
    PlayRow.name,
    PlayRow.begun_at,
    PlayRow.changed_at,
    PlayRow.entries,
    PlayRow.ended,
    PlayRow.rehearsal,
)
_KEPT = tuple(getattr(PlayEntryRow, name) for name in records.KeptEntry._fields)
_ENDED, _CORRECTION = KIND_OF[Ended], KIND_OF[Correction]


class PlayRepository:
    """Keep the plays of one library; entries are added, and none is ever altered.

    What is asked of one play raises PlayNotFoundError where it is not, or in the trash, and
    PlayDamagedError where it must be read and is not what was recorded.
    """

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def listed(self, *, in_trash: bool = False) -> tuple[PlaySummary, ...]:
        """List the plays, the one in which an entry was recorded last first."""
        deleted = PlayRow.deleted_at
        asked = sa.select(*_LISTED).order_by(*_NEWEST)
        asked = asked.where(deleted.is_not(None) if in_trash else deleted.is_(None))
        with self._transactions.reading() as session:
            return tuple(PlaySummary(*row) for row in session.execute(asked))

    def find(self, name: str) -> int:
        """Return the id of the play of this name that is first in the list; case does not count."""
        asked = sa.select(PlayRow.id).order_by(*_NEWEST).limit(1)
        asked = asked.where(PlayRow.name_key == name_key(name), PlayRow.deleted_at.is_(None))
        with self._transactions.reading() as session:
            found = session.scalar(asked)
        if found is None:
            raise PlayNotFoundError(play=name)
        return found

    def begin(self, name: str, header: PlayHeader) -> int:
        """Keep a new play without entries and return its id.

        One whose name is taken gets a number behind it. Raises what is wrong with a name,
        ExerciseNotStorableError or EntryNotStorableError.
        """
        records.check_play(name, header)
        with self._transactions.writing() as session:
            copy = PlayCopy(name, self._transactions.now(), header, ())
            return self._made(session, copy).id

    def load_header(self, play_id: int) -> PlayHeader:
        """Return what a play pins."""
        with self._transactions.reading() as session:
            return header_of(_row(session, play_id))

    def append(self, play_id: int, recorded: Recorded) -> None:
        """Add the next entry to a play; on the disk when this returns.

        Raises PlayChangedElsewhereError where its number is not the next one, or
        EntryNotStorableError.
        """
        records.check(recorded)
        with self._transactions.writing() as session:
            row = _row(session, play_id, to_write=True)
            if recorded.number != row.entries + 1:
                raise PlayChangedElsewhereError(name=row.name)
            self._add(session, row, records.rows(_head(session, row), [recorded]), [recorded])

    def entries(self, play_id: int) -> tuple[Recorded, ...]:
        """Return what was recorded, oldest first; a text that was forgotten is empty."""
        with self._transactions.reading() as session:
            return _entries(session, _row(session, play_id))

    def beat(self, play_id: int, pulse: Pulse) -> None:
        """Keep where the countdown stands now, in place of where it stood before.

        Raises EntryNotStorableError for seconds that are no number.
        """
        if not (math.isfinite(pulse.seconds) and math.isfinite(pulse.remaining)):
            raise EntryNotStorableError(part="seconds")
        with self._transactions.writing() as session:
            _row(session, play_id)
            # Whatever stands there is not read: a pulse that was spoiled must not stop the next.
            session.execute(sa.delete(PlayPulseRow).where(PlayPulseRow.play_id == play_id))
            session.execute(sa.insert(PlayPulseRow).values(play_id=play_id, **asdict(pulse)))

    def last_pulse(self, play_id: int) -> Pulse | None:
        """Return where the countdown stood when it was kept last; None where that is not known."""
        row = PlayPulseRow
        asked = sa.select(row.seconds, row.remaining, row.running, row.instant)
        with self._transactions.reading() as session:
            _row(session, play_id)
            try:
                with contents():
                    found = session.execute(asked.where(row.play_id == play_id)).one_or_none()
                    sound = found is not None and math.isfinite(found[0] + found[1])
            except ContentError:
                return None
            return Pulse(*found) if found is not None and sound else None

    def rename(self, play_id: int, name: str) -> None:
        """Give a play another name; raise what is wrong with it."""
        mapping.check_name(name)
        with self._transactions.writing() as session:
            row = _row(session, play_id)
            row.name, row.name_key = name, name_key(name)

    def delete(self, play_id: int) -> None:
        """Move a play to the trash."""
        with self._transactions.writing() as session:
            _row(session, play_id).deleted_at = self._transactions.now()

    def undelete(self, play_id: int) -> None:
        """Take a play out of the trash, with its name."""
        with self._transactions.writing() as session:
            row = session.get(PlayRow, play_id)
            if row is None or row.deleted_at is None:
                raise PlayNotFoundError(play=play_id)
            row.deleted_at = None

    def damaged(self) -> Iterator[tuple[int, str]]:
        """Yield id and name of every play that is not as it was recorded, in the trash or not."""
        with self._transactions.reading() as session:
            named = session.execute(sa.select(PlayRow.id, PlayRow.name).order_by(PlayRow.id)).all()
        for play_id, name in named:
            try:
                with self._transactions.reading() as session:
                    row = session.get_one(PlayRow, play_id)
                    header_of(row)
                    _entries(session, row)
            except (PlayDamagedError, DamagedLibraryError):
                # SQLite itself does not read a text that is no UTF-8; its pages are sound.
                yield play_id, name

    def copy(self, play_id: int) -> PlayCopy:
        """Return a whole play with its report, to be handed on; may raise ReportDamagedError."""
        with self._transactions.reading() as session:
            row = _row(session, play_id)
            return PlayCopy(
                row.name,
                row.begun_at,
                header_of(row),
                _entries(session, row),
                report_of(session, play_id),
            )

    def take_in(self, copy: PlayCopy) -> TakenPlay:
        """Bring in a play from another library, all of it or nothing.

        One that is here already, as far as it goes, adds nothing; one that has gone on elsewhere
        adds what came after. One that has gone on differently here and there is a play of its own.
        A report that comes with it goes where there is none; beside another it becomes a version.
        Raises what `begin` and `append` raise of what cannot be kept.
        """
        records.check_play(copy.name, copy.header)
        root = records.root(copy.begun_at, copy.header)
        kept = records.rows(root, copy.entries)
        digests = (root, *(each.digest for each in kept))
        with self._transactions.writing() as session:
            row, known = _same(session, digests) or (self._made(session, copy), 0)
            added = copy.entries[known:]
            if added:
                self._add(session, row, kept[known:], added)
            session.flush()
            if copy.report is not None:
                take_in_report(session, row.id, copy.report, self._transactions.now())
            shown = session.execute(sa.select(*_LISTED).where(PlayRow.id == row.id)).one()
            return TakenPlay(PlaySummary(*shown), len(added))

    def _made(self, session: Session, copy: PlayCopy) -> PlayRow:
        """Keep a play without entries."""
        in_use = sa.select(PlayRow.name_key).where(PlayRow.deleted_at.is_(None))
        name = mapping.free_name(copy.name, set(session.scalars(in_use)))
        digest = records.root(copy.begun_at, copy.header)
        row = PlayRow(
            name=name,
            name_key=name_key(name),
            begun_at=copy.begun_at,
            changed_at=self._transactions.now(),
            rehearsal=copy.header.rehearsal,
            model_version=copy.header.model_version,
            model_digest=copy.header.model_digest,
            exercise=copy.header.exercise,
            digest=digest,
            entries=0,
            ended=False,
            head=digest,
        )
        session.add(row)
        session.flush()
        return row

    def _add(
        self,
        session: Session,
        row: PlayRow,
        kept: Sequence[records.KeptEntry],
        recorded: Sequence[Recorded],
    ) -> None:
        """Add entries to a play, at least one."""
        place = {"play_id": row.id}
        session.execute(sa.insert(PlayEntryRow), [place | one._asdict() for one in kept])
        said = [
            place | {"number": one.number, "field": field, "text": text}
            for one in recorded
            for field, text in records.words_of(one.entry).items()
        ]
        if said:
            session.execute(sa.insert(PlayWordsRow), said)
        row.entries, row.head = kept[-1].number, kept[-1].digest
        row.changed_at = self._transactions.now()
        if any(isinstance(one.entry, Ended | Correction) for one in recorded):
            row.ended = _has_ended(session, row.id)


def _row(session: Session, play_id: int, *, to_write: bool = False) -> PlayRow:
    # On a server, another writer waits here, and then sees what this one has added.
    row = session.get(PlayRow, play_id, with_for_update=True if to_write else None)
    if row is None or row.deleted_at is not None:
        raise PlayNotFoundError(play=play_id)
    return row


def _head(session: Session, row: PlayRow) -> str:
    """Return the digest that the next entry goes on from."""
    asked = sa.select(PlayEntryRow.digest).where(
        PlayEntryRow.play_id == row.id, PlayEntryRow.number == row.entries
    )
    last = session.scalar(asked) if row.entries else row.digest
    if not isinstance(last, str) or last != row.head:
        raise PlayDamagedError(play=row.id)
    return last


def header_of(row: PlayRow) -> PlayHeader:
    """Return what a play pins; raise PlayDamagedError where it is not what was pinned."""
    header = PlayHeader(row.exercise, row.model_version, row.model_digest, row.rehearsal)
    try:
        with contents():
            # SQLite keeps bytes where a text belongs, if something else put them there.
            sound = records.root(row.begun_at, header) == row.digest
    except ContentError as error:
        raise PlayDamagedError(play=row.id) from error
    if not sound:
        raise PlayDamagedError(play=row.id)
    return header


def kept_of(session: Session, row: PlayRow) -> list[records.KeptEntry]:
    """Return the entries of a play as they lie there, in order; they may hold anything."""
    rows = sa.select(*_KEPT).where(PlayEntryRow.play_id == row.id).order_by(PlayEntryRow.number)
    return [records.KeptEntry(*each) for each in session.execute(rows)]


def _entries(session: Session, row: PlayRow) -> tuple[Recorded, ...]:
    said = sa.select(PlayWordsRow.number, PlayWordsRow.field, PlayWordsRow.text)
    words: dict[int, dict[str, str]] = {}
    for number, field, text in session.execute(said.where(PlayWordsRow.play_id == row.id)):
        words.setdefault(number, {})[field] = text
    try:
        with contents():
            kept = kept_of(session, row)
        found = records.recorded(row.digest, row.head, kept, words)
    except ContentError as error:
        raise PlayDamagedError(play=row.id) from error
    if len(found) != row.entries:
        raise PlayDamagedError(play=row.id)
    return found


def _has_ended(session: Session, play_id: int) -> bool:
    """Say whether there is an end among the entries of a play that nobody took back."""
    asked = sa.select(PlayEntryRow.number, PlayEntryRow.kind, PlayEntryRow.content)
    asked = asked.where(
        PlayEntryRow.play_id == play_id, PlayEntryRow.kind.in_((_ENDED, _CORRECTION))
    )
    ends, gone = set(), set()
    try:
        with contents():
            for number, kind, content in session.execute(asked):
                if kind == _ENDED:
                    ends.add(number)
                else:
                    gone.add(plain_of(content)["entry"])
    except ContentError as error:
        raise PlayDamagedError(play=play_id) from error
    return not ends <= gone


def _same(session: Session, digests: Sequence[str]) -> tuple[PlayRow, int] | None:
    """Return the play of which these are the digests, as far as both go, and how far that is."""
    begun = sa.select(PlayRow).where(PlayRow.digest == digests[0], PlayRow.deleted_at.is_(None))
    for row in session.scalars(begun.order_by(PlayRow.id)):
        last = len(digests) - 1
        if row.entries <= last:
            if row.head == digests[row.entries]:
                return row, row.entries
        elif last == 0 or digests[last] == session.scalar(
            sa.select(PlayEntryRow.digest).where(
                PlayEntryRow.play_id == row.id, PlayEntryRow.number == last
            )
        ):
            return row, last
    return None
