"""Mapped classes of reports: `cells` imports them, so that whoever judges a library knows them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db.file.play_rows import PlayRow
from db.file.rows import Base, UtcDateTime


class ReportRow(Base):
    """Hold what people wrote into the report of a play, as it was last saved."""

    __tablename__ = "report"

    play_id: Mapped[int] = mapped_column(
        sa.ForeignKey(PlayRow.id, ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    edition: Mapped[int] = mapped_column()
    """Counts the writes, so that two writers never overwrite each other silently."""
    step: Mapped[int]
    """Number of the state in the undo history that it is in."""
    content: Mapped[str] = mapped_column(sa.Text)
    """JSON: see `serialization.content`."""
    digest: Mapped[str] = mapped_column(sa.String(32))
    """Digest of step and content, checked on reading."""

    __mapper_args__ = {"version_id_col": edition}  # noqa: RUF012 - the form SQLAlchemy asks for


class ReportStepRow(Base):
    """Hold a state of the undo history of a report, whole."""

    __tablename__ = "report_step"

    play_id: Mapped[int] = mapped_column(
        sa.ForeignKey(ReportRow.play_id, ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """They rise; what was undone has greater numbers than the state that the report is in."""
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)
    """As of the report, compressed with zlib."""
    digest: Mapped[str] = mapped_column(sa.String(32))
    """Digest of number and content."""


class ReportVersionRow(Base):
    """Hold one earlier state of a report, whole."""

    __tablename__ = "report_version"
    __table_args__ = (
        sa.Index("report_version_made_at", "play_id", "made_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    play_id: Mapped[int] = mapped_column(sa.ForeignKey(ReportRow.play_id, ondelete="CASCADE"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)
    """As of a step."""
    digest: Mapped[str] = mapped_column(sa.String(32))
