"""The three commands that put things back, and what is said of what stays."""

from PySide6.QtCore import QObject

from desktop.document.commands import ResetAll, ResetAssumptions, ResetPolicy
from desktop.document.document import Document
from desktop.document.events import CLEAR_EVENTS, PlaceEvents
from desktop.ui.actions import ActionId, Actions
from desktop.ui.notices import NoticeBar


class Resets(QObject):
    """Answer the commands; each is one undo step."""

    def __init__(
        self, document: Document, actions: Actions, notice: NoticeBar, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document, self._notice = document, notice
        actions[ActionId.RESET].triggered.connect(self._reset_policy)
        actions[ActionId.RESET_ASSUMPTIONS].triggered.connect(
            lambda: document.apply(ResetAssumptions(), self)
        )
        actions[ActionId.RESET_ALL].triggered.connect(lambda: document.apply(ResetAll(), self))

    def _reset_policy(self) -> None:
        """Put the levers back, and tell of the events that stay: they are no policy."""
        document = self._document
        document.apply(ResetPolicy(), self)

        def clear() -> None:
            document.apply(PlaceEvents((), CLEAR_EVENTS), self)

        events = len(document.scenario.combined.events)
        if events:
            self._notice.say(
                lambda look: look.language.plural("notice.events_stay", events),
                clear,
                CLEAR_EVENTS,
            )
