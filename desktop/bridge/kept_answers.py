"""Answers that took long to work out, in the user's cache: small files, each whole or absent.

Whoever cannot read or write there works out again; nothing else depends on them.
"""

import contextlib
import hashlib
import logging
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_cache_path

from db import make_folder, written_beside

MOST_ANSWERS = 1_000
"""Files that are left, the newest; each is one to three kilobytes."""
_SUFFIX = ".json"
_log = logging.getLogger(__name__)


def answers_folder() -> Path:
    """Return where this user's answers are kept."""
    return user_cache_path("Vecinos", appauthor=False) / "answers"


@dataclass(frozen=True, slots=True)
class KeptAnswers:
    """Keep answers by digest; any process of this user may do so at the same time."""

    folder: Path = field(default_factory=answers_folder)

    def find(self, digest: str) -> bytes | None:
        """Return an answer as it was kept; None where it is not there, cut short or altered."""
        try:
            check, content = self._path(digest).read_bytes().split(b"\n", 1)
        except (OSError, ValueError):
            return None
        return content if check == _check(content) else None

    def keep(self, digest: str, content: bytes) -> None:
        """Keep an answer, whole or not at all; one too many lets the oldest go."""
        try:
            make_folder(self.folder)
            with written_beside(self._path(digest)) as fresh:
                fresh.write_bytes(_check(content) + b"\n" + content)
        except OSError as failure:
            _log.info("an answer was not kept: %s", failure)
            return
        for path in self._oldest_first()[:-MOST_ANSWERS]:
            # Another process may have been quicker.
            with contextlib.suppress(OSError):
                path.unlink()

    def forget(self) -> tuple[int, tuple[Path, ...]]:
        """Delete all that was kept, begun files too; return how many went, and which stayed."""
        gone, left = 0, list[Path]()
        for path in self.folder.glob("*") if self.folder.is_dir() else ():
            try:
                path.unlink()
            except OSError:
                left.append(path)
            else:
                gone += 1
        return gone, tuple(left)

    def _path(self, digest: str) -> Path:
        return self.folder / f"{digest}{_SUFFIX}"

    def _oldest_first(self) -> list[Path]:
        found = []
        for path in self.folder.glob(f"*{_SUFFIX}"):
            with contextlib.suppress(OSError):
                found.append((path.stat().st_mtime_ns, path))
        return [path for _, path in sorted(found)]


def _check(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).hexdigest().encode()
