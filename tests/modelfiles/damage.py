"""A copy of the shipped model with one file changed."""

import os
import shutil
from pathlib import Path

from desktop.modelfiles.resources import RESOURCES


def stand_in(path: Path, original: Path) -> None:
    """Let a path lead to a file or folder; a copy where links are not for everybody."""
    if os.name == "posix":
        path.symlink_to(original)
    elif original.is_dir():
        shutil.copytree(original, path)
    else:
        shutil.copyfile(original, path)


def copy_with(folder: Path, file: str, content: bytes | None) -> Path:
    """Return a resources folder that holds this content in one file, or lacks it when None."""
    for part in ("model", "history"):
        (folder / part).mkdir()
        for path in (RESOURCES / part).iterdir():
            stand_in(folder / part / path.name, path)
    stand_in(folder / "ensembles", RESOURCES / "ensembles")
    (folder / file).unlink()
    if content is not None:
        (folder / file).write_bytes(content)
    return folder


def copy_replacing(folder: Path, file: str, old: str, new: str) -> Path:
    """Return a resources folder in which one text of one file, its first, is another."""
    text = (RESOURCES / file).read_text(encoding="utf-8")
    assert old in text, f"{file} has no {old!r}"
    return copy_with(folder, file, text.replace(old, new, 1).encode("utf-8"))
