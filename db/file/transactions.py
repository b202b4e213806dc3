"""The transactions in which the parts of a library are read and changed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from db.errors import (
    BusyLibraryError,
    ChangedElsewhereError,
    DamagedLibraryError,
    NameTakenError,
    ReplacedLibraryError,
)
from db.file.connection import reported
from db.file.opening import LibraryHandle
from db.file.rows import LibraryRow


class Transactions:
    """Open the transactions of one library; a change is on the disk when its own is left.

    Both kinds raise a LibraryError if the library cannot be read or written, and then nothing
    of the change is in it.
    """

    def __init__(self, handle: LibraryHandle, now: Callable[[], datetime]) -> None:
        self.now = now
        """The instant (UTC) that whatever is written is given."""
        self._handle = handle
        self._reader = handle.engine
        self._writer = handle.engine.execution_options(transaction="IMMEDIATE")
        with self.reading() as session:
            self._uid = session.scalar(sa.select(LibraryRow.uid))

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a transaction that changes nothing."""
        location = self._handle.location
        with reported(location), Session(self._reader, expire_on_commit=False) as session:
            try:
                yield session
            except ValueError as error:
                # A value that is not what its column holds, such as a date that is none.
                raise DamagedLibraryError(path=location.shown) from error

    @contextmanager
    def writing(self, name: str | None = None) -> Iterator[Session]:
        """Open the one transaction of a change; `name` is the name that might be taken."""
        refusal = self._handle.refusal
        location = self._handle.location
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

    def try_writing(self) -> None:
        """Write and take it back; what a change would raise now is raised."""
        with self.writing() as session:
            # Another value: SQLite writes nothing for the same one. What is needed to take it back
            # goes to the disk, and no byte of the file changes.
            session.execute(sa.update(LibraryRow).values(uid="-"))
            session.rollback()
