"""How far a long command has come, on standard error: a bar on a terminal, lines elsewhere."""

from typing import TextIO

from desktop.language.language import Language

_WIDTH = 30


class ProgressLine:
    """Show the steps done of several things at once."""

    def __init__(self, stream: TextIO, language: Language, things: int) -> None:
        self._stream = stream
        self._language = language
        self._things = things
        self._done: dict[str, int] = {}
        self._bar = stream.isatty()

    def show(self, thing: str, step: int, steps: int) -> None:
        """Tell that one thing has come this far."""
        self._done[thing] = step
        done, every = sum(self._done.values()), self._things * steps
        text = self._language.text("calibrate.step", origin=thing, done=done, steps=every)
        if self._bar:
            full = _WIDTH * done // every
            self._stream.write(f"\r[{'#' * full}{'.' * (_WIDTH - full)}] {text} ")
        else:
            self._stream.write(f"{text}\n")
        self._stream.flush()

    def end(self) -> None:
        """Leave the line of the bar."""
        if self._bar:
            self._stream.write("\n")
            self._stream.flush()
