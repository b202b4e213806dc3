"""The cards beside the curves: which there are, and how they share their room."""

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from desktop.charts.room_state import RoomState
from desktop.domain.indicator import Change
from desktop.domain.parts import Parts
from desktop.domain.prediction import Prediction
from desktop.domain.room import CountdownFace, Goal, Happened, Panel, Question, RoomScene
from desktop.views.room.calls_card import CallsCard, QuestionCard
from desktop.views.room.countdown_card import CountdownCard
from desktop.views.room.goals_card import GoalsCard
from desktop.views.room.happened_card import HappenedCard
from desktop.views.room.panel_card import PanelCard
from desktop.views.room.room_look import RoomLook
from desktop.views.room.side_card import SideCard
from desktop.views.room.why_card import WhyCard


@dataclass(frozen=True, slots=True)
class SideParts:
    """Hold what stands beside the curves."""

    countdown: CountdownFace | None = None
    panel: Panel | None = None
    question: Question | None = None
    prediction: Prediction | None = None
    change: Change | None = None
    """How the prediction's indicator tells a change."""
    goals: tuple[Goal, ...] = ()
    why: Parts | None = None
    happened: Happened | None = None

    @classmethod
    def of(cls, scene: RoomScene, state: RoomState) -> "SideParts":
        """Take them out of a scene that stands round the curves of a state."""
        prediction = scene.prediction
        wanted = None if prediction is None else prediction.indicator
        found = [one.indicator for one in state.curves]
        found += [one.indicator for one in scene.goals]
        change = next((one.change for one in found if one.id == wanted), None)
        return cls(
            scene.countdown,
            scene.panel,
            scene.question,
            prediction,
            change,
            scene.goals,
            scene.why,
            scene.happened,
        )


