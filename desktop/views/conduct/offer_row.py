"""One lever of one team on its decision sheet."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel, tip
from desktop.charts.tokens import SIZE_BODY, SIZE_HEADLINE
from desktop.document.play.state import Decision
from desktop.domain.exercise.costs import move_cost
from desktop.domain.exercise.exercise import Side
from desktop.domain.play.entries import Offer
from desktop.session.play.conduct import Conduct
from desktop.ui.elided_label import ElidedLabel
from desktop.views.conduct.cell import Cell
from desktop.views.conduct.table_words import TableWords, can_decide, read_offer, refusal

_LONGEST = 60
"""Characters of a number or of the name of a setting."""
LEFT = 34
"""Pixels before the names of levers: the mark of their team stands there."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Hold the widths of the columns of a sheet; the name takes what is left."""

    range: int
    """0 where there is no room for it."""
    stands: int
    offer: int
    cost: int
    status: int
    """0 where there is no room for it."""


WIDE = Columns(range=112, stands=112, offer=124, cost=36, status=104)
NARROW = Columns(range=0, stands=96, offer=112, cost=32, status=86)
TIGHT = Columns(range=0, stands=80, offer=100, cost=32, status=0)


def draft_place(round_id: str, team: str, lever: str) -> str:
    """Return where what is typed of an offer is kept until it is entered."""
    return f"offer/{round_id}/{team}/{lever}"


