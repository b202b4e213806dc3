"""Which checks wait for `make checks` and `make test-long`."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out mutants of the model in a quick run: each is a model read and laid out anew."""
    for item in items:
        if FOLDER in item.path.parents and item.get_closest_marker("mutant"):
            item.add_marker("long")
