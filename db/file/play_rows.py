"""Mapped classes of plays: `cells` imports them, so that whoever judges a library knows them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.file.rows import Base, UtcDateTime


class PlayRow(Base):
    """Hold what a play pins, and how far its record goes."""

    __tablename__ = "play"
    __table_args__ = (
        sa.Index("play_name_key", "name_key"),
        # An id is never given twice: a late entry must not land in another play.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.Text)
    name_key: Mapped[str] = mapped_column(sa.Text)
    """The name as it is compared: see `domain.lines.name_key`."""
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Set while the play lies in the trash."""
    rehearsal: Mapped[bool]
    model_version: Mapped[str] = mapped_column(sa.Text)
    model_digest: Mapped[str] = mapped_column(sa.Text)
    exercise: Mapped[str] = mapped_column(sa.Text, deferred=True)
    """The TOML of the exercise as it stood when play began; not read where an entry is added."""
    digest: Mapped[str] = mapped_column(sa.String(32))
    """Digest of what is pinned and of the instant; the first entry's digest goes on from it."""
    entries: Mapped[int]
    """How many there are."""
    ended: Mapped[bool]
    head: Mapped[str] = mapped_column(sa.String(32))
    """Digest of the last entry, or of the play where there is none."""


class PlayEntryRow(Base):
    """Hold one entry of a play without people's words; rows are added and never altered."""

    __tablename__ = "play_entry"

    play_id: Mapped[int] = mapped_column(
        sa.ForeignKey(PlayRow.id, ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """From 1, without gaps."""
    instant: Mapped[datetime] = mapped_column(UtcDateTime)
    seconds: Mapped[float] = mapped_column(sa.Double)
    """Of the exercise."""
    author: Mapped[str] = mapped_column(sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    """A key of `domain.play.entries.KINDS`."""
    content: Mapped[str] = mapped_column(sa.Text)
    """JSON: see `serialization.content`."""
    digest: Mapped[str] = mapped_column(sa.String(32))
    """Digest of this row and of the digest before it: see `plays.records`."""


class PlayWordsRow(Base):
    """Hold what somebody said in an entry; where it is gone, it is forgotten."""

    __tablename__ = "play_words"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["play_id", "number"],
            [PlayEntryRow.play_id, PlayEntryRow.number],
            ondelete="CASCADE",
        ),
    )

    play_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    field: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    """One of the entry's own `WORDS`."""
    text: Mapped[str] = mapped_column(sa.Text)


class PlayPulseRow(Base):
    """Hold where the countdown of a play stood a moment ago."""

    __tablename__ = "play_pulse"

    play_id: Mapped[int] = mapped_column(
        sa.ForeignKey(PlayRow.id, ondelete="CASCADE"), primary_key=True
    )
    seconds: Mapped[float] = mapped_column(sa.Double)
    remaining: Mapped[float] = mapped_column(sa.Double)
    running: Mapped[bool]
    instant: Mapped[datetime] = mapped_column(UtcDateTime)
