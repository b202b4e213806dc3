"""What the program finds in `db`, and what importing it costs."""

import subprocess
import sys

import db


def test_that_everything_at_the_door_is_there() -> None:
    assert [name for name in db.__all__ if not hasattr(db, name)] == []
    assert len(set(db.__all__)) == len(db.__all__)


def test_that_the_door_imports_no_database_before_a_name_asks_for_it() -> None:
    script = (
        "import sys, db\n"
        "slow = {'sqlalchemy', 'alembic', 'filelock', 'db.library', 'db.packs.pack'}\n"
        "assert not slow & set(sys.modules), slow & set(sys.modules)\n"
        "from db import Library\n"
        "assert Library.__module__ == 'db.library' and 'sqlalchemy' in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_that_a_name_that_is_not_at_the_door_is_no_attribute() -> None:
    assert not hasattr(db, "ScenarioRow")
