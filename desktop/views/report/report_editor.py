"""Where a report is written: its sections, a form for the one chosen, and what is still unsaid."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QToolButton, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.document.report import edits
from desktop.document.report.document import ReportDocument
from desktop.document.report.facts import FactChange, changes
from desktop.document.report.findings import ReportFinding, findings
from desktop.domain.exercise.exercise import Rating
from desktop.domain.play.entries import NoteKind
from desktop.domain.report import UNSAID, Element
from desktop.domain.wording import Wording
from desktop.session.report.reporting import Reporting
from desktop.ui.exercise_words import choice_words, either, short
from desktop.ui.findings_list import FindingsList
from desktop.ui.outline import Outline, OutlineEntry, Place
from desktop.ui.outlined import lay_outlined
from desktop.ui.page import icon_button
from desktop.ui.ui_context import UiContext
from desktop.ui.undo_keys import UndoKeys
from desktop.views.report.record_list import RecordList
from desktop.views.report.record_words import Line, RecordWords
from desktop.views.report.section_form import SectionForm
from desktop.views.report.sections import FORMS, KINDS, RECORD, Field, Part, Sections

_PAUSE_MS = 150
"""After a keystroke, before what is unsaid is worked out anew."""
_TITLES: Mapping[str, str] = {
    Part.NEWS: "report_page.news",
    Part.SUMMARY: "after_action.summary",
    Part.OBJECTIVES: "after_action.objectives",
    Part.STRENGTHS: "paper.evaluation.strengths",
    Part.IMPROVEMENTS: "paper.evaluation.improvements",
    Part.ACTIONS: "after_action.plan",
    Part.FEEDBACK: "after_action.feedback",
    Part.METHOD: "after_action.remarks",
    Part.DECISIONS: "after_action.decided",
    Part.TIMELINE: "after_action.timeline",
    Part.MOMENTS: "after_action.moments",
}
_LISTED = {Part.STRENGTHS, Part.IMPROVEMENTS, Part.ACTIONS}
"""Sections to which something can be added."""


class ReportEditor(QWidget):
    """Write the report that is open; every change goes through its document."""

    moved = Signal(str, str)
    """Another place is on show."""

    def __init__(
        self, report: Reporting, document: ReportDocument, look: UiContext, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.report, self.document, self.look = report, document, look
        self._read()
        self._news: tuple[FactChange, ...] = ()
        self._news_of = (-1, -1)
        """Entries of the record, and how many were looked through, that the news are of."""
        self._found: Sequence[ReportFinding] = ()
        self._shown: Place | None = None
        self.outline = Outline(look.text("report_page.sections"), look, self)
        self.outline.chosen.connect(lambda part, id_: self._show((part, id_)))
        self.title = PlainLabel("", self)
        self.title.setProperty("role", "strong")
        self.forms: dict[str, SectionForm] = {}
        self.record = RecordList(look, self)
        self.record.looked_through.connect(self._look_through)
        self.empty = PlainLabel("", self, wraps=True)
        self.empty.setProperty("role", "second")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.empty.setContentsMargins(4, 0, 12, 8)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.record)
        self._stack.addWidget(self.empty)
        self.add = self._button("plus", "report_page.add", self._add)
        self.up = self._button("arrow-up", "exercises.up", lambda: self._move(-1))
        self.down = self._button("arrow-down", "exercises.down", lambda: self._move(1))
        self.remove = self._button("trash-2", "exercises.remove", self._remove)
        self.outline.add_wanted.connect(self.add.click)
        self.outline.remove_wanted.connect(self.remove.click)
        self.findings = FindingsList(look.text("report_page.unsaid"), look, self)
        self.findings.led.connect(self._lead)
        self._lay_out()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._review)
        UndoKeys(self, document.undo, document.redo)
        report.written.connect(self.refresh)
        report.refreshed.connect(self.refresh)
        self._review()
        self.outline.go((Part.NEWS if self._news else Part.SUMMARY, ""))

    def _button(self, icon: str, message: str, act: Callable[[], None]) -> QToolButton:
        button = icon_button(icon, self.look.text(message), self.look, self)
        button.clicked.connect(act)
        return button

    def _lay_out(self) -> None:
        tools = (self.add, self.up, self.down, self.remove)
        lay_outlined(self, tools, self.outline, self.title, self._stack, self.findings)

    # ------------------------------------------------------------ what is there

    def _read(self) -> None:
        """Take the draft and the record as they stand."""
        report = self.report
        setup, state = report.setup, report.state
        self.sections = Sections(setup.exercise, state, self.document.draft)
        self.words = RecordWords(setup, state, report.entries, self.look)

    def _read_news(self) -> None:
        entries, seen = self.report.entries, self.document.draft.seen
        if (len(entries), seen) != self._news_of:
            self._news_of = len(entries), seen
            self._news = changes(self.report.setup, entries, seen)

    @property
    def news(self) -> int:
        """Return how many facts are others than when somebody looked through them."""
        return len(self._news)

    def _choices(self, field: Field) -> Mapping[str, str]:
        """Return what a field can be, as it is kept, in words."""
        text = self.look.text
        match field:
            case Field.RATING:
                rated = {
                    one.value: text(
                        f"after_action.rated.{one}", rating=choice_words(one, self.look)
                    )
                    for one in Rating
                }
                return {"": text("report_page.not_rated"), **rated}
            case Field.ELEMENT:
                named = {one.value: text(f"after_action.element.{one}") for one in Element}
                return {"": text("exercises.none"), **named}
            case Field.ISSUE:
                points = self.sections.points[NoteKind.IMPROVEMENT]
                areas = self.words.areas(self.document.draft, points)
                return {"": text("exercises.none"), **areas}
            case Field.NOTES:
                return self.words.notes()
        raise ValueError(field)

    # ------------------------------------------------------------ words of places

    def _entries(self) -> list[OutlineEntry]:
        counts = Counter(self.sections.place_of(one.part) for one in self._found)
        return [
            OutlineEntry(place, self._name(place), counts[place], judged=place[0] not in RECORD)
            for place in self.sections.places(news=bool(self._news))
        ]

    def _name(self, place: Place) -> str:
        part, id_ = place
        look = self.look
        if not id_:
            return look.text(_TITLES[part])
        match part:
            case Part.OBJECTIVES:
                capability = either(self.sections.objectives[id_].capability, look)
                return short(f"{list(self.sections.objectives).index(id_) + 1}. {capability}")
            case Part.ACTIONS:
                number = look.language.number(list(self.sections.actions).index(id_) + 1)
                said = either(self.sections.actions[id_].action, look)
                return short(f"{number}. {said or look.text('report_page.new_action')}")
            case Part.FEEDBACK:
                return short(either(self.sections.questions[id_].text, look))
        one = self.sections.point(place)
        said = self.words.point(one) or look.text("report_page.new_point")
        if one.point.id in self.sections.orphans:
            return look.text("report_page.without_note", what=said)
        return look.text("report_page.left_out", what=said) if one.point.left_out else said

    # ------------------------------------------------------------ what is on show

    @property
    def place(self) -> Place:
        """Return the place on show."""
        return self.outline.place or (Part.SUMMARY, "")

    def refresh(self) -> None:
        """Show the draft and the record as they stand."""
        if self.report.document is not self.document:
            return
        self._read()
        self._read_news()
        self.outline.show_entries(self._entries())
        self._fill()
        self._pause.start()

    def _show(self, place: Place) -> None:
        if place != self._shown:
            self.document.leave()
            self._shown = place
            self._fill()
            if (form := self._form(place)) is not None:
                form.verticalScrollBar().setValue(0)
            self.moved.emit(*place)

    def _form(self, place: Place) -> SectionForm | None:
        """Return the form of a place, made the first time; None where nobody writes."""
        kind = self.sections.form(place)
        if kind is None:
            return None
        if kind not in self.forms:
            made = self.forms[kind] = SectionForm(FORMS[kind], self.look, self._choices, self)
            made.form.edited.connect(lambda field: self._take(kind, field))
            made.form.left.connect(self.document.leave)
            made.begin.clicked.connect(self._begin_with_note)
            made.own.clicked.connect(self._make_own)
            made.answer.clicked.connect(self._answer)
            self._stack.addWidget(made)
        return self.forms[kind]

    def _fill(self) -> None:
        """Show what the place on show holds."""
        place, text = self.place, self.look.text
        part = Part(place[0])
        form = self._form(place)
        if form is not None:
            self._tell_about(place, form)
            form.form.put(self.sections.values(place))
            self._mark(place, form)
            self._stack.setCurrentWidget(form)
        elif part in RECORD:
            name, about = text(_TITLES[part]), text(f"report_page.about.{part}")
            self.record.show_lines(name, about, self._lines(part), is_news=part is Part.NEWS)
            self._stack.setCurrentWidget(self.record)
        else:
            self.empty.setText(text(f"report_page.about.{part}"))
            self._stack.setCurrentWidget(self.empty)
        name = self._name(place)
        if place[1]:
            name = text("exercises.part_named", what=text(_TITLES[part]), name=name)
        self.title.setText(short(name))
        self._enable(place)

    def _lines(self, part: Part) -> Sequence[Line]:
        match part:
            case Part.NEWS:
                return list(self.words.news(self._news))
            case Part.DECISIONS:
                return list(self.words.decisions())
            case Part.TIMELINE:
                return list(self.words.timeline())
        return list(self.words.moments())

    def _tell_about(self, place: Place, form: SectionForm) -> None:
        """Say above the fields what the record and the exercise say of the place."""
        part, id_ = place
        text, look = self.look.text, self.look
        if part == Part.OBJECTIVES:
            one = self.sections.objectives[id_]
            target = choice_words(one.target, look)
            said = (
                either(one.text, look),
                text("after_action.judged", how=either(one.judged, look)),
                text("after_action.target", target=target),
            )
            form.say("\n".join(line for line in said if line))
        elif part in KINDS:
            drafted = self.sections.point(place)
            point, note = drafted.point, drafted.note
            orphan = point.id in self.sections.orphans
            form.say(text("report_page.note_gone") if orphan else "")
            form.show_note(*("", "") if note is None else (note.said.text, self.words.about(note)))
            form.offer(
                begin=note is not None and point.text == UNSAID,
                own=orphan,
                answer=part == Part.IMPROVEMENTS and not orphan and not point.left_out,
            )
        elif part == Part.FEEDBACK and id_:
            form.say(either(self.sections.questions[id_].text, look))
        elif part != Part.ACTIONS:
            form.say(text(f"report_page.about.{part}"))

    def _enable(self, place: Place) -> None:
        part, id_ = place
        self.add.setEnabled(part in _LISTED)
        movable = part == Part.ACTIONS and bool(id_)
        for button in (self.up, self.down):
            button.setEnabled(movable)
        # What rests on a note is left out by its box: the note itself is the record's.
        own = part in KINDS and bool(id_) and self.sections.point(place).note is None
        self.remove.setEnabled(movable or own)

    # ------------------------------------------------------------ what is unsaid

    def _review(self) -> None:
        self._pause.stop()
        if self.report.document is not self.document:
            return
        self._read_news()
        setup, state = self.report.setup, self.report.state
        self._found = findings(setup.exercise, state, self.document.draft)
        told = []
        for one in self._found:
            where, what = self._name(self.sections.place_of(one.part)), self._weak(one)
            told.append((self.look.text("exercises.found", where=where, what=what), False))
        self.findings.show_all(told, self.look.text("report_page.nothing_unsaid"))
        self.outline.show_entries(self._entries())
        place = self.place
        if (form := self._form(place)) is not None:
            self._mark(place, form)

    def _weak(self, one: ReportFinding) -> str:
        return self.look.text(f"report_page.weak.{one.what}")

    def _mark(self, place: Place, form: SectionForm) -> None:
        own = [one for one in self._found if self.sections.place_of(one.part) == place]
        form.form.mark([(one.field, self._weak(one)) for one in own])
        form.fit()

    def _lead(self, row: int) -> None:
        one = self._found[row]
        self.go(self.sections.place_of(one.part), one.field)

    def go(self, place: Place, field: str = "") -> None:
        """Show a place, and put the focus into a field of it."""
        self.outline.go(place)
        form = self._form(self.place)
        if form is None:
            return
        # That nothing answers a point is mended by an action, not by a field of the point.
        unanswered = field == "action" and place[0] == Part.IMPROVEMENTS
        holder = form.answer if unanswered else form.form.entries.get(field)
        if holder is not None:
            form.fit()
            holder.setFocus(Qt.FocusReason.OtherFocusReason)
            form.ensureWidgetVisible(holder)

    # ------------------------------------------------------------ what is done

    def _take(self, kind: str, field: str) -> None:
        place = self.place
        if self.sections.form(place) == kind:
            value = self.forms[kind].form.entries[field].value()
            self.document.apply(self.sections.written(place, field, value), (*place, field))

    def _add(self) -> None:
        draft, part = self.document.draft, self.place[0]
        if part == Part.ACTIONS:
            after = edits.with_new_action(draft)
            self.document.apply(after)
            self.go((part, after.actions[-1].id), "action")
        elif part in KINDS:
            after = edits.with_new_point(draft, KINDS[part])
            self.document.apply(after)
            self.go((part, after.points[-1].id), "text")

    def _move(self, by: int) -> None:
        part, id_ = self.place
        self.document.apply(edits.moved_action(self.document.draft, id_, by))
        self.outline.go((part, id_))

    def _remove(self) -> None:
        part, id_ = self.place
        rest = list(self.sections.ids(part))
        place = rest.index(id_)
        del rest[place]
        draft = self.document.draft
        if part == Part.ACTIONS:
            self.document.apply(edits.without_action(draft, id_))
        else:
            self.document.apply(edits.without_point(draft, id_))
        self.outline.go((part, rest[min(place, len(rest) - 1)] if rest else ""))

    def _begin_with_note(self) -> None:
        drafted = self.sections.point(self.place)
        assert drafted.note is not None
        words = drafted.note.said.text.strip()
        point = replace(drafted.point, text=Wording(words, words))
        self.document.apply(edits.with_point(self.document.draft, point))
        self.go(self.place, "text")

    def _make_own(self) -> None:
        part, _ = self.place
        after = edits.made_own(self.document.draft, self.sections.point(self.place).point)
        known = {one.id for one in self.document.draft.points}
        own = next(one.id for one in after.points if one.id not in known)
        self.document.apply(after)
        self.go((part, own), "text")

    def _answer(self) -> None:
        after = edits.with_new_action(self.document.draft, self.place[1])
        self.document.apply(after)
        self.go((Part.ACTIONS, after.actions[-1].id), "action")

    def _look_through(self) -> None:
        self.document.apply(replace(self.document.draft, seen=len(self.report.entries)))
        self.outline.go((Part.SUMMARY, ""))
