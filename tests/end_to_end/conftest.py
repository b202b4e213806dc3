"""What scripts of the real window share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.reports.streams import say
from tests.end_to_end.screen import Hands


@pytest.fixture
def seen(hands: Hands, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[None]:
    """Take a picture of the screen where a script fails, and tell where it lies."""
    failed = request.session.testsfailed
    yield
    if request.session.testsfailed > failed:
        picture = tmp_path / "failed.png"
        hands.ask("shoot", picture)
        say(f"the screen as it stood: {picture}")
