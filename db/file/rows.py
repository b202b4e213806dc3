"""Mapped classes of the library; none of them leaves this package.

What a scenario and the records in it hold is declared in their own classes, and their columns are
made from that: see the end. Spelled out here are keys, what the library adds, and what it asks
for by name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column, relationship

from desktop.domain import kinds
from desktop.domain.fields import Field, fields_of
from desktop.domain.scenario import Scenario

FORMAT = 12
"""The format that these tables are of, to which the newest migration leads."""


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """Keep instants in UTC, also where the database knows no time zones."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Return the same instant in UTC; a time without a zone is refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        return value.astimezone(UTC)

    def result_processor(
        self, dialect: sa.Dialect, coltype: object
    ) -> Callable[[Any], datetime | None]:
        """Return what makes an instant in UTC of a value read; lists of thousands go through it."""
        return _instant_of_text if dialect.name == "sqlite" else _instant


def _instant_of_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(f"{value}+00:00")


def _instant(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


IN_ORDER = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""A text that is ordered by its signs alone, as files order it; a server has its own order."""


class Base(DeclarativeBase):
    """Collect the tables; every constraint has a name, so that migrations can drop it."""

    metadata = sa.MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )


class LibraryRow(Base):
    """Say which library this is; the table has one row."""

    __tablename__ = "library"
    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    uid: Mapped[str] = mapped_column(sa.String(32))
    """Random; tells a library from another one put in its place."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ChoiceRow(Base):
    """Hold one choice that goes for the whole library."""

    __tablename__ = "library_choice"

    name: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    value: Mapped[str] = mapped_column(sa.Text)


class PinRow(Base):
    """Hold what is pinned by one letter on the charts."""

    __tablename__ = "pin"

    letter: Mapped[str] = mapped_column(sa.String(1), primary_key=True)
    digest: Mapped[str] = mapped_column(sa.String(32))
    """Digest of the content, checked on reading."""
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)
    """A `domain.pin.Pin` as JSON, compressed with zlib."""
    bands: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    """See `band_snapshots`; as they were drawn last."""


