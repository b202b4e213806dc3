"""The futures that chance draws for a document, one after the other."""

from desktop.document.document import Document
from desktop.document.events import ClearFuture, DrawFuture, RemoveEvent, future_of
from desktop.document.future import draw_future
from desktop.domain.policy import PlannedEvent
from desktop.language.language import Language


class RandomFutures:
    """Draw one future after the other for a document; the first has the number 1."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._last = 0

    @property
    def number(self) -> int | None:
        """Return the number of the future that the scenario holds, if it holds one."""
        future = future_of(self._document.scenario)
        return None if future is None else future.future

    @property
    def changed(self) -> bool:
        """Say whether events were taken out of the future since it was drawn."""
        future = future_of(self._document.scenario)
        if future is None or future.future is None:
            return False
        return future.policy.events != draw_future(self._document.model, future.future)

    def draw(self, language: Language) -> None:
        """Put the next future in the place of the one there is, as one step."""
        self._last = max(self._last, self.number or 0) + 1
        name = language.text("future.name", number=language.number(self._last))
        self._document.apply(DrawFuture(self._last, name), self)

    def clear(self) -> None:
        """Take back all that chance drew."""
        self._document.apply(ClearFuture(), self)

    def remove(self, planned: PlannedEvent) -> None:
        """Take one event away."""
        self._document.apply(RemoveEvent(planned), self)
