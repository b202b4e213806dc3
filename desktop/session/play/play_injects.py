"""The injects of a play as the facilitator handles them: the next one, one at a time."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.document.play.state import InjectStatus, PlayState, Setup
from desktop.domain.exercise.injects import Delivery
from desktop.domain.play.entries import (
    Entry,
    InjectReleased,
    InjectRetimed,
    InjectShown,
    InjectSkipped,
    SuggestionDismissed,
)
from desktop.session.play.suggestions import Suggestion, suggestions


class PlayInjects(QObject):
    """Show, release, skip and retime injects; one that is told by the screen goes to the room."""

    screen_changed = Signal()
    """The room reads another inject, or none any more."""

    def __init__(self, enter: Callable[[Entry], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._enter = enter
        self._setup: Setup | None = None
        self._state: PlayState | None = None
        self.on_screen: str | None = None
        """The released inject that the room reads."""

    def follow(self, setup: Setup | None, state: PlayState | None) -> None:
        """Speak of a play as it stands, or of none."""
        before = self._state
        self._setup, self._state = setup, state
        gone = state is None or (
            before is not None and (before.round, before.stage) != (state.round, state.stage)
        )
        locked = (
            self.on_screen is not None
            and state is not None
            and state.injects[self.on_screen].status is InjectStatus.RELEASED
        )
        if gone or not locked:
            self._clear_screen()

    @property
    def next(self) -> str | None:
        """Return the next inject of the present round that waits, by its planned minute."""
        if self._setup is None or self._state is None:
            return None
        waiting = [
            (at, number, inject.id)
            for number, inject in enumerate(self._setup.exercise.injects)
            for played in (self._state.injects[inject.id],)
            for at in (played.at,)
            if at is not None
            and inject.round == self._state.round
            and played.status is InjectStatus.WAITING
        ]
        return min(waiting)[2] if waiting else None

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """Return which injects the course of play calls for."""
        if self._setup is None or self._state is None or self._state.ended:
            return ()
        return suggestions(self._setup, self._state)

    def show_next(self) -> bool:
        """Show the facilitator the next inject; while one is shown, that is the next one."""
        if self._state is not None and self._state.shown_inject is not None:
            return True
        return self.next is not None and self.show(self.next)

    def show(self, inject: str) -> bool:
        """Show the facilitator an inject, who may release it."""
        return self._enter(InjectShown(inject))

    def put_away(self) -> bool:
        """Show it no longer; it waits again."""
        if self._state is None or self._state.shown_inject is None:
            return False
        return self._enter(InjectShown(""))

    def release_shown(self) -> bool:
        """Release the inject that is shown, and let the room read it if that is how it comes."""
        state, setup = self._state, self._setup
        shown = None if state is None else state.shown_inject
        if setup is None or shown is None or not self._enter(InjectReleased(shown)):
            return False
        designed = next(one for one in setup.exercise.injects if one.id == shown)
        if designed.delivery is Delivery.SCREEN and not designed.to:
            self.on_screen = shown
            self.screen_changed.emit()
        return True

    def _clear_screen(self) -> None:
        """Take the inject off the room's screen."""
        if self.on_screen is not None:
            self.on_screen = None
            self.screen_changed.emit()

    def skip(self, inject: str) -> bool:
        """Leave an inject out."""
        return self._enter(InjectSkipped(inject))

    def retime(self, inject: str, minute: int) -> bool:
        """Plan an inject for another minute of its round."""
        return self._enter(InjectRetimed(inject, minute))

    def dismiss(self, inject: str) -> bool:
        """Suggest an inject no more."""
        return self._enter(SuggestionDismissed(inject))
