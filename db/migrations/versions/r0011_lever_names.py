"""Eleventh format: names of people's own for levers."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("scenario", sa.Column("lever_names", sa.Text(), nullable=True))
