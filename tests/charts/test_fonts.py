import shutil
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontInfo

from desktop.charts.fonts import MEDIUM, SEMIBOLD, font, load_fonts, metrics
from desktop.charts.tokens import FONT_FAMILY, FONT_FILES
from desktop.domain.errors import MissingResourceError
from desktop.modelfiles.resources import RESOURCES

pytestmark = pytest.mark.usefixtures("fonts")


@pytest.mark.parametrize(
    ("weight", "style"),
    [(font(14).weight(), "Regular"), (MEDIUM, "Medium"), (SEMIBOLD, "Semibold")],
)
def test_that_qt_finds_the_shipped_family_in_its_weights(weight: QFont.Weight, style: str) -> None:
    info = QFontInfo(font(14, weight))
    assert info.family() == FONT_FAMILY
    assert info.styleName() == style
    assert info.pixelSize() == 14


def test_that_figures_are_all_as_wide() -> None:
    widths = {metrics(12, SEMIBOLD).horizontalAdvance(figure * 10) for figure in "0123456789"}
    assert len(widths) == 1


@pytest.mark.parametrize("letters", ["áéíóúüñ¿¡ÁÉÍÓÚÜÑ", "−–·…", "\u00a0\u202f"])
def test_that_the_family_has_every_letter_the_program_writes(letters: str) -> None:
    assert all(metrics(14).inFontUcs4(ord(letter)) for letter in letters)


@pytest.mark.parametrize("name", FONT_FILES)
@pytest.mark.parametrize("damage", ["absent", "damaged"])
def test_that_a_font_file_that_fails_is_named(name: str, damage: str, tmp_path: Path) -> None:
    folder = tmp_path / "fonts"
    shutil.copytree(RESOURCES / "fonts", folder)
    if damage == "absent":
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(b"not a font")
    with pytest.raises(MissingResourceError) as raised:
        load_fonts(tmp_path)
    assert raised.value.fields["path"] == folder / name
