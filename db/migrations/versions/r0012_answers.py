"""Twelfth format: answers to questions about a scenario, kept with it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("scenario", sa.Column("answers", sa.Text(), nullable=True))
