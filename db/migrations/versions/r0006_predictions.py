"""Sixth format: what rooms predicted; a digest that nothing asks for goes."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("scenario", sa.Column("predictions", sa.Text(), nullable=True))
    op.drop_column("scenario", "run_digest")
