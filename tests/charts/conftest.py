"""What every chart test needs: the shipped fonts, and both languages freshly compiled."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.charts.fonts import load_fonts
from desktop.language.language import Language
from desktop.modelfiles.resources import RESOURCES
from tests.charts.catalogues import compiled_language


@pytest.fixture(scope="session")
def fonts(qapp: QApplication) -> None:
    load_fonts(RESOURCES)


@pytest.fixture(scope="session")
def english(tmp_path_factory: pytest.TempPathFactory) -> Language:
    return compiled_language("en", Path(tmp_path_factory.mktemp("english")))


@pytest.fixture(scope="session")
def spanish(tmp_path_factory: pytest.TempPathFactory) -> Language:
    return compiled_language("es", Path(tmp_path_factory.mktemp("spanish")))
