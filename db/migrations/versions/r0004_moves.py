"""Fourth format: several moves of one lever."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _rebuild_setting()
    else:
        op.add_column("scenario_setting", sa.Column("earlier", sa.Text(), nullable=True))


_FORMER = "scenario_id, lever, value, start, ramp, last"


def _rebuild_setting() -> None:
    op.create_table(
        "scenario_setting_4",
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("lever", sa.Text(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("start", sa.String(7), nullable=True),
        sa.Column("ramp", sa.Integer(), nullable=False),
        sa.Column("last", sa.String(7), nullable=True),
        sa.Column("earlier", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("scenario_id", "lever", name="pk_scenario_setting"),
        sa.ForeignKeyConstraint(
            ["scenario_id"],
            ["scenario.id"],
            name="fk_scenario_setting_scenario_id",
            ondelete="CASCADE",
        ),
    )
    op.execute(
        f"INSERT INTO scenario_setting_4 ({_FORMER}) SELECT {_FORMER} FROM scenario_setting"  # noqa: S608 - only names from this file
    )
    op.drop_table("scenario_setting")
    op.rename_table("scenario_setting_4", "scenario_setting")
