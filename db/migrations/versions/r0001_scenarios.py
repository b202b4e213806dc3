"""First format: scenarios with their settings, events, charts and ensemble choice."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "library",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_library"),
        sa.CheckConstraint("id = 1", name="ck_library_one_row"),
    )
    op.create_table(
        "scenario",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
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
        sa.PrimaryKeyConstraint("id", name="pk_scenario"),
        sqlite_autoincrement=True,
    )
    in_use = sa.column("deleted_at").is_(None)
    op.create_index(
        "scenario_name_key_in_use",
        "scenario",
        ["name_key"],
        unique=True,
        sqlite_where=in_use,
        postgresql_where=in_use,
    )
    op.create_table(
        "scenario_setting",
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("lever", sa.Text(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("start", sa.String(7), nullable=True),
        sa.Column("ramp", sa.Integer(), nullable=False),
        sa.Column("last", sa.String(7), nullable=True),
        sa.PrimaryKeyConstraint("scenario_id", "lever", name="pk_scenario_setting"),
        sa.ForeignKeyConstraint(
            ["scenario_id"],
            ["scenario.id"],
            name="fk_scenario_setting_scenario_id",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "scenario_event",
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.PrimaryKeyConstraint("scenario_id", "position", name="pk_scenario_event"),
        sa.ForeignKeyConstraint(
            ["scenario_id"],
            ["scenario.id"],
            name="fk_scenario_event_scenario_id",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "scenario_chart",
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("scenario_id", "position", name="pk_scenario_chart"),
        sa.ForeignKeyConstraint(
            ["scenario_id"],
            ["scenario.id"],
            name="fk_scenario_chart_scenario_id",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "scenario_fixed_link",
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("link", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("scenario_id", "link", name="pk_scenario_fixed_link"),
        sa.ForeignKeyConstraint(
            ["scenario_id"],
            ["scenario.id"],
            name="fk_scenario_fixed_link_scenario_id",
            ondelete="CASCADE",
        ),
    )
