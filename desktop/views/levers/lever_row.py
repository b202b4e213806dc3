"""One lever: name and value, holder, slider, cost, timing and what is known about it."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QEnterEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.analysis.gates import Need
from desktop.charts.plain_text import tip
from desktop.charts.tokens import SIZE_BODY, Tokens
from desktop.document.changes import Changes
from desktop.document.document import Document
from desktop.domain.clock import Month
from desktop.domain.lever import Lever, Setting
from desktop.domain.wording import Wording
from desktop.language.language import Language
from desktop.ui.glyphs import Sign, draw_holder
from desktop.ui.lever_words import LeverWords, needed_parties
from desktop.ui.motion import eased, motion_time
from desktop.ui.notice import draw_notice, notice_height
from desktop.ui.popover import OnePopover, Popover
from desktop.ui.sign_button import TARGET, SignButton
from desktop.ui.typography import Line, blend, colour
from desktop.views.levers import cost_gauge, row_marks
from desktop.views.levers.drag_captions import DragCaptions
from desktop.views.levers.lever_slider import LeverSlider
from desktop.views.levers.need_strip import NeedStrip
from desktop.views.levers.time_profile import TimeProfile
from desktop.views.levers.value_field import PADDING, ValueField

HEIGHT = 48
DENSE_HEIGHT = 44
LEFT = 14
RIGHT = 15
GLYPH_TOP = 35
SLIDER_LEFT = 44
GAUGE_FROM_RIGHT = 119
"""Pixels from the right edge of the row to the left end of the gauge."""
_BUTTONS_FROM_RIGHT = 55
_REASON = 17
"""Pixels for why a lever is locked."""
_NOTICE_LEFT = 10
_BELOW_NOTICE = 6
_TINT_TIME = 80


class LeverRow(QWidget):
    """Show one lever of a document and let it be set."""

    height_changed = Signal()
    step_asked = Signal(int)
    """Somebody wants to go to the next row, or to the one before: 1 or −1."""
    card_asked = Signal(str)
    """The lever whose help card shall be opened."""

    def __init__(
        self,
        document: Document,
        lever: Lever,
        language: Language,
        tokens: Tokens,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.lever = lever
        self._document = document
        self._tokens = tokens
        self._words = LeverWords(language, lever)
        self._setting: Setting | None = None
        self._month = document.model.clock.vantage.plus(12)
        self._locked: Wording | None = None
        self._others = bool(needed_parties(lever))
        self._dense = False
        self._notice = ""
        self._name = Line()
        self._tint = 0.0
        self._pointed_at = False
        self._popovers = OnePopover()
        self._captions: DragCaptions | None = None
        self._tint_motion = eased(self)
        self._tint_motion.setDuration(_TINT_TIME)
        self._tint_motion.valueChanged.connect(self._set_tint)
        self.setObjectName(f"lever-{lever.id}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

        self.slider = LeverSlider(document, lever, tokens, self)
        self.value = ValueField(tokens, self)
        self.clock = SignButton(Sign.CLOCK, tokens, self)
        self.info = SignButton(Sign.INFO, tokens, self)
        self.need = NeedStrip(document, self)
        self.clock.setObjectName(f"clock-{lever.id}")
        self.info.setObjectName(f"info-{lever.id}")
        self.slider.dragging_changed.connect(self._dragging_changed)
        self.slider.focus_changed.connect(self._box_value)
        self.slider.typing_began.connect(self._begin_typing)
        self.value.entered.connect(self.enter)
        self.value.given_up.connect(self._give_up)
        self.value.left.connect(self._left)
        self.clock.clicked.connect(self._open_time_profile)
        self.info.clicked.connect(lambda: self.card_asked.emit(self.lever.id))
        self.show_setting(document.scenario.combined.settings.get(lever.id))

    # ------------------------------------------------------------ what it shows

    @property
    def changed(self) -> bool:
        """Say whether the lever departs from its status quo."""
        return self._setting is not None

    @property
    def notice(self) -> str:
        """Return the sentence about what could not be set, or nothing."""
        return self._notice

    @property
    def popover(self) -> Popover | None:
        """Return the popover that is open."""
        return self._popovers.shown

    @property
    def captions(self) -> tuple[str, ...]:
        """Return what is said below the slider while it is dragged."""
        return () if self._captions is None else self._captions.captions

    @property
    def name_shown(self) -> str:
        """Return the name on screen: whole, or its beginning."""
        return self._name.shown

    def show_setting(self, setting: Setting | None) -> None:
        """Show what the document says."""
        self._setting = setting
        self.slider.show_value(self.lever.default if setting is None else setting.value)
        self.clock.set_marked(
            setting is not None and (setting.start, setting.ramp, setting.last) != (None, 0, None)
        )
        if setting is None:
            self.need.show_need(None, self._words.language)
        self._set_notice("")
        self._retranslate()

    def show_in_force(self, value: float | None, month: Month) -> None:
        """Mark what is in force at the end of a month, in the lever's own unit."""
        if (value, month) != (self.slider.in_force, self._month):
            self._month = month
            self.slider.show_in_force(value)
            self._describe()

    def show_need(self, need: Need | None) -> None:
        """Say below the slider why the lever moves nothing; None where it does."""
        shown = need if self.changed else None
        if shown != self.need.need:
            self.need.show_need(shown, self._words.language)
            self._describe()
            self._arrange()

    def on_document_changed(self, changes: Changes) -> None:
        """Hear of a change of the document."""
        self.slider.notice(changes)
        if changes.scenario or self.lever.id in changes.levers:
            self.show_setting(self._document.scenario.combined.settings.get(self.lever.id))

    def take_lever(self, lever: Lever) -> None:
        """Show the lever as another model has it; what is set there comes with the notice."""
        self._popovers.close()
        self.lever = lever
        self._words = LeverWords(self._words.language, lever)
        self._others = bool(needed_parties(lever))
        self.slider.take_lever(lever)

    def set_language(self, language: Language) -> None:
        """Speak another language; a drag goes on."""
        self._popovers.close()
        self._words = LeverWords(language, self.lever)
        self.need.show_need(self.need.need, language)
        self._set_notice("")
        self._retranslate()

    def set_look(self, tokens: Tokens) -> None:
        """Take another theme; a drag goes on."""
        self._popovers.close()
        self._tokens = tokens
        self.slider.set_look(tokens)
        self.value.set_look(tokens)
        self.clock.set_look(tokens)
        self.info.set_look(tokens)
        self._follow()
        self.update()

    def set_dense(self, dense: bool) -> None:
        """Take 44 pixels instead of 48."""
        if dense != self._dense:
            self._dense = dense
            self._arrange()

    def lock(self, reason: Wording | None) -> None:
        """Let nobody set the lever, and say why; None sets it free."""
        if reason == self._locked:
            return
        self._locked = reason
        free = reason is None
        self._give_up()
        self.slider.setEnabled(free)
        self.value.setEnabled(free)
        self.clock.setEnabled(free)
        self.clock.show_sign(Sign.CLOCK if free else Sign.LOCK)
        self._retranslate()

    # ------------------------------------------------------------ words

    def _retranslate(self) -> None:
        words = self._words
        now = self.slider.value
        self.value.show_value(words.value(now), words.number(now), strong=self.changed)
        self.value.set_words(
            words.language.text("levers.value_of", name=words.name),
            words.language.text("levers.type_value"),
        )
        self.slider.spoken_value = words.value(now)
        self.slider.setAccessibleName(words.name)
        self.clock.setToolTip(tip(self._clock_words()))
        self.clock.setAccessibleName(words.language.text("levers.timing.of", name=words.name))
        self.clock.setAccessibleDescription(self._clock_words())
        self.info.setToolTip(tip(words.language.text("levers.about")))
        self.info.setAccessibleName(words.language.text("levers.about_lever", name=words.name))
        self._describe()
        self._arrange()
        self._follow()
        self.update()

    def _follow(self) -> None:
        if self._captions is not None:
            self._captions.follow(self._words, self._tokens)

    def _describe(self) -> None:
        words = self._words
        said = [words.held_by(), words.status_quo(), words.cost(self.slider.value)]
        if (mark := self._in_force_words()) is not None:
            said.append(mark)
        if self._locked is not None:
            said.append(words.language.wording(self._locked))
        if self.need.need is not None:
            said.append(self.need.sentence.text())
        self.slider.setAccessibleDescription(" ".join(said))

    def _clock_words(self) -> str:
        if self._locked is not None:
            return self._words.language.wording(self._locked)
        setting = self._setting or Setting(self.lever.default)
        return self._words.timing(setting, self._document.model.clock)

    def _in_force_words(self) -> str | None:
        value = self.slider.in_force
        if value is None or not self.changed:
            return None
        return self._words.in_force(value, self._month)

    def tooltip_at(self, place: QPoint) -> str:
        """Return what the tooltip says at a place of the row."""
        words = self._words
        lower = place.y() >= self._middle(1) - TARGET / 2
        if not lower:
            return words.name if self._name.shown != words.name else ""
        if self._locked is not None and place.y() >= self._base_height() - 4:
            return words.language.wording(self._locked)
        if place.x() < SLIDER_LEFT:
            return words.held_by()
        if place.x() >= self.width() - GAUGE_FROM_RIGHT:
            return words.cost(self.slider.value)
        said = [words.status_quo(), self._in_force_words()]
        return "\n".join(line for line in said if line is not None)

    # ------------------------------------------------------------ layout

    def _middle(self, line: int) -> float:
        if line == 0:
            return 13.0 if self._dense else 14.5
        return 32.0 if self._dense else GLYPH_TOP

    def _base_height(self) -> int:
        return DENSE_HEIGHT if self._dense else HEIGHT

    def _notice_height(self) -> int:
        if not self._notice:
            return 0
        return notice_height(self._notice, self.width() - 2 * _NOTICE_LEFT) + _BELOW_NOTICE

    def _arrange(self) -> None:
        extra = _REASON if self._locked is not None else 0
        room = self.width() - 2 * _NOTICE_LEFT
        need = 0
        if self.need.need is not None and self._locked is None:
            need = self.need.heightForWidth(room) + _BELOW_NOTICE
            self.need.setGeometry(
                _NOTICE_LEFT, self._base_height() + extra, room, need - _BELOW_NOTICE
            )
        self.need.setVisible(need > 0)
        height = self._base_height() + extra + need + self._notice_height()
        if self.minimumHeight() != height or self.maximumHeight() != height:
            self.setFixedHeight(height)
            self.height_changed.emit()
        width = self.width()
        top = round(self._middle(1) - TARGET / 2)
        room = max(40, width - GAUGE_FROM_RIGHT - 13 - SLIDER_LEFT)
        self.slider.setGeometry(SLIDER_LEFT, top, room, TARGET)
        self.clock.move(width - _BUTTONS_FROM_RIGHT, top)
        self.info.move(width - _BUTTONS_FROM_RIGHT + TARGET, top)
        wanted = min(self.value.wanted_width(), round(width * 0.62))
        edge = width - RIGHT + PADDING
        self.value.setGeometry(edge - wanted, round(self._middle(0) - TARGET / 2), wanted, TARGET)
        self._name.set(self._words.name, SIZE_BODY, edge - wanted - LEFT, strong=self._strong())

    def _strong(self) -> bool:
        return self.changed and self._locked is None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the controls."""
        self._arrange()

    # ------------------------------------------------------------ pointer

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the tint, and the value as a field."""
        self._pointed_at = True
        self._box_value()
        self.clock.set_lifted(True)
        self._move_tint(1.0)

    def leaveEvent(self, event: QEvent) -> None:
        """Come to rest."""
        self._pointed_at = False
        self._box_value()
        self.clock.set_lifted(False)
        self._move_tint(0.0)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Put the lever back to its status quo."""
        if event.button() is Qt.MouseButton.LeftButton and self._locked is None:
            self.slider.reset()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead to other rows with Ctrl and an arrow, for Tab stops often; Alt and down: timing."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_asked.emit(step)
        elif step == 1 and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.clock.click()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tell what is under the pointer."""
        # Its class first: a row hears of sixty events before it is shown, and none is for it.
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), tip(self.tooltip_at(event.pos())), self)
            return True
        return super().event(event)

    def _box_value(self) -> None:
        looked_at = self._pointed_at or self._has_focus()
        self.value.set_boxed(looked_at and self._locked is None)
        self.update()

    def _move_tint(self, goal: float) -> None:
        self._tint_motion.stop()
        if motion_time(self, _TINT_TIME) == 0:
            self._set_tint(goal)
            return
        self._tint_motion.setStartValue(self._tint)
        self._tint_motion.setEndValue(goal)
        self._tint_motion.start()

    def _set_tint(self, tint: float) -> None:
        self._tint = tint
        self.update()

    def _dragging_changed(self) -> None:
        if self.slider.dragging:
            self._give_up()
            self._set_notice("")
            edges = LEFT, RIGHT
            self._captions = DragCaptions(self.slider, self._words, self._tokens, edges)
            self._captions.stand(self, self._base_height() - 3)
        elif self._captions is not None:
            self._captions.hide()
            self._captions.deleteLater()
            self._captions = None
        self._arrange()
        self.update()

    # ------------------------------------------------------------ typing

    def _begin_typing(self, first: str) -> None:
        self._set_notice("")
        self.value.open_editor(first)
        self._arrange()

    def enter(self, text: str) -> None:
        """Set the lever to what was typed; what it does not take is told below it."""
        if self._set_typed(text):
            self._close_editor()
        elif self.value.editor is not None:
            self.value.editor.selectAll()

    def _left(self, text: str) -> None:
        self._set_typed(text)
        self.value.close_editor()
        self._arrange()

    def _give_up(self) -> None:
        self._set_notice("")
        if self.value.editor is not None:
            self._close_editor()

    def _close_editor(self) -> None:
        focused = self.value.editor is not None and self.value.editor.hasFocus()
        self.value.close_editor()
        self._arrange()
        if focused:
            self.slider.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_typed(self, text: str) -> bool:
        """Set the lever to what was typed, or say why not and keep the old value."""
        words, now = self._words, self.slider.value
        number, refusal = words.read(text, now)
        if number is None:
            self._set_notice(refusal)
            return False
        if words.number(number) != words.number(now):
            self.slider.set_typed(round(number, self.lever.decimals))
        return True

    def _set_notice(self, notice: str) -> None:
        if notice == self._notice:
            return
        self._notice = notice
        self._arrange()
        self.update()
        if notice and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.slider, notice))

    # ------------------------------------------------------------ popovers

    def _open_time_profile(self) -> None:
        profile = TimeProfile(self._document, self._words, self._tokens, self)
        self._popovers.open(profile, self.clock, self)

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw tint, name, holder, gauge and captions; the controls draw themselves."""
        tokens = self._tokens
        enabled = self._locked is None
        painter = QPainter(self)
        if self.slider.dragging:
            painter.fillRect(self.rect(), colour(tokens.select))
        elif self._tint > 0 or self._has_focus():
            tint = 1.0 if self._has_focus() else self._tint
            painter.fillRect(self.rect(), blend(colour(tokens.panel), colour(tokens.hover), tint))

        painter.setPen(colour(tokens.ink if enabled else tokens.ink3))
        self._name.draw(painter, LEFT, self._middle(0))
        middle = self._middle(1)
        ink = colour(tokens.ink2 if enabled else tokens.ink3)
        left = QPointF(LEFT, middle)
        draw_holder(painter, self.lever.holder, ink, left, others=self._others)
        gauge = QPointF(self.width() - GAUGE_FROM_RIGHT, middle)
        cost_gauge.draw_cost(
            painter, gauge, self.lever.cost(self.slider.value), tokens, enabled=enabled
        )
        if self._locked is not None:
            room = self.width() - SLIDER_LEFT - RIGHT
            under = QRectF(SLIDER_LEFT, self._base_height() - 4, room, 18)
            row_marks.draw_reason(
                painter, under, self._words.language.wording(self._locked), tokens
            )
        if self._notice:
            top = self.height() - self._notice_height()
            sides = (_NOTICE_LEFT, top, -_NOTICE_LEFT, -_BELOW_NOTICE)
            draw_notice(painter, QRectF(self.rect()).adjusted(*sides), self._notice, tokens)
        if self._has_focus() and not self.slider.dragging:
            row_marks.draw_focus(painter, QRectF(self.rect()), tokens)

    def _has_focus(self) -> bool:
        return self.slider.hasFocus()
