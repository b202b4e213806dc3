"""Seventh format: exercises, and earlier states of them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

TABLE = "exercise"


def upgrade() -> None:
    instant = sa.DateTime(timezone=True)
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("created_at", instant, nullable=False),
        sa.Column("changed_at", instant, nullable=False),
        sa.Column("deleted_at", instant, nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_exercise"),
        sqlite_autoincrement=True,
    )
    op.create_index("exercise_name_key", TABLE, ["name_key"])
    op.create_table(
        "exercise_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exercise_id", sa.Integer(), nullable=False),
        sa.Column("made_at", instant, nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exercise_id"],
            [f"{TABLE}.id"],
            name="fk_exercise_version_exercise_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_exercise_version"),
        sqlite_autoincrement=True,
    )
    op.create_index("exercise_version_made_at", "exercise_version", ["exercise_id", "made_at"])
