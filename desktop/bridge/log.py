"""The log of this process, in the user's folder; each window has one of its own.

A log that two processes share cannot be rotated on Windows, where a file that is open stays where
it is, and loses what is written beyond its size.
"""

import contextlib
import logging
import os
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from platformdirs import user_log_path

MOST_BYTES = 1_000_000
MOST_LOGS = 10
"""Files that are left of earlier processes, the newest."""


def keep_log() -> None:
    """Write the log into the user's folder; where that cannot be, to standard error."""
    try:
        folder = user_log_path("Vecinos", appauthor=False, ensure_exists=True)
        _delete_oldest(folder)
        begun = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        handler: logging.Handler = RotatingFileHandler(
            folder / f"vecinos-{begun}-{os.getpid()}.log",
            maxBytes=MOST_BYTES,
            backupCount=1,
            encoding="utf-8",
        )
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)


def delete_logs() -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Empty and delete every log; return those that are gone, and those that stand as they were.

    One to which a process writes is emptied at least.
    """
    gone, left = [], []
    for path in _logs(user_log_path("Vecinos", appauthor=False)):
        try:
            os.truncate(path, 0)
        except OSError:
            left.append(path)
            continue
        gone.append(path)
        with contextlib.suppress(OSError):
            path.unlink()
    return tuple(gone), tuple(left)


def _logs(folder: Path) -> list[Path]:
    return sorted(folder.glob("vecinos*.log*"), key=lambda path: path.stat().st_mtime)


def _delete_oldest(folder: Path) -> None:
    for path in _logs(folder)[:-MOST_LOGS]:
        # Another window may write to it.
        with contextlib.suppress(OSError):
            path.unlink()
