"""The same tests of the store for a file and, where one is named, for a server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.db import servers


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that needs a library of any kind on the server too."""
    names = metafunc.fixturenames
    own = [mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")]
    asked = metafunc.function.__code__.co_varnames[: metafunc.function.__code__.co_argcount]
    if "location" in names and "location" not in own and "path" not in asked:
        kinds = ["file", "server"] if servers.is_there() else ["file"]
        metafunc.parametrize("location", kinds, indirect=True)


@pytest.fixture
def location(request: pytest.FixtureRequest, path: Path) -> Iterator[str | Path]:
    """Return where a library can be made; in a file unless the test is run for a server."""
    if getattr(request, "param", "file") == "server":
        with servers.fresh_library() as address:
            yield address
    else:
        yield path
