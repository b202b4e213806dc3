"""Where a library is: one file, or the address of a database server."""

import re
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import platformdirs

from db.errors import LocationError

if TYPE_CHECKING:
    import sqlalchemy as sa

SUFFIX = ".vecinos-library"
"""Of a library's file name; the first bytes of a file, not its name, make it a library."""
_FIRST_SUFFIX = ".vecinos"
"""Of libraries before there were packs, which have it now."""


_ADDRESS = re.compile(r"(?is)^([a-z][a-z0-9+.-]+:/*[^:/@?]*:)(?!//).*@")
_SECRET = re.compile(r"(?i)([?&;\s][^=&;\s]*(?:pass|pwd|secret|token)[^=&;\s]*=)[^&;\s]*")


def redacted(text: str) -> str:
    """Return an address, however it is spelled, with every password in it blotted out."""
    return _SECRET.sub(r"\1***", _ADDRESS.sub(r"\1***@", text))


def default_location() -> Path:
    """Return the library of this person: one file in the user's data folder."""
    folder = platformdirs.user_data_path("Vecinos", appauthor=False, roaming=False)
    first, now = (folder / f"scenarios{suffix}" for suffix in (_FIRST_SUFFIX, SUFFIX))
    return first if first.exists() and not now.exists() else now


def sqlite_uri(path: PurePath, mode: str) -> str:
    """Return what SQLite opens a file by.

    Of a file on a network share pathlib makes the server the authority, which SQLite refuses;
    with four slashes the server is a part of the path.
    """
    uri = path.as_uri()
    rest = uri.removeprefix("file://")
    return f"{uri if rest.startswith('/') else f'file:////{rest}'}?mode={mode}"


@dataclass(frozen=True)
class Location:
    """Name a library; exactly one of `file` and `server` is set."""

    file: Path | None
    """Resolved, so that a link and its target are one library with one lock."""
    server: "sa.URL | None"
    shown: str
    """For people; never holds a password."""


def locate(location: str | Path) -> Location:
    """Read a path or an SQLAlchemy URL; raise LocationError on anything else."""
    if isinstance(location, Path) or "://" not in location:
        if redacted(str(location)) != str(location):
            # An address with a slash too few, and no file that anybody meant.
            raise LocationError(path=redacted(str(location)))
        return _file(Path(location))
    import sqlalchemy as sa

    try:
        url = sa.make_url(location)
    except (sa.exc.ArgumentError, ValueError) as error:
        raise LocationError(path=location.partition("://")[0]) from error
    if url.get_backend_name() != "sqlite":
        if "@" in (url.database or ""):
            # With a slash too many, name and password stand where the database should.
            raise LocationError(path=redacted(location))
        return Location(None, url, redacted(url.render_as_string(hide_password=True)))
    if url.database in (None, "", ":memory:"):
        raise LocationError(path=redacted(location))
    return _file(Path(str(url.database)))


def is_device(path: PurePath) -> bool:
    """Say whether a resolved path is one of Windows' devices, such as NUL, and no file."""
    return path.drive.startswith("\\\\.\\")


def _file(path: Path) -> Location:
    try:
        resolved = path.resolve()
    except (OSError, ValueError, RuntimeError) as error:
        raise LocationError(path=str(path)) from error
    if is_device(resolved):
        raise LocationError(path=str(path))
    return Location(resolved, None, str(resolved))