class OfferRow(QWidget):
    """Take down what a team offers on a lever; where it is left empty, its offer stands.

    What was typed and will not do is told below, and stays. Its owner calls `follow` first.
    """

    costed = Signal()
    """What the move would cost is another."""

    def __init__(self, play: Conduct, words: TableWords, team: str, lever: str, parent: QWidget):
        super().__init__(parent)
        self.team, self.lever_id = team, lever
        self._play, self._words, self._lever = play, words, words.lever(lever)
        self._place = draft_place(play.state.round, team, lever)
        self.setObjectName(f"offer-{team}-{lever}")
        tokens = words.look.tokens
        self.name = ElidedLabel(SIZE_BODY, tokens.ink, parent=self)
        self.name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.range = ElidedLabel(SIZE_HEADLINE, tokens.ink3, parent=self)
        self.stands = ElidedLabel(SIZE_HEADLINE, tokens.ink2, parent=self)
        self.cell = Cell(_LONGEST, self)
        self.cost = ElidedLabel(SIZE_HEADLINE, tokens.ink, parent=self)
        self.status = ElidedLabel(SIZE_HEADLINE, tokens.ink2, parent=self)
        self.fault = PlainLabel(self, wraps=True)
        self.fault.setProperty("role", "fault")
        self.fault.hide()
        self.joint = PlainLabel(self, wraps=True)
        self.joint.setProperty("role", "told")
        self.joint.hide()
        line = QHBoxLayout()
        line.setSpacing(8)
        for part in (self.name, self.range, self.stands, self.cell, self.cost, self.status):
            line.addWidget(part, 1 if part is self.name else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(LEFT, 1, 8, 1)
        column.setSpacing(3)
        column.addLayout(line)
        column.addWidget(self.fault)
        column.addWidget(self.joint)
        self.cell.typed.connect(self._weigh)
        self.cell.given.connect(self.take)
        self.cell.restored.connect(self._forget)
        self._say()
        draft = play.draft(self._place)
        if draft:
            self.cell.show_typed(draft)

    def _say(self) -> None:
        look, lever = self._words.look, self._lever
        name, team = lever.name, self._words.team(self.team)
        self.name.show_text(name, look.tokens.ink, look.language.wording(lever.lever.short))
        self.range.show_text(lever.range(), look.tokens.ink3)
        self.cell.setAccessibleName(look.text("sheet.cell", lever=name, team=team))
        hint = [lever.range()]
        named = [
            look.text(
                "sheet.named", value=lever.value(one.value), name=look.language.wording(one.name)
            )
            for one in lever.lever.notches
        ]
        levels = [lever.value(lever.lever.low + at) for at in range(len(lever.lever.levels))]
        hint += levels or named
        self.cell.setAccessibleDescription(look.text("sheet.cell_keys"))
        self.cell.setToolTip(tip("\n".join((*hint, look.text("sheet.cell_keys")))))
        self.name.setToolTip(tip(look.language.wording(lever.lever.sentence)))

    def set_columns(self, columns: Columns) -> None:
        """Take other widths."""
        for part, width in (
            (self.range, columns.range),
            (self.stands, columns.stands),
            (self.cell, columns.offer),
            (self.cost, columns.cost),
            (self.status, columns.status),
        ):
            part.setVisible(width > 0)
            part.setFixedWidth(width)

    # ------------------------------------------------------------ what stands

    @property
    def decision(self) -> Decision | None:
        """Return what was decided on the lever in the present round."""
        return self._play.state.made.get((self.team, self.lever_id))

    @property
    def points(self) -> float:
        """Return what the move costs as it stands, or as it is being typed."""
        draft = self._draft
        if draft is not None:
            return self._price(draft)
        made = self.decision
        return 0.0 if made is None else made.cost

    def follow(self) -> None:
        """Show how the lever stands."""
        state, look, made = self._play.state, self._words.look, self.decision
        before = state.standing.get((self.team, self.lever_id), self._lever.lever.default)
        self.stands.show_text(self._lever.value(before), look.tokens.ink2)
        if made is None:
            self.cell.show_value("", "")
        else:
            after = made.offer.value
            self.cell.show_value(self._lever.value(after), self._lever.number(after))
        self.joint.setText(self._words.joint(state, self.lever_id))
        self.joint.setVisible(bool(self.joint.text()))
        self.cell.setEnabled(can_decide(self._play))
        self._weigh()

    def _price(self, value: float) -> float:
        teams = self._play.setup.exercise.teams
        side = next((one.side for one in teams if one.id == self.team), Side.NONE)
        before = self._play.state.standing[self.team, self.lever_id]
        return move_cost(self._lever.lever, before, value, side)

    @property
    def _draft(self) -> float | None:
        """Return the value being typed, None where nothing is, or nothing that will do."""
        typed = self.cell.text().strip()
        if not self.cell.open or not typed:
            return None
        return read_offer(self._lever, typed, self._kept)[0]

    @property
    def _kept(self) -> float:
        value = self._play.state.offer(self.team, self.lever_id)
        return self._lever.lever.default if value is None else value

    def _weigh(self) -> None:
        """Show what it costs, also while it is being typed."""
        look, made, draft = self._words.look, self.decision, self._draft
        if self.cell.open:
            self._play.set_draft(self._place, self.cell.text())
        priced = bool(self._play.setup.exercise.teams)
        shown = self.points if priced and not (made is None and draft is None) else None
        cost = "" if shown is None else self._words.points(shown)
        self.cost.show_text(cost, look.tokens.ink)
        self.cost.setAccessibleName(look.text("sheet.cost_of", points=cost or "0"))
        said, tint = "", look.tokens.ink2
        if draft is not None:
            said = look.text("sheet.preview", value=self._lever.value(draft))
        elif self.cell.open:
            said = look.text("sheet.typing")
        elif made is not None and made.late:
            said, tint = look.text("sheet.late"), look.tokens.warnink
        elif made is not None:
            said = look.text("sheet.decided")
        self.status.show_text(said, tint)
        self.costed.emit()

    # ------------------------------------------------------------ taking it down

    def take(self) -> None:
        """Enter what was typed, or say why it will not do."""
        if not self.cell.open or not self._play.open:
            return
        state, typed = self._play.state, self.cell.text().strip()
        if typed:
            value, why = read_offer(self._lever, typed, self._kept)
        else:
            value, why = state.standing.get((self.team, self.lever_id)), ""
        if value is None:
            self._refuse(why)
            return
        if value != self._kept:
            offer = Offer(self.team, self.lever_id, value)
            error = refusal(self._play.setup, state, self._play.entries, offer)
            if error is not None:
                self._refuse(self._words.error(error))
                return
            self.cell.open = False
            if not self._play.enter(offer):
                self.cell.open = True
                return
        self._forget()
        self.cell.settle()
        self.follow()

    def _refuse(self, why: str) -> None:
        self.fault.setText(why)
        self.fault.show()

    def _forget(self) -> None:
        """Keep nothing of what was typed."""
        self.fault.hide()
        self._play.set_draft(self._place, "")
        self.cell.open = False
        self._weigh()
