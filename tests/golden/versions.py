"""Versions of the model to compare: the one here, the accepted one, a folder's, a git ref's."""

import io
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from desktop.domain.errors import VecinosError
from desktop.modelfiles.read import read_model
from tests.golden import figures
from tests.golden.figures import Figures, measure

ROOT = Path(__file__).parents[2]
ACCEPTED = Path(__file__).with_name("accepted.csv")


class VersionError(Exception):
    """Say in one sentence why a version cannot be measured."""


def here() -> Figures:
    """Measure the model of this program."""
    return measure(read_model())


def accepted() -> Figures:
    """Return the accepted figures."""
    with ACCEPTED.open(encoding="utf-8", newline="") as file:
        return figures.read(file)


def accept(found: Figures) -> None:
    """Make these the accepted figures."""
    with ACCEPTED.open("w", encoding="utf-8", newline="") as file:
        figures.write(found, file)


def other(name: str) -> Figures:
    """Return the figures of another version.

    A name is a CSV file of figures; a folder with a whole version, measured by that version's own
    engine; a folder like `resources`, measured by this engine; or what git knows as a commit.
    """
    path = Path(name)
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            return figures.read(file)
    if (path / "desktop").is_dir():
        return _of_tree(path.resolve(), name)
    if (path / "model").is_dir():
        try:
            return measure(read_model(path))
        except VecinosError as fault:
            raise VersionError(f"The model in {name} cannot be read: {fault}.") from fault
    if path.exists():
        raise VersionError(f"{name} is neither figures nor a version of the model.")
    return _of_commit(name)


def _of_commit(ref: str) -> Figures:
    command = ["git", "archive", "--format=tar", ref, "desktop", "resources"]
    packed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if packed.returncode:
        said = packed.stderr.decode(errors="replace").strip()
        raise VersionError(f"{ref} is no file, no folder and no commit: {said}")
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
            archive.extractall(folder, filter="data")
        return _of_tree(Path(folder), ref)


def _of_tree(tree: Path, name: str) -> Figures:
    """Measure a version with its own engine, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "figures.csv"
        command = [sys.executable, figures.__file__, str(target)]
        # What stands on PYTHONPATH is found before the program this environment has installed.
        where = {**os.environ, "PYTHONPATH": str(tree)}
        ran = subprocess.run(
            command, cwd=tree, env=where, capture_output=True, text=True, check=False
        )
        if ran.returncode:
            last = (ran.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise VersionError(f"{name} cannot be measured: {last}")
        with target.open(encoding="utf-8", newline="") as file:
            return figures.read(file)
