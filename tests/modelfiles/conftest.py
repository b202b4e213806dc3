"""The two languages, read once."""

import pytest

from desktop.language.language import Language, load_language
from desktop.modelfiles.resources import RESOURCES


@pytest.fixture(scope="session")
def english() -> Language:
    return load_language("en", RESOURCES)


@pytest.fixture(scope="session")
def spanish() -> Language:
    return load_language("es", RESOURCES)
