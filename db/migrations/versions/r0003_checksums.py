"""Third format: undo steps with checksums; whether a run was drawn from the calibrated members."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    # Checksums that are empty are made from the content after the migration.
    if op.get_bind().dialect.name == "sqlite":
        _rebuild_scenario()
        _rebuild_step()
    else:
        _alter("scenario", "calibrated", sa.Boolean(), "true")
        _alter("scenario", "steps_digest", sa.String(32), "''")
        _alter("scenario_step", "digest", sa.String(32), "''")


def _alter(table: str, name: str, kind: sa.Boolean | sa.String, value: str) -> None:
    op.add_column(
        table, sa.Column(name, kind, nullable=False, server_default=sa.literal_column(value))
    )
    op.alter_column(table, name, server_default=None)


_FORMER = (
    "id, name, name_key, order_key, assumptions, members, seed, noise, drivers, "
    "fixed_parameters, model_version, model_digest, created_at, changed_at, opened_at, "
    "deleted_at, edition, digest, folder, folder_key, tag_list, settings_count, events_count, "
    "steps_done, run_digest"
)


def _rebuild_scenario() -> None:
    """Make the table anew; foreign keys are off, so the rows that refer to it stay."""
    op.create_table(
        "scenario_3",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("order_key", sa.Text(), nullable=False),
        sa.Column("assumptions", sa.Text(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("noise", sa.Boolean(), nullable=False),
        sa.Column("drivers", sa.Boolean(), nullable=False),
        sa.Column("fixed_parameters", sa.Boolean(), nullable=False),
        sa.Column("calibrated", sa.Boolean(), nullable=False),
        sa.Column("model_version", sa.Text(), nullable=False),
        sa.Column("model_digest", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(32), nullable=True),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("folder_key", sa.Text(), nullable=False),
        sa.Column("tag_list", sa.Text(), nullable=False),
        sa.Column("settings_count", sa.Integer(), nullable=False),
        sa.Column("events_count", sa.Integer(), nullable=False),
        sa.Column("steps_done", sa.Integer(), nullable=False),
        sa.Column("steps_digest", sa.String(32), nullable=False),
        sa.Column("run_digest", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_scenario"),
        sqlite_autoincrement=True,
    )
    op.execute(
        f"INSERT INTO scenario_3 ({_FORMER}, calibrated, steps_digest) "  # noqa: S608 - only names from this file
        f"SELECT {_FORMER}, 1, '' FROM scenario ORDER BY id"
    )
    # The highest id ever given counts on, also where its scenario is gone.
    op.execute("DELETE FROM sqlite_sequence WHERE name = 'scenario_3'")
    op.execute(
        "INSERT INTO sqlite_sequence (name, seq) "
        "SELECT 'scenario_3', seq FROM sqlite_sequence WHERE name = 'scenario'"
    )
    op.drop_table("scenario")
    op.rename_table("scenario_3", "scenario")
    in_use = sa.column("deleted_at").is_(None)
    op.create_index(
        "scenario_name_key_in_use", "scenario", ["name_key"], unique=True, sqlite_where=in_use
    )
    op.create_index("scenario_changed", "scenario", ["deleted_at", "changed_at", "id"])
    op.create_index("scenario_name_order", "scenario", ["deleted_at", "order_key", "id"])
    op.create_index("scenario_folder", "scenario", ["folder_key"])


def _rebuild_step() -> None:
    op.create_table(
        "scenario_step_3",
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("scenario_id", "number", name="pk_scenario_step"),
        sa.ForeignKeyConstraint(
            ["scenario_id"],
            ["scenario.id"],
            name="fk_scenario_step_scenario_id",
            ondelete="CASCADE",
        ),
    )
    op.execute(
        "INSERT INTO scenario_step_3 (scenario_id, number, label, subject, change, digest) "
        "SELECT scenario_id, number, label, subject, change, '' FROM scenario_step"
    )
    op.drop_table("scenario_step")
    op.rename_table("scenario_step_3", "scenario_step")
