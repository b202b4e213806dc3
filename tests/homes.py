"""A home of its own for whatever a test starts: nobody's own library or preferences are touched."""

from pathlib import PurePath

_VARIABLES = (
    *(f"XDG_{part}_HOME" for part in ("CACHE", "CONFIG", "DATA", "STATE")),
    # macOS keeps logs below the home, whatever else is said.
    "HOME",
    # Windows names a user's folders whatever is said; platformdirs asks this first.
    "WIN_PD_OVERRIDE_LOCAL_APPDATA",
)


def home(folder: PurePath) -> dict[str, str]:
    """Return the variables that put every folder of a user below one, on every system."""
    return dict.fromkeys(_VARIABLES, str(folder))
