"""Draw the pages of docs/examples; `python -m tests.paper_pictures`, with pdftoppm on the path.

They are pages of a shipped exercise as its pack has them, and of the report of a play, small enough
to be kept.
"""

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "docs" / "examples"
EXERCISE = "straitjacket"
SCRIPT = Path(__file__).parent / "exercises" / "scripts" / "concurrent_elections.jsonl"
PLAY = "Concurrent elections, 12 March"
DOTS = 60
"""To the inch: the layout is seen, and large words can be read."""
LARGEST = 100_000
"""Bytes of a picture: a repository keeps every one it ever had."""


@dataclass(frozen=True, slots=True)
class Page:
    """Name one page of one document."""

    name: str
    language: str
    document: str
    """What its file's name begins with."""
    page: int = 1
    large: bool = False


PAGES = (
    Page("manual-en", "en", "Situation-manual"),
    Page("manual-es-large", "es", "Manual-de-situacion", large=True),
    Page("brief-es", "es", "Ficha-del-equipo"),
    Page("decision-en", "en", "Decision-sheet-U-S-administration"),
    Page("prediction-es", "es", "Boleta-de-prediccion"),
    Page("inject-en-large", "en", "Hand-out", large=True),
    Page("guide-es", "es", "Guia-de-facilitacion", page=5),
    Page("evaluation-en", "en", "Evaluation-guide"),
    Page("curves-ahead-en", "en", "The-curves-ahead"),
)
REPORTS = (
    Page("report-en", "en", "report-en"),
    Page("report-plan-en", "en", "report-en", page=5),
    Page("report-curves-es", "es", "report-es", page=9),
)


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        report(Path(folder))
        for language, large in dict.fromkeys((one.language, one.large) for one in PAGES):
            out = Path(folder) / f"{language}-{large}"
            asked = ["--lang", language, *(["--large"] if large else [])]
            command = [sys.executable, "-m", "desktop", "paper", EXERCISE, str(out), *asked]
            subprocess.run(command, check=True)
            for one in PAGES:
                if (one.language, one.large) == (language, large):
                    draw(one, out)
    return 0


def report(folder: Path) -> None:
    """Draw pages of the report of a play."""
    store = ["--store", str(folder / "plays.vecinos-library")]
    program = [sys.executable, "-m", "desktop"]
    play = ["exercise", "play", SCRIPT.stem, "--script", str(SCRIPT)]
    subprocess.run([*program, *play, *store], check=True, stdout=subprocess.DEVNULL)
    for language in ("en", "es"):
        out = ["--out", str(folder / f"report-{language}.pdf"), "--lang", language]
        subprocess.run([*program, "report", PLAY, *out, *store], check=True)
    for one in REPORTS:
        draw(one, folder)


def draw(one: Page, pack: Path) -> None:
    """Draw one page; raise RuntimeError where the picture is too large to be kept."""
    document = next(iter(sorted(pack.rglob(f"{one.document}*.pdf"))))
    wanted = ["-f", str(one.page), "-l", str(one.page), "-singlefile", "-gray", "-png"]
    picture = FOLDER / one.name
    command = ["pdftoppm", "-r", str(DOTS), *wanted, str(document), str(picture)]
    subprocess.run(command, check=True)
    if picture.with_suffix(".png").stat().st_size > LARGEST:
        raise RuntimeError(f"{picture} is larger than {LARGEST} bytes")


if __name__ == "__main__":
    sys.exit(main())
