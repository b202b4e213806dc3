"""How far a long command has come, on standard error: a bar on a terminal, lines elsewhere."""

from typing import TextIO

from desktop.language.language import Language

_WIDTH = 30
_LINES = 4
"""Of a command's runs, where no bar is drawn."""


class _Line:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._bar = stream.isatty()

    def _draw(self, text: str, done: int, every: int) -> None:
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


class RunsLine(_Line):
    """Show how many runs of the model are made."""

    def __init__(self, stream: TextIO, language: Language, most: int) -> None:
        super().__init__(stream)
        self._language, self._most = language, most
        self._shown = -1

    def show(self, done: int) -> bool:
        """Tell that so many are made; go on."""
        step = done if self._bar else _LINES * done // self._most
        if step != self._shown and (self._bar or done):
            self._shown = step
            text = self._language.text("report.step", done=done, steps=self._most)
            self._draw(text, done, self._most)
        return True


class ProgressLine(_Line):
    """Show the steps done of several things at once."""

    def __init__(self, stream: TextIO, language: Language, things: int) -> None:
        super().__init__(stream)
        self._language = language
        self._things = things
        self._done: dict[str, int] = {}

    def show(self, thing: str, step: int, steps: int) -> None:
        """Tell that one thing has come this far."""
        self._done[thing] = step
        done, every = sum(self._done.values()), self._things * steps
        text = self._language.text("calibrate.step", origin=thing, done=done, steps=every)
        self._draw(text, done, every)
