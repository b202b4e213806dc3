"""What stays away from a desk that the room sees: all that is the facilitator's alone."""

from PySide6.QtCore import QObject

from desktop.ui.actions import ActionId, Actions
from desktop.ui.notices import FailureBanner, NoticeBar
from desktop.views.explain.panel import ExplainPanel
from desktop.views.window.following import CurvesFollower
from desktop.views.window.main_menu import MainMenu
from desktop.views.window.top_bar import TopBar


class Discretion(QObject):
    """Keep notes, warnings, messages, steps by name and recent files off the desk.

    A message waits behind a button that says no more than that there is one: none is lost.
    """

    def __init__(
        self,
        bars: tuple[NoticeBar, FailureBanner],
        top_bar: TopBar,
        explanation: ExplainPanel,
        follower: CurvesFollower,
        main_menu: MainMenu,
        actions: Actions,
    ) -> None:
        super().__init__(top_bar)
        self._bars, self._top_bar, self._explanation = bars, top_bar, explanation
        self._follower, self._main_menu, self._actions = follower, main_menu, actions
        for bar in bars:
            bar.kept_back.connect(self._offer)
        actions[ActionId.MESSAGES].triggered.connect(self._show_messages)
        self._offer()

    def keep(self, discreet: bool) -> None:
        """Keep it all away, or bring it back."""
        for bar in self._bars:
            bar.keep_back(discreet)
        self._top_bar.set_discreet(discreet)
        self._explanation.keep_notes_away(discreet)
        self._follower.set_discreet(discreet)
        self._main_menu.recent.menuAction().setVisible(not discreet)
        self._actions[ActionId.NOTES].setEnabled(not discreet)

    def _offer(self) -> None:
        waits = any(bar.waits for bar in self._bars)
        self._actions[ActionId.MESSAGES].setEnabled(waits)
        self._top_bar.messages.setVisible(waits)

    def _show_messages(self) -> None:
        for bar in self._bars:
            bar.show_waiting()
