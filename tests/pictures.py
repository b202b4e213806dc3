"""Draw the pictures of docs/pictures: `make pictures`.

They show an example package of the model in a library of its own, so that nothing of whoever
draws them gets in, and the same machine draws the same bytes.
"""

import struct
import subprocess
import sys
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from db.library import Library
from desktop.domain.model.model import Model
from desktop.domain.scenario import Scenario
from desktop.domain.wording import LanguageCode
from desktop.language.language import BOTH, LANGUAGES
from desktop.modelfiles.read import read_model
from desktop.reports.streams import say

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
PACKAGE = "berg_package"
CHARTS = (
    "homicide_rate",
    "us_mx_trade",
    "irregular_encounters",
    "us_opioid_deaths",
    "cooperation_depth",
    "mx_fav_us",
)
USUAL_SIZE = "1440x900"
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
LARGEST = 400_000
"""Bytes of a picture: a repository keeps every one it ever had."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Name one picture and what it shows."""

    language: LanguageCode
    """The first, where it is in both."""
    theme: str = "light"
    view: str = "desk"
    both: bool = False
    size: str = USUAL_SIZE
    scale: str = "1"

    @property
    def file(self) -> Path:
        """Return where it is kept."""
        parts = [self.view, self.theme, BOTH if self.both else self.language]
        if self.size != USUAL_SIZE:
            parts.append(self.size)
        if self.scale != "1":
            parts.append(f"{self.scale}x")
        return FOLDER / f"{'-'.join(parts)}.png"


PICTURES = (
    *(Picture(language, theme) for language in LANGUAGES for theme in ("light", "dark")),
    Picture("en", size="1280x720"),
    Picture("es", "dark", size="1280x640", scale="2"),
    Picture("es", view="room", size="1920x1080"),
    Picture("en", "dark", view="room", both=True, size="1024x768"),
)


def _library(folder: Path, model: Model) -> dict[LanguageCode, str]:
    """Make a library with the package under its name in each language; return the names."""
    package = model.presets[PACKAGE]
    names = {code: package.name.text(code) for code in LANGUAGES}
    with Library.open(folder / "pictures.vecinos") as store:
        for name in names.values():
            store.scenarios.create(
                Scenario(
                    name,
                    policy=package.policy,
                    charts=CHARTS,
                    model_version=model.version,
                    model_digest=model.digest,
                )
            )
    return names


def _draw(picture: Picture, scenario: str, library: Path) -> None:
    subprocess.run(  # one process a picture: a scaling holds for a whole process
        [
            *(sys.executable, "-m", "desktop"),
            *("--lang", BOTH if picture.both else picture.language),
            *("snapshot", str(picture.file), "--scenario", scenario, "--store", str(library)),
            *("--view", picture.view),
            *("--theme", picture.theme, "--size", picture.size, "--scale", picture.scale),
        ],
        check=True,
    )
    _pack(picture.file)


def _pack(file: Path) -> None:
    """Write a picture anew as tightly as its format allows, every pixel as it was.

    Qt filters the rows first, which helps photographs and makes flat colours a third larger.
    """
    image = QImage(str(file)).convertToFormat(QImage.Format.Format_RGB888)
    width, height, stride = image.width(), image.height(), image.bytesPerLine()
    pixels = bytes(image.constBits())
    rows = (pixels[start : start + 3 * width] for start in range(0, stride * height, stride))
    packed = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
    file.write_bytes(_SIGNATURE + b"".join(_chunk(kind, data) for kind, data in parts))


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check


def main() -> int:
    """Draw them all and say how large each is; fail where one is too large."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        names = _library(Path(folder), read_model())
        for picture in PICTURES:
            _draw(picture, names[picture.language], Path(folder) / "pictures.vecinos")
            size = picture.file.stat().st_size
            say(f"{picture.file.relative_to(FOLDER.parents[1])}  {size // 1000} kB")
            if size > LARGEST:
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
