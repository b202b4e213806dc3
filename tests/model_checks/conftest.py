"""Which checks wait for `make checks` and `make test-long`."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
LEFT_TO_CHECKS = (
    "test_behaviours",
    "test_border_2019",
    "test_events",
    "test_exercises",
    "test_isolated_links",
    "test_lever_space",
    "test_levers",
    "test_loops",
    "test_loop_strength",
    "test_loops_security",
    "test_random_play",
    "test_security",
    "test_standstill",
    "test_start",
    "test_trade_loops",
)
"""What only a changed model can fail: a quick run sees by the accepted figures that it changed."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave those out of a quick run, and all mutants: each is a model laid out anew."""
    for item in items:
        if FOLDER in item.path.parents and (
            item.path.stem in LEFT_TO_CHECKS or item.get_closest_marker("mutant")
        ):
            item.add_marker("long")
