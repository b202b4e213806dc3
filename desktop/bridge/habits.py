"""What somebody works with at this desk: part of the preferences, kept in the same file."""

MOST_FOUND = 24
"""Things chosen in the palette that it lists first."""


class Habits:
    """Read and write what was used, in the preferences' own mapping; a wrong kind is absent."""

    def __init__(self, values: dict[str, object]) -> None:
        self._values = values

    @property
    def found(self) -> tuple[str, ...]:
        """Return what was chosen in the palette, by id, the last first."""
        return self._ids("found")[:MOST_FOUND]

    def remember_found(self, id_: str) -> None:
        """Put what was chosen in the palette first among what was."""
        self._values["found"] = [id_, *(one for one in self.found if one != id_)][:MOST_FOUND]

    @property
    def favorites(self) -> tuple[str, ...]:
        """Return the levers that stand on top, in the order in which they were put there."""
        return self._ids("favorite_levers")

    @favorites.setter
    def favorites(self, levers: tuple[str, ...]) -> None:
        self._values["favorite_levers"] = list(levers)

    @property
    def hidden(self) -> tuple[str, ...]:
        """Return the levers that are not listed while they are at the status quo."""
        return self._ids("hidden_levers")

    @hidden.setter
    def hidden(self, levers: tuple[str, ...]) -> None:
        self._values["hidden_levers"] = list(levers)

    def _ids(self, key: str) -> tuple[str, ...]:
        found = self._values.get(key)
        if not isinstance(found, list):
            return ()
        return tuple(dict.fromkeys(one for one in found if isinstance(one, str)))
