"""Ninth format: pins. Packages can be off, which older programs would take for damage."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "pin",
        sa.Column("letter", sa.String(1), nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("bands", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("letter", name="pk_pin"),
    )
