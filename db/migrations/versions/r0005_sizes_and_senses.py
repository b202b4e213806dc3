"""Fifth format: the size of an event, the sense of a target line."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _rebuild_event()
        _rebuild_target()
    else:
        op.add_column(
            "scenario_event", sa.Column("size", sa.Double(), nullable=False, server_default="1")
        )
        op.alter_column("scenario_event", "size", server_default=None)
        op.add_column("scenario_target", sa.Column("at_least", sa.Boolean(), nullable=True))


def _rebuild_event() -> None:
    _rebuild(
        "scenario_event",
        [
            sa.Column("event", sa.Text(), nullable=False),
            sa.Column("month", sa.String(7), nullable=False),
            sa.Column("size", sa.Double(), nullable=False),
        ],
        "INSERT INTO scenario_event_5 (scenario_id, position, event, month, size)"
        " SELECT scenario_id, position, event, month, 1.0 FROM scenario_event",
    )


def _rebuild_target() -> None:
    _rebuild(
        "scenario_target",
        [
            sa.Column("indicator", sa.Text(), nullable=False),
            sa.Column("value", sa.Double(), nullable=False),
            sa.Column("month", sa.String(7), nullable=True),
            sa.Column("at_least", sa.Boolean(), nullable=True),
        ],
        "INSERT INTO scenario_target_5 (scenario_id, position, indicator, value, month)"
        " SELECT scenario_id, position, indicator, value, month FROM scenario_target",
    )


def _rebuild(table: str, columns: list[sa.schema.SchemaItem], filling: str) -> None:
    op.create_table(
        f"{table}_5",
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("scenario_id", "position", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(
            ["scenario_id"],
            ["scenario.id"],
            name=f"fk_{table}_scenario_id",
            ondelete="CASCADE",
        ),
    )
    op.execute(filling)
    op.drop_table(table)
    op.rename_table(f"{table}_5", table)
