"""What the tests of the conduct page share."""

from collections.abc import Iterator

import pytest

from desktop.session.session import Session
from tests.session.test_session import session_alone


@pytest.fixture(scope="package")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A session with a library of its own, without a window."""
    with session_alone() as made:
        made.open_library(tmp_path_factory.mktemp("conduct") / "a.vecinos-library")
        yield made