class SideColumn:
    """Make the cards, keep them as long as they are wanted, and give them their places.

    Where there is no room for all, the scoreboard is content with less first, then the calls,
    then the clock, then why a curve moved and what happened in a round; what everybody shall read
    comes last.
    """

    def __init__(self, look: RoomLook, parent: QWidget) -> None:
        self._look, self._parent = look, parent
        self._parts = SideParts()
        self.countdown: CountdownCard | None = None
        self.panel: PanelCard | None = None
        self.question: QuestionCard | None = None
        self.calls: CallsCard | None = None
        self.goals: GoalsCard | None = None
        self.why: WhyCard | None = None
        self.happened: HappenedCard | None = None

    def show(self, parts: SideParts) -> bool:
        """Show parts; say whether they need to be given their places anew."""
        before, self._parts = self._parts, parts
        return any(
            [
                self._show_countdown(before, parts),
                self._show_panel(before, parts),
                self._show_question(before, parts),
                self._show_calls(before, parts),
                self._show_goals(before, parts),
                self._show_why(before, parts),
                self._show_happened(before, parts),
            ]
        )

    def _show_countdown(self, before: SideParts, parts: SideParts) -> bool:
        face = parts.countdown
        if face == before.countdown:
            return False
        if face is None:
            _put_away(self.countdown)
            self.countdown = None
            return True
        if self.countdown is None:
            self.countdown = CountdownCard(self._look, self._parent, face)
            return True
        return self.countdown.show_face(face)

    def _show_panel(self, before: SideParts, parts: SideParts) -> bool:
        if parts.panel == before.panel:
            return False
        if parts.panel is None:
            _put_away(self.panel)
            self.panel = None
        elif self.panel is None:
            self.panel = PanelCard(self._look, self._parent, parts.panel)
        else:
            self.panel.show_panel(parts.panel)
        return True

    def _show_question(self, before: SideParts, parts: SideParts) -> bool:
        if parts.question == before.question:
            return False
        question = parts.question
        if question is None or not (question.called or question.missing or question.hands):
            _put_away(self.question)
            self.question = None
        elif self.question is None:
            self.question = QuestionCard(self._look, self._parent, question)
        else:
            self.question.show_question(question)
        return True

    def _show_calls(self, before: SideParts, parts: SideParts) -> bool:
        now = parts.prediction, parts.change
        if now == (before.prediction, before.change):
            return False
        if parts.prediction is None:
            _put_away(self.calls)
            self.calls = None
        elif self.calls is None:
            self.calls = CallsCard(self._look, self._parent, parts.prediction, parts.change)
        else:
            self.calls.show_prediction(parts.prediction, parts.change)
        return True

    def _show_goals(self, before: SideParts, parts: SideParts) -> bool:
        if parts.goals == before.goals:
            return False
        if not parts.goals:
            _put_away(self.goals)
            self.goals = None
        elif self.goals is None:
            self.goals = GoalsCard(self._look, self._parent, parts.goals)
        else:
            self.goals.show_goals(parts.goals)
        return True

    def _show_why(self, before: SideParts, parts: SideParts) -> bool:
        if parts.why == before.why:
            return False
        if parts.why is None:
            _put_away(self.why)
            self.why = None
        elif self.why is None:
            self.why = WhyCard(self._look, self._parent, parts.why)
        else:
            self.why.show_why(parts.why)
        return True

    def _show_happened(self, before: SideParts, parts: SideParts) -> bool:
        if parts.happened == before.happened:
            return False
        if parts.happened is None:
            _put_away(self.happened)
            self.happened = None
        elif self.happened is None:
            self.happened = HappenedCard(self._look, self._parent, parts.happened)
        else:
            self.happened.show_happened(parts.happened)
        return True

    # Places

    @property
    def cards(self) -> list[SideCard]:
        """Return the cards there are, from the top down."""
        told = (self.panel, self.why, self.happened, self.question, self.calls, self.goals)
        every = (self.countdown, *told)
        return [one for one in every if one is not None]

    def fits(self, width: int, height: int, gap: int) -> bool:
        """Say whether all cards fit, be it at their sparest; why a curve moved is told in full."""
        shown, levels = self._fitted(width, height, gap)
        spare = self.why is not None and levels[id(self.why)] > 0
        return len(shown) == len(self.cards) and not spare

    def _fitted(self, width: int, height: int, gap: int) -> tuple[list[SideCard], dict[int, int]]:
        """Return the cards there is room for, and at which level each of them is."""
        shown = self.cards
        levels = {id(card): 0 for card in shown}
        sacrifices = (
            (self.goals, 1),
            (self.countdown, 1),
            (self.goals, 2),
            (self.calls, 1),
            (self.why, 1),
            (self.goals, 3),
            (self.goals, 4),
            (self.happened, 1),
            (self.happened, 2),
            (self.goals, None),
            (self.why, 2),
            (self.why, 3),
            (self.question, None),
            (self.calls, None),
            (self.why, 4),
            (self.countdown, None),
            (self.why, None),
            (self.happened, None),
        )
        for card, level in sacrifices:
            if self._height(shown, width, gap, levels) <= height:
                break
            if card is None:
                continue
            if level is not None:
                levels[id(card)] = level
            elif shown != [card]:
                shown.remove(card)
        return shown, levels

    def place(self, area: QRect, gap: int) -> None:
        """Give the cards their places; what there is no room for at all is left away."""
        shown, levels = self._fitted(area.width(), area.height(), gap)
        for card in self.cards:
            card.setVisible(card in shown)
        spare = area.height() - self._height(shown, area.width(), gap, levels)
        # What is too long for its card grows with it, and so do the panel's words and the dial.
        grows: SideCard | None = self.panel
        if shown == [self.countdown]:
            grows = self.countdown
        for cut in (self.goals, self.why, self.happened):
            if cut is not None and cut in shown and levels[id(cut)] == cut.levels - 1:
                grows = cut
        top = area.top()
        for card in shown:
            height = card.height_in(area.width(), levels[id(card)])
            if card is grows:
                height += spare
            card.setGeometry(area.left(), top, area.width(), height)
            card.arrange(levels[id(card)])
            top += height + gap

    def _height(self, cards: list[SideCard], width: int, gap: int, levels: dict[int, int]) -> int:
        wanted = [card.height_in(width, levels[id(card)]) for card in cards]
        return sum(wanted) + gap * max(0, len(wanted) - 1)


def _put_away(card: QWidget | None) -> None:
    if card is not None:
        card.hide()
        card.deleteLater()
