"""The modules that a run begins with are there, whatever they were renamed to."""

import pytest

from tests.conftest import LONGEST, ROOT


@pytest.mark.parametrize("name", LONGEST)
def test_that_a_module_to_begin_with_is_there(name: str) -> None:
    assert (ROOT / name).is_file()
