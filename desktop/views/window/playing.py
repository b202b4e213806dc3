"""The play that is open, in the window: its page, its bar over the desk, and its keys."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QMenu

from desktop.domain.errors import VecinosError
from desktop.session.session import Session
from desktop.ui.actions import ActionId, Actions
from desktop.ui.focus import FocusBefore, types
from desktop.ui.ui_context import UiContext
from desktop.views.curves.chart_area import ChartArea
from desktop.views.window.page_stack import PageStack
from desktop.views.window.pages import Pages
from desktop.views.window.presenting.presenter import Presenter
from desktop.views.window.report_writing import ReportWriting

if TYPE_CHECKING:
    from desktop.views.conduct.conduct_page import ConductPage
    from desktop.views.conduct.conduct_state import ConductState
    from desktop.views.conduct.play_bar import PlayBar
    from desktop.views.conduct.plays_page import PlaysPage
    from desktop.views.hotwash.hotwash_page import HotWashPage


class Playing(QObject):
    """Open the page of a play, and let the operator's keys work on it wherever the focus is.

    What shows a play is imported when one is opened: most sessions never do.
    """

    def __init__(
        self,
        session: Session,
        desk: ChartArea,
        pages: Pages,
        presenter: Presenter,
        actions: Actions,
        stack: PageStack,
        look: UiContext,
    ) -> None:
        super().__init__(desk)
        self._session, self._play = session, session.play
        self._desk, self._pages, self._presenter = desk, pages, presenter
        self._actions, self._stack, self._look = actions, stack, look
        self._state: ConductState | None = None
        self._washed: int | None = None
        """The play of which the hot wash shall be seen once it is open."""
        self._wash_pane, self._over_page = 0, False
        self.bar: PlayBar | None = None
        self.room_menu: QMenu | None = None
        """All that can be done about the room, for the page to offer."""
        self.report = ReportWriting(session, desk, pages, look)
        actions[ActionId.PLAY].triggered.connect(self.open)
        actions[ActionId.COVER].triggered.connect(self._turn_cover)
        actions[ActionId.HOT_WASH].triggered.connect(self.open_hot_wash)
        actions[ActionId.REPORT].triggered.connect(self.open_report)
        play = self._play
        self._heard = (
            (play.opened, self._follow_open),
            (play.changed, self._follow),
            (play.failed, self._tell),
            (play.countdown.ticked, self._follow_time),
            (play.countdown.ran_out, self._beep),
        )
        for signal, heard in self._heard:
            signal.connect(heard)
        stack.currentChanged.connect(self._give_place)
        presenter.discreet.connect(self._be_discreet)
        presenter.pictured.connect(self._show_picture)
        presenter.told.connect(self._show_room)
        pages.play_wanted.connect(self._begin)
        pages.plays_wanted.connect(self.list_plays)
        if play.open:
            self._take_up()

    def release(self) -> None:
        """Follow nothing any more: the window closes."""
        self.report.release()
        for signal, heard in self._heard:
            signal.disconnect(heard)

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme; pages are made anew by whoever opened them."""
        self._look = look
        self.report.set_look(look)
        if self.bar is not None:
            self.bar.set_look(look)

    # ------------------------------------------------------------ opening

    @property
    def page(self) -> "ConductPage | None":
        """Return the page of the play while it is open, seen or not."""
        if self.bar is None:
            return None
        from desktop.views.conduct.conduct_page import ConductPage

        return self._pages.page if isinstance(self._pages.page, ConductPage) else None

    @property
    def _on_show(self) -> bool:
        return self.page is not None and self._stack.page is self.page

    def open(self) -> None:
        """Show the page of the play that is open, or the list of plays where none is."""
        if self._play.open:
            self._pages.open_page(self._conduct)
            self._give_place()
        else:
            self.list_plays()

    def open_hot_wash(self) -> None:
        """Show the hot wash of the play that is open, or the list of plays where none is.

        Put away, it is left for what it was opened over.
        """
        from desktop.views.hotwash.hotwash_page import HotWashPage

        if not self._play.open:
            self.list_plays()
            return
        if not isinstance(self._stack.page, HotWashPage):
            self._over_page = self._on_show
            self._pages.open_page(self._hot_wash)
            self._give_place()

    def open_report(self) -> None:
        """Show the report of the play that is open, or the list of plays where none is.

        Put away, it is left for what it was opened over.
        """
        from desktop.views.hotwash.hotwash_page import HotWashPage

        page = self._stack.page
        if page is not None and page is self.report.page:
            return
        if not self._play.open:
            self.list_plays()
        elif self._on_show:
            self._open_report(self.open)
        elif isinstance(page, HotWashPage):
            self._open_report(self.open_hot_wash)
        else:
            self._open_report(lambda: None)

    def list_plays(self) -> None:
        """Show the plays of the library."""
        self._pages.open_page(self._plays)

    def _plays(self) -> "PlaysPage":
        from desktop.views.conduct.plays_page import PlaysPage

        page = PlaysPage(self._session, self._look)
        page.page_wanted.connect(self.open)
        page.exercises_wanted.connect(self._pages.open_exercises)
        page.hot_wash_wanted.connect(self._want_hot_wash)
        page.report_wanted.connect(self._open_listed_report)
        page.deleted.connect(self._tell_deleted)
        return page

    def _conduct(self) -> "ConductPage | None":
        from desktop.views.conduct.conduct_page import ConductPage

        if not self._play.open or self._state is None:
            return None
        page = ConductPage(
            self._play, self._actions, self.room_menu, self._look, self._pages.files, self._state
        )
        page.told.connect(self._say)
        page.report_wanted.connect(lambda: self._open_report(self.open))
        return page

    def _hot_wash(self) -> "HotWashPage | None":
        from desktop.views.hotwash.hotwash_page import HotWashPage

        if not self._play.open:
            return None
        page = HotWashPage(self._play, self._look, self._wash_pane)
        page.chosen.connect(self._remember_pane)
        page.report_wanted.connect(lambda: self._open_report(self.open_hot_wash))
        if self._over_page:
            # Once it is put away, which its signal does as well.
            page.left.connect(self.open, Qt.ConnectionType.QueuedConnection)
        return page

    def _open_report(self, over: Callable[[], None]) -> None:
        """Open the report of the play that is open."""
        if self._play.play_id is not None:
            self.report.open(self._play.play_id, self._play.name, over)

    def _open_listed_report(self, play: int, name: str) -> None:
        self.report.open(play, name, self.list_plays)

    def _remember_pane(self, place: int) -> None:
        self._wash_pane = place

    def _want_hot_wash(self, play: int) -> None:
        self._washed = play
        if self._play.play_id == play:
            self._follow_open()

    def _begin(self, text: str, name: str, rehearsal: bool) -> None:
        self._play.begin(text, name, rehearsal=rehearsal)

    def _follow_open(self) -> None:
        if self._play.open:
            self._take_up()
            washed, self._washed = self._washed, None
            if washed is not None and washed == self._play.play_id:
                self.open_hot_wash()
            else:
                self.open()
        else:
            self._let_be()

    def _take_up(self) -> None:
        """Have a bar over the desk, and let keys work on the play."""
        from desktop.views.conduct.conduct_state import ConductState
        from desktop.views.conduct.play_bar import PlayBar

        # On a screen that the room sees, nothing of the facilitator's shows until it is asked for.
        self._state = ConductState(covered=self._session.preferences.room.mirrored)
        presenter = self._presenter
        if self.bar is None:
            self.bar = PlayBar(self._play, self._look, FocusBefore(self._desk), presenter.place)
            self.bar.page_wanted.connect(self.open)
            self.bar.set_discreet(self._session.preferences.room.mirrored)
            presenter.add_bar(self.bar)
        presenter.instead = {
            ActionId.NEXT: self._call_up_next,
            ActionId.BACK: self._play.injects.put_away,
            ActionId.CLOCK: self._play.countdown.turn,
            ActionId.MARK: self._mark,
        }
        presenter.hears_letters = self._hears_letters
        self._give_place()

    def _let_be(self) -> None:
        from desktop.views.hotwash.hotwash_page import HotWashPage

        page, bar = self.page, self.bar
        if page is not None or isinstance(self._pages.page, HotWashPage):
            self._pages.close()
        self.bar, self._state = None, None
        if bar is not None:
            bar.hide()
            bar.deleteLater()
        self._presenter.instead = {}
        self._presenter.hears_letters = lambda: False
        self._give_place()

    # ------------------------------------------------------------ keys

    def _hears_letters(self) -> bool:
        """Say whether letters are commands: the page is on show, and nobody writes in it."""
        page, now = self.page, QApplication.focusWidget()
        if page is None or now is None or QApplication.activePopupWidget() is not None:
            return False
        inside = page is now or page.isAncestorOf(now)
        return self._on_show and inside and not types(now)

    def _call_up_next(self) -> None:
        page, bar = self.page, self.bar
        if page is not None and self._on_show:
            page.call_up_next()
        elif bar is not None and not bar.call_up_next():
            self._say(self._look.text("conduct.none_waits"))

    def _mark(self) -> None:
        if self._play.mark_moment():
            self._desk.notice.say(lambda look: look.text("conduct.marked"))

    def _turn_cover(self) -> None:
        if not self._play.open or self._state is None:
            self._say(self._look.text("conduct.none_open"))
            return
        page = self.page
        if page is None or not self._on_show:
            self._state.covered = True
            self.open()
        else:
            page.turn_cover()

    # ------------------------------------------------------------ following

    def _give_place(self) -> None:
        """Show the play's bar over the desk and other pages, and its page without the room's."""
        if self.bar is not None:
            self.bar.setVisible(not self._on_show)
        self._presenter.set_bar_away(self._on_show)

    def _follow(self) -> None:
        if self.bar is not None:
            self.bar.follow()

    def _follow_time(self) -> None:
        if self.bar is not None and self._play.open:
            self.bar.follow_time()

    def _be_discreet(self, discreet: bool) -> None:
        if self.bar is not None:
            self.bar.set_discreet(discreet)

    def _show_picture(self, picture: QPixmap) -> None:
        if self.page is not None:
            self.page.room.show_picture(picture)

    def _show_room(self, words: str) -> None:
        if self.page is not None:
            self.page.room.show_state(words, self._actions)

    def _beep(self) -> None:
        QApplication.beep()

    def _say(self, sentence: str) -> None:
        self._desk.notice.say(lambda _: sentence)

    def _tell(self, error: VecinosError) -> None:
        from desktop.reports.play_words import with_names

        if self._play.open:
            error = with_names(error, self._play.setup, self._look.language)
        self._desk.banner.show_error(error)

    def _tell_deleted(self, number: int, name: str) -> None:
        lane = self._session.library.lane

        def back() -> None:
            if lane is not None:
                lane.submit(lambda store: store.plays.undelete(number)).then(
                    self, lambda _: self._list_again()
                )

        self._desk.notice.say(lambda look: look.text("notice.deleted", name=name), back)

    def _list_again(self) -> None:
        from desktop.views.conduct.plays_page import PlaysPage

        if isinstance(self._pages.page, PlaysPage):
            self._pages.page.list_all()
