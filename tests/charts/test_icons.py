from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPainter
from shiboken6 import isValid

from desktop.charts import icons
from desktop.charts.icons import icon, program_icon, recoloured
from desktop.charts.style import SHEET_ICONS, icon_file
from desktop.charts.tokens import DARK, LIGHT, TOKENS
from desktop.domain.errors import MissingResourceError
from desktop.modelfiles.resources import RESOURCES
from tests.charts.examples import ICONS
from tests.charts.pixels import near, pixels

SOURCES = Path(__file__).parents[2] / "desktop"
NAMES = sorted(path.stem for path in ICONS.glob("*.svg"))

pytestmark = pytest.mark.usefixtures("fonts")


def drawn(found: QIcon, scale: float, mode: QIcon.Mode = QIcon.Mode.Normal) -> QImage:
    picture = found.pixmap(QSize(16, 16), scale, mode)
    image = QImage(picture.size(), QImage.Format.Format_RGB32)
    image.fill("#FFFFFF")
    picture.setDevicePixelRatio(1.0)
    painter = QPainter(image)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return image


@pytest.mark.parametrize("name", NAMES)
def test_that_every_icon_draws_in_the_colour_of_the_theme(name: str) -> None:
    found = pixels(drawn(icon(name, LIGHT.ink2, RESOURCES), 4.0))
    assert near(found, LIGHT.ink2, 6).sum() > 20
    assert near(found, "#FFFFFF", 0).sum() > 100


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0, 2.5])
def test_that_an_icon_has_a_pixel_for_every_pixel_of_the_screen(scale: float) -> None:
    picture = icon("history", DARK.ink, RESOURCES).pixmap(QSize(16, 16), scale)
    assert picture.size() == QSize(round(16 * scale), round(16 * scale))


def test_that_the_icon_of_a_disabled_control_is_paler() -> None:
    found = icon("save", LIGHT.ink, RESOURCES)
    plain = pixels(drawn(found, 2.0)).min()
    assert pixels(drawn(found, 2.0, QIcon.Mode.Disabled)).min() > plain + 40


def test_that_an_icon_is_never_larger_than_asked_for() -> None:
    image = QImage(40, 24, QImage.Format.Format_RGB32)
    image.fill("#FFFFFF")
    painter = QPainter(image)
    icon("x", LIGHT.ink, RESOURCES).paint(painter, 0, 0, 40, 24, Qt.AlignmentFlag.AlignCenter)
    painter.end()
    columns = np.flatnonzero((pixels(image) < 200).any(axis=(0, 2)))
    assert columns.min() >= 8
    assert columns.max() <= 32


def test_that_strokes_are_thinned_and_coloured() -> None:
    svg = recoloured((ICONS / "save.svg").read_text(encoding="utf-8"), "#123456")
    assert 'stroke="#123456"' in svg
    assert 'stroke-width="1.75"' in svg
    assert "currentColor" not in svg


@pytest.mark.parametrize("name", NAMES)
def test_that_every_icon_file_is_one_of_the_family_with_its_licence(name: str) -> None:
    svg = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    assert "lucide" in svg
    assert 'stroke-width="2"' in svg
    assert 'stroke="currentColor"' in svg


def test_that_a_missing_icon_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingResourceError) as raised:
        icon("save", LIGHT.ink, tmp_path)
    assert raised.value.fields["path"] == tmp_path / "icons" / "save.svg"


def test_that_a_damaged_icon_is_named(tmp_path: Path) -> None:
    (tmp_path / "icons").mkdir()
    (tmp_path / "icons" / "save.svg").write_text("<svg", encoding="utf-8")
    with pytest.raises(MissingResourceError):
        icon("save", LIGHT.ink, tmp_path)


@pytest.mark.parametrize(("name", "token"), SHEET_ICONS)
def test_that_the_style_sheet_icons_are_the_family_in_both_themes(name: str, token: str) -> None:
    source = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    for tokens in TOKENS.values():
        colour = getattr(tokens, token)
        ready = icon_file(name, colour, RESOURCES)
        assert ready.read_text(encoding="utf-8") == recoloured(source, colour)


def test_that_no_style_sheet_icon_is_left_over() -> None:
    wanted = {
        icon_file(name, getattr(tokens, token), RESOURCES)
        for tokens in TOKENS.values()
        for name, token in SHEET_ICONS
    }
    assert set((ICONS / "style").glob("*")) == wanted


def test_that_no_icon_ships_that_nothing_names() -> None:
    sources = "".join(path.read_text() for path in SOURCES.rglob("*.py"))
    parts = {name: f'f"{name.rpartition("-")[0]}-{{' for name in NAMES}
    idle = [name for name in NAMES if f'"{name}"' not in sources and parts[name] not in sources]
    assert idle == []


def test_that_the_program_icon_is_seen_on_light_and_on_dark_task_bars() -> None:
    picture = program_icon(RESOURCES).pixmap(32, 32).toImage()
    assert picture.pixelColor(0, 0).alpha() == 0
    inside = {picture.pixelColor(x, 16).name() for x in range(2, 30)}
    assert {"#17384a", "#ffffff"} <= inside


def test_that_a_copy_that_is_changed_draws_as_before_and_ends_with_its_icon() -> None:
    first = icon("plus", LIGHT.ink, RESOURCES)
    before = pixels(drawn(first, 2.0))
    for _ in range(3):
        changed = QIcon(first)
        changed.setIsMask(True)
        assert (pixels(drawn(changed, 2.0)) == before).all()
    assert sum(map(isValid, icons._clones)) == 1
    del changed
    assert not any(map(isValid, icons._clones))
