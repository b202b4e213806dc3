"""Eighth format: plays of exercises, their entries, people's words in them, and their pulse."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

TABLE = "play"


def upgrade() -> None:
    instant = sa.DateTime(timezone=True)
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("begun_at", instant, nullable=False),
        sa.Column("changed_at", instant, nullable=False),
        sa.Column("deleted_at", instant, nullable=True),
        sa.Column("rehearsal", sa.Boolean(), nullable=False),
        sa.Column("model_version", sa.Text(), nullable=False),
        sa.Column("model_digest", sa.Text(), nullable=False),
        sa.Column("exercise", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("head", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_play"),
        sqlite_autoincrement=True,
    )
    op.create_index("play_name_key", TABLE, ["name_key"])
    op.create_table(
        "play_entry",
        sa.Column("play_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("instant", instant, nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["play_id"], [f"{TABLE}.id"], name="fk_play_entry_play_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("play_id", "number", name="pk_play_entry"),
    )
    op.create_table(
        "play_words",
        sa.Column("play_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["play_id", "number"],
            ["play_entry.play_id", "play_entry.number"],
            name="fk_play_words_play_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("play_id", "number", "field", name="pk_play_words"),
    )
    op.create_table(
        "play_pulse",
        sa.Column("play_id", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("remaining", sa.Double(), nullable=False),
        sa.Column("running", sa.Boolean(), nullable=False),
        sa.Column("instant", instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["play_id"], [f"{TABLE}.id"], name="fk_play_pulse_play_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("play_id", name="pk_play_pulse"),
    )
