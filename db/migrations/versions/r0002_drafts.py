"""Second format: folders, tags, packages, targets, undo steps, versions, outcomes, own data."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "scenario_text",
        *_of_a_scenario("scenario_text"),
        sa.Column("notes", sa.Text(), nullable=False),
    )
    op.create_table(
        "scenario_words",
        *_of_a_scenario("scenario_words"),
        sa.Column("words", sa.Text(), nullable=False),
    )
    op.execute(
        "INSERT INTO scenario_text (scenario_id, notes) SELECT id, notes FROM scenario ORDER BY id"
    )
    if op.get_bind().dialect.name == "sqlite":
        _rebuild()
    else:
        _alter()
    op.create_index("scenario_changed", "scenario", ["deleted_at", "changed_at", "id"])
    op.create_index("scenario_name_order", "scenario", ["deleted_at", "order_key", "id"])
    op.create_index("scenario_folder", "scenario", ["folder_key"])
    op.create_table(
        "scenario_tag",
        *_of_a_scenario("scenario_tag", "position"),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("tag_key", sa.Text(), nullable=False),
    )
    op.create_index("scenario_tag_key", "scenario_tag", ["tag_key", "scenario_id"])
    op.create_table(
        "scenario_package",
        *_of_a_scenario("scenario_package", "position"),
        sa.Column("content", sa.Text(), nullable=False),
    )
    op.create_table(
        "scenario_target",
        *_of_a_scenario("scenario_target", "position"),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("month", sa.String(7), nullable=True),
    )
    op.create_table(
        "scenario_step",
        *_of_a_scenario("scenario_step", "number"),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("change", sa.Text(), nullable=False),
    )
    op.create_table(
        "scenario_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("model_version", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("run_digest", sa.String(32), nullable=False),
        sa.Column("bands", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_scenario_version"),
        _reference("scenario_version"),
        sqlite_autoincrement=True,
    )
    op.create_index("scenario_version_made_at", "scenario_version", ["scenario_id", "made_at"])
    op.create_table(
        "scenario_bands",
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("model_digest", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("run_digest", sa.String(32), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("scenario_id", "model_digest", name="pk_scenario_bands"),
        _reference("scenario_bands"),
    )
    op.create_table(
        "scenario_outcome",
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Double(), nullable=False) for name in ("p05", "p25", "p50")),
        *(sa.Column(name, sa.Double(), nullable=False) for name in ("p75", "p95")),
        sa.PrimaryKeyConstraint("scenario_id", "indicator", "year", name="pk_scenario_outcome"),
        _reference("scenario_outcome"),
    )
    op.create_index(
        "scenario_outcome_order", "scenario_outcome", ["indicator", "year", "p50", "scenario_id"]
    )
    _own_data()


def _own_data() -> None:
    op.create_table(
        "library_choice",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_library_choice"),
    )
    op.create_table(
        "observation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(60), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("dated", sa.String(10), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_observation"),
        sqlite_autoincrement=True,
    )
    in_use = sa.column("deleted_at").is_(None)
    op.create_index(
        "observation_in_use",
        "observation",
        ["series", "month"],
        unique=True,
        sqlite_where=in_use,
        postgresql_where=in_use,
    )


def _reference(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["scenario_id"], ["scenario.id"], name=f"fk_{table}_scenario_id", ondelete="CASCADE"
    )


def _of_a_scenario(table: str, *further: str) -> list[sa.schema.SchemaItem]:
    """Return the key of a table whose rows belong to a scenario."""
    return [
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), autoincrement=False, nullable=False) for name in further),
        sa.PrimaryKeyConstraint("scenario_id", *further, name=f"pk_{table}"),
        _reference(table),
    ]


_IN_ORDER = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_ADDED = (
    ("order_key", _IN_ORDER, "''"),
    ("folder", sa.Text(), "''"),
    ("folder_key", sa.Text(), "''"),
    ("tag_list", sa.Text(), "''"),
    (
        "settings_count",
        sa.Integer(),
        "(SELECT count(*) FROM scenario_setting WHERE scenario_id = scenario.id)",
    ),
    (
        "events_count",
        sa.Integer(),
        "(SELECT count(*) FROM scenario_event WHERE scenario_id = scenario.id)",
    ),
    ("steps_done", sa.Integer(), "0"),
)
_KEPT = (
    "id, name, name_key, assumptions, members, seed, noise, drivers, fixed_parameters, "
    "model_version, model_digest, created_at, changed_at, opened_at, deleted_at, edition, digest"
)


def _rebuild() -> None:
    """Make the table anew; foreign keys are off, so the rows that refer to it stay."""
    op.create_table(
        "scenario_2",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("order_key", _IN_ORDER, nullable=False),
        sa.Column("assumptions", sa.Text(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("noise", sa.Boolean(), nullable=False),
        sa.Column("drivers", sa.Boolean(), nullable=False),
        sa.Column("fixed_parameters", sa.Boolean(), nullable=False),
        sa.Column("model_version", sa.Text(), nullable=False),
        sa.Column("model_digest", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(32), nullable=True),
        *(sa.Column(name, kind, nullable=False) for name, kind, _ in _ADDED[1:]),
        sa.Column("run_digest", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_scenario"),
        sqlite_autoincrement=True,
    )
    names = ", ".join(name for name, _, _ in _ADDED)
    values = ", ".join(value for _, _, value in _ADDED)
    op.execute(
        f"INSERT INTO scenario_2 ({_KEPT}, {names}) "  # noqa: S608 - only names from this file
        f"SELECT {_KEPT}, {values} FROM scenario ORDER BY id"
    )
    # The highest id ever given counts on, also where its scenario is gone.
    op.execute(
        "UPDATE sqlite_sequence SET seq = max(seq, coalesce("
        "(SELECT seq FROM sqlite_sequence WHERE name = 'scenario'), 0)) WHERE name = 'scenario_2'"
    )
    op.drop_table("scenario")
    op.rename_table("scenario_2", "scenario")
    in_use = sa.column("deleted_at").is_(None)
    op.create_index(
        "scenario_name_key_in_use", "scenario", ["name_key"], unique=True, sqlite_where=in_use
    )


def _alter() -> None:
    for name, kind, value in _ADDED:
        op.add_column("scenario", sa.Column(name, kind, nullable=True))
        op.execute(f"UPDATE scenario SET {name} = {value}")  # noqa: S608 - names from this file
        op.alter_column("scenario", name, nullable=False)
    op.add_column("scenario", sa.Column("run_digest", sa.String(32), nullable=True))
    op.drop_column("scenario", "notes")
