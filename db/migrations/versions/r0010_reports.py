"""Tenth format: what people write into the reports of plays, its undo steps and earlier states."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

PLAY, TABLE = "play", "report"


def upgrade() -> None:
    instant = sa.DateTime(timezone=True)
    op.create_table(
        TABLE,
        sa.Column("play_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("changed_at", instant, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["play_id"], [f"{PLAY}.id"], name="fk_report_play_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("play_id", name="pk_report"),
    )
    op.create_table(
        "report_step",
        sa.Column("play_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["play_id"], [f"{TABLE}.play_id"], name="fk_report_step_play_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("play_id", "number", name="pk_report_step"),
    )
    op.create_table(
        "report_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("play_id", sa.Integer(), nullable=False),
        sa.Column("made_at", instant, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["play_id"],
            [f"{TABLE}.play_id"],
            name="fk_report_version_play_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_report_version"),
        sqlite_autoincrement=True,
    )
    op.create_index("report_version_made_at", "report_version", ["play_id", "made_at"])
