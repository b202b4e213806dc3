"""The pins of a library: states of scenarios that stay on its charts to be compared with."""

import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress

import sqlalchemy as sa

from db.file.rows import PinRow, ScenarioRow
from db.file.transactions import Transactions
from db.scenarios import band_snapshots
from db.scenarios.serialization import (
    ContentError,
    content,
    contents,
    inflated,
    plain_of,
    record_of,
    text,
    text_digest,
)
from db.scenarios.versions import LONGEST_CONTENT
from desktop.domain.band_snapshot import BandSnapshot
from desktop.domain.pin import LETTERS, Pin, PinSource


class PinRepository:
    """Keep the pins of one library, one a letter, with the bands they had when last drawn."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def listed(self) -> tuple[tuple[Pin, BandSnapshot | None], ...]:
        """Return the sound pins by letter, each with its bands if it was ever drawn.

        A pin whose scenario was renamed has its name of now.
        """
        with self._transactions.reading() as session:
            rows = session.scalars(sa.select(PinRow).order_by(PinRow.letter)).all()
            found = []
            for row in rows:
                with suppress(ContentError):
                    found.append((_read(row), _bands(row)))
            ids = [pin.scenario_id for pin, _ in found if pin.scenario_id is not None]
            columns = (ScenarioRow.id, ScenarioRow.name)
            asked = sa.select(*columns).where(ScenarioRow.id.in_(ids))
            names = {row.id: row.name for row in session.execute(asked)}
        return tuple(
            (pin.named(names.get(pin.scenario_id or 0, pin.name)), bands) for pin, bands in found
        )

    def put(self, pin: Pin, bands: BandSnapshot | None) -> None:
        """Keep a pin, in place of the one of its letter."""
        written = text(content(pin))
        with self._transactions.writing() as session:
            row = session.get(PinRow, pin.letter)
            if row is None:
                row = PinRow(letter=pin.letter)
                session.add(row)
            row.content = zlib.compress(written.encode("ascii"), 9)
            row.digest = text_digest(written)
            row.bands = None if bands is None else band_snapshots.packed(bands)

    def take_off(self, letters: Sequence[str]) -> None:
        """Keep the pins of these letters no longer; where there is none, nothing happens."""
        with self._transactions.writing() as session:
            session.execute(sa.delete(PinRow).where(PinRow.letter.in_(letters)))

    def present(self, scenario_ids: Sequence[int]) -> dict[int, str]:
        """Return the names of those scenarios that are there and not in the trash."""
        with self._transactions.reading() as session:
            asked = sa.select(ScenarioRow.id, ScenarioRow.name).where(
                ScenarioRow.id.in_(scenario_ids), ScenarioRow.deleted_at.is_(None)
            )
            return {row.id: row.name for row in session.execute(asked)}

    def damaged(self) -> Iterator[str]:
        """Yield the letters of the pins that are not as they were kept."""
        with self._transactions.reading() as session:
            for row in session.scalars(sa.select(PinRow).order_by(PinRow.letter)).all():
                try:
                    _read(row)
                except ContentError:
                    yield row.letter


def _read(row: PinRow) -> Pin:
    """Return a pin as it was kept; raise ContentError if it is not."""
    with contents():
        written = inflated(row.content, LONGEST_CONTENT).decode("ascii")
        if text_digest(written) != row.digest:
            raise ContentError("digest")
        pin = record_of(Pin, plain_of(written))
        PinSource(pin.source)
        if pin.letter != row.letter or pin.letter not in LETTERS:
            raise ContentError("letter")
        return pin


def _bands(row: PinRow) -> BandSnapshot | None:
    """Return the bands of a pin; without them, or where they cannot be read, it is drawn anew."""
    with suppress(ContentError):
        return None if row.bands is None else band_snapshots.unpacked(row.bands)
    return None
