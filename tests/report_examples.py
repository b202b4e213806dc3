"""Make the reports of docs/examples anew; `python -m tests.report_examples`.

They are of the ten-minute demo as a script plays it, in both languages and every format, made by
the commands that anybody can type; a longer exercise has more pictures than a repository wants.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "docs" / "examples"
SCRIPT = Path(__file__).parent / "exercises" / "scripts" / "demo.jsonl"
PLAY = "Demo, played from a script"
FORMATS = (".pdf", ".docx", ".html", ".pptx")
LANGUAGES = ("en", "es")
_PROGRAM = (sys.executable, "-m", "desktop")


def name(language: str, suffix: str) -> str:
    """Return what a report is called."""
    return f"after-action-report-{language}{suffix}"


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
