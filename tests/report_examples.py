"""Make the reports of docs/examples anew; `python -m tests.report_examples`.

They are of the ten-minute demo as a script plays it, in both languages and every format, made by
the commands that anybody can type; a longer exercise has more pictures than a repository wants.
"""

import io
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pptx

from tests.reports.exercise_paper.tokens import texts_of
from tests.reports.paper.samples import pdf_pages

FOLDER = Path(__file__).parents[1] / "docs" / "examples"
SCRIPT = Path(__file__).parent / "exercises" / "scripts" / "demo.jsonl"
PLAY = "Demo, played from a script"
FORMATS = (".pdf", ".docx", ".html", ".pptx")
LANGUAGES = ("en", "es")
_PROGRAM = (sys.executable, "-m", "desktop")
_DAY = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")
"""The play is of the day on which the script is played."""


def name(language: str, suffix: str) -> str:
    """Return what a report is called."""
    return f"after-action-report-{language}{suffix}"


def words_of(path: Path) -> str:
    """Return the words of a report as a reader sees them, without days."""
    if path.suffix == ".pptx":
        slides = pptx.Presentation(io.BytesIO(path.read_bytes())).slides
        shapes = [shape for slide in slides for shape in slide.shapes]
        found = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
        tables = [shape.table for shape in shapes if shape.has_table]
        found += [cell.text for table in tables for row in table.rows for cell in row.cells]
    elif path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            found = [re.sub("<[^>]+>", " ", archive.read("word/document.xml").decode())]
    elif path.suffix == ".pdf":
        found = pdf_pages(path.read_bytes())
    else:
        found = list(texts_of(path))
    return _DAY.sub("", " ".join(" ".join(found).split()))


def play(store: Path) -> None:
    """Play the exercise from its script into a library."""
    words = ("exercise", "play", SCRIPT.stem, "--script", str(SCRIPT), "--store", str(store))
    subprocess.run([*_PROGRAM, *words], check=True, stdout=subprocess.DEVNULL)


def report(store: Path, out: Path, language: str, *further: str) -> None:
    """Write the report of the play."""
    words = ("report", PLAY, "--out", str(out), "--lang", language, "--store", str(store))
    subprocess.run([*_PROGRAM, *words, *further], check=True, capture_output=True)


def make(folder: Path) -> None:
    """Write every report into a folder."""
    with tempfile.TemporaryDirectory() as made:
        store = Path(made) / "plays.vecinos-library"
        play(store)
        for language in LANGUAGES:
            for suffix in FORMATS:
                report(store, folder / name(language, suffix), language)


if __name__ == "__main__":
    make(FOLDER)