class ObservationRow(Base):
    """Hold one later figure of a measured series; withdrawn ones stay, to be taken back."""

    __tablename__ = "observation"
    __table_args__ = (
        sa.Index(
            "observation_in_use",
            "series",
            "month",
            unique=True,
            sqlite_where=sa.column("deleted_at").is_(None),
            postgresql_where=sa.column("deleted_at").is_(None),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    series: Mapped[str] = mapped_column(sa.String(60))
    month: Mapped[str] = mapped_column(sa.String(7))
    value: Mapped[float] = mapped_column(sa.Double)
    """What the period came to, in the unit of the series."""
    source: Mapped[str] = mapped_column(sa.Text)
    dated: Mapped[str] = mapped_column(sa.String(10))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    digest: Mapped[str] = mapped_column(sa.String(32))
    """Digest of the content, checked on reading."""


class ExerciseRow(Base):
    """Hold one exercise as it was last saved; its text is all that there is of it."""

    __tablename__ = "exercise"
    __table_args__ = (
        sa.Index("exercise_name_key", "name_key"),
        # An id is never given twice: a late save must not land in another exercise.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.Text)
    name_key: Mapped[str] = mapped_column(sa.Text)
    """The name as it is compared: see `domain.lines.name_key`."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Set while the exercise lies in the trash."""
    edition: Mapped[int] = mapped_column()
    """Counts the writes, so that two writers never overwrite each other silently."""
    content: Mapped[str] = mapped_column(sa.Text)
    """Its TOML, comments and all."""
    digest: Mapped[str] = mapped_column(sa.String(32))
    """Digest of the content, checked on reading."""

    __mapper_args__ = {"version_id_col": edition}  # noqa: RUF012 - the form SQLAlchemy asks for


class ExerciseVersionRow(Base):
    """Hold one earlier state of an exercise, whole."""

    __tablename__ = "exercise_version"
    __table_args__ = (
        sa.Index("exercise_version_made_at", "exercise_id", "made_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    exercise_id: Mapped[int] = mapped_column(sa.ForeignKey(ExerciseRow.id, ondelete="CASCADE"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    digest: Mapped[str] = mapped_column(sa.String(32))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)
    """The TOML in UTF-8, compressed with zlib."""


class PartRow(Base):
    """Hold a part of one scenario, with which it goes."""

    __abstract__ = True

    scenario_id: Mapped[int] = mapped_column(
        sa.ForeignKey("scenario.id", ondelete="CASCADE"), primary_key=True, sort_order=-2
    )


class PlacedRow(PartRow):
    """Hold one of several things of a scenario that have an order."""

    __abstract__ = True

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=-1)


class SettingRow(PartRow):
    """Hold the setting of one lever."""

    __tablename__ = "scenario_setting"

    lever: Mapped[str] = mapped_column(sa.Text, primary_key=True)


class EventRow(PlacedRow):
    """Hold one planned event."""

    __tablename__ = "scenario_event"


class ChartRow(PlacedRow):
    """Hold the indicator in one chart slot."""

    __tablename__ = "scenario_chart"

    indicator: Mapped[str] = mapped_column(sa.Text)


class FixedLinkRow(PartRow):
    """Name one evidence link whose parameters are held at their central values."""

    __tablename__ = "scenario_fixed_link"

    link: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class TextRow(PartRow):
    """Hold what is long about a scenario, so that lists need not read past it."""

    __tablename__ = "scenario_text"

    notes: Mapped[str] = mapped_column(sa.Text)


class WordsRow(PartRow):
    """Hold what a search looks through, and nothing that it would have to read past."""

    __tablename__ = "scenario_words"

    words: Mapped[str] = mapped_column(sa.Text)
    """See `mapping.words`; derived, so that a row that is missing can be made again."""


class TagRow(PlacedRow):
    """Hold one tag."""

    __tablename__ = "scenario_tag"
    __table_args__ = (sa.Index("scenario_tag_key", "tag_key", "scenario_id"),)

    tag: Mapped[str] = mapped_column(sa.Text)
    tag_key: Mapped[str] = mapped_column(sa.Text)
    """The tag as it is compared: see `domain.lines.name_key`."""


class PackageRow(PlacedRow):
    """Hold one named package; it is read and written whole."""

    __tablename__ = "scenario_package"

    content: Mapped[str] = mapped_column(sa.Text)
    """JSON: see `serialization.content`."""


class TargetRow(PlacedRow):
    """Hold one target line."""

    __tablename__ = "scenario_target"


class StepRow(PartRow):
    """Hold one undo step; those up to `scenario.steps_done` are done, later ones undone."""

    __tablename__ = "scenario_step"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Counts on; the oldest are deleted."""
    label: Mapped[str] = mapped_column(sa.Text)
    subject: Mapped[str | None] = mapped_column(sa.Text)
    change: Mapped[str] = mapped_column(sa.Text)
    """JSON: see `undo_log`."""
    digest: Mapped[str] = mapped_column(sa.String(32))
    """Digest of the row, checked on reading: see `undo_log.step_digest`."""


class VersionRow(Base):
    """Hold one earlier state of a scenario, whole."""

    __tablename__ = "scenario_version"
    __table_args__ = (
        sa.Index("scenario_version_made_at", "scenario_id", "made_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scenario_id: Mapped[int] = mapped_column(sa.ForeignKey("scenario.id", ondelete="CASCADE"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    name: Mapped[str] = mapped_column(sa.Text)
    """Empty for a version nobody named."""
    cause: Mapped[str] = mapped_column(sa.Text)
    digest: Mapped[str] = mapped_column(sa.String(32))
    model_version: Mapped[str] = mapped_column(sa.Text)
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)
    """The scenario as JSON, compressed with zlib."""
    run_digest: Mapped[str] = mapped_column(sa.String(32))
    """See `serialization.run_digest`: tells whose bands are this version's."""
    bands: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    """See `band_snapshots`; of the first run of this state, whatever model runs it later."""


class BandsRow(PartRow):
    """Hold the bands of the last run of a scenario under one model."""

    __tablename__ = "scenario_bands"

    model_digest: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    run_digest: Mapped[str] = mapped_column(sa.String(32))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)
    """See `band_snapshots`."""


class OutcomeRow(PartRow):
    """Hold one indicator's outcome in one year of the last run that was kept."""

    __tablename__ = "scenario_outcome"
    __table_args__ = (
        sa.Index("scenario_outcome_order", "indicator", "year", "p50", "scenario_id"),
    )

    indicator: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    p05: Mapped[float] = mapped_column(sa.Double)
    p25: Mapped[float] = mapped_column(sa.Double)
    p50: Mapped[float] = mapped_column(sa.Double)
    p75: Mapped[float] = mapped_column(sa.Double)
    p95: Mapped[float] = mapped_column(sa.Double)


class ScenarioRow(Base):
    """Hold one scenario as it was last saved."""

    __tablename__ = "scenario"
    __table_args__ = (
        sa.Index(
            "scenario_name_key_in_use",
            "name_key",
            unique=True,
            sqlite_where=sa.column("deleted_at").is_(None),
            postgresql_where=sa.column("deleted_at").is_(None),
        ),
        sa.Index("scenario_changed", "deleted_at", "changed_at", "id"),
        sa.Index("scenario_name_order", "deleted_at", "order_key", "id"),
        sa.Index("scenario_folder", "folder_key"),
        # An id is never given twice: a late save must not land in another scenario.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.Text)
    name_key: Mapped[str] = mapped_column(sa.Text)
    """The name as it is compared: see `domain.lines.name_key`."""
    order_key: Mapped[str] = mapped_column(IN_ORDER)
    """The name as it is ordered: see `domain.scenario.order_key`."""
    assumptions: Mapped[str] = mapped_column(sa.Text)
    model_version: Mapped[str] = mapped_column(sa.Text)
    model_digest: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Set while the scenario lies in the trash."""
    edition: Mapped[int] = mapped_column()
    """Counts the writes, so that two writers never overwrite each other silently."""
    digest: Mapped[str | None] = mapped_column(sa.String(32))
    """Digest of the content, checked on reading; NULL where a migration altered it."""
    folder: Mapped[str] = mapped_column(sa.Text)
    folder_key: Mapped[str] = mapped_column(sa.Text)
    """The folder as it is compared, with a `/` at its end unless it is the top."""
    tag_list: Mapped[str] = mapped_column(sa.Text)
    """The tags for lists, one a line; they are kept in rows of their own to be found by."""
    settings_count: Mapped[int]
    """Levers that depart from the status quo, packages included."""
    events_count: Mapped[int]
    steps_done: Mapped[int]
    """Number of the last undo step that is done; 0 where there is none."""
    steps_digest: Mapped[str] = mapped_column(sa.String(32))
    """Digest of which steps there are and are done: see `undo_log.log_digest`."""

    text: Mapped[TextRow] = relationship(cascade="all, delete-orphan", lazy="joined")
    searched: Mapped[WordsRow] = relationship(cascade="all, delete-orphan")
    tags: Mapped[list[TagRow]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by=TagRow.position
    )
    packages: Mapped[list[PackageRow]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by=PackageRow.position
    )
    targets: Mapped[list[TargetRow]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by=TargetRow.position
    )
    settings: Mapped[list[SettingRow]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by=SettingRow.lever
    )
    events: Mapped[list[EventRow]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by=EventRow.position
    )
    charts: Mapped[list[ChartRow]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by=ChartRow.position
    )
    fixed_links: Mapped[list[FixedLinkRow]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by=FixedLinkRow.link
    )

    __mapper_args__ = {"version_id_col": edition}  # noqa: RUF012 - the form SQLAlchemy asks for


@dataclass(frozen=True, slots=True)
class PartTable:
    """Say how the other rows of a scenario hold a part of it."""

    row: type[Base]
    key: str = "position"
    """Column that tells the rows of one scenario apart; empty where there is one."""
    column: str = ""
    """Column of what there is several of; empty for a record, each field of which has its own."""


PARTS = {
    "text": PartTable(TextRow, key=""),
    "searched": PartTable(WordsRow, key=""),
    "settings": PartTable(SettingRow, key="lever"),
    "events": PartTable(EventRow),
    "charts": PartTable(ChartRow, column="indicator"),
    "tags": PartTable(TagRow, column="tag"),
    "packages": PartTable(PackageRow, column="content"),
    "targets": PartTable(TargetRow),
    "fixed_links": PartTable(FixedLinkRow, key="link"),
}
"""By relationship of ScenarioRow: a field; any other field is a column of the row itself."""
LONG = ("notes",)
"""Fields of TextRow."""
AS_JSON = (kinds.Record, kinds.Row, kinds.Several, kinds.WholeSet, kinds.Keyed)
"""Kinds of which a column holds JSON: they are not one value."""


def _column(field: Field) -> MappedColumn[Any]:
    """Return the column of a field; what is kept as JSON is NULL at its default."""
    kind: Any = sa.Text
    optional = field.default is None or isinstance(field.kind, AS_JSON)
    match field.kind:
        case kinds.Whole():
            kind = sa.Integer if field.kind.largest <= kinds.LARGEST_SMALL else sa.BigInteger
        case kinds.Number():
            kind = sa.Double
        case kinds.Switch():
            kind = sa.Boolean
        case kinds.YearMonth():
            kind = sa.String(7)
    return mapped_column(kind, nullable=optional)


def _give_columns(row: type[Base], record: type[Any]) -> None:
    for each in fields_of(record):
        if not hasattr(row, each.name) and each.name not in LONG:
            setattr(row, each.name, _column(each))


_give_columns(ScenarioRow, Scenario)
for _field in fields_of(Scenario):
    if _field.name in PARTS and not PARTS[_field.name].column and _field.held is not None:
        _give_columns(PARTS[_field.name].row, _field.held)
