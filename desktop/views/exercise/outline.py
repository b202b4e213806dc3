"""The parts of an exercise, as a list from which one is chosen; what is wrong shows at each."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.document.exercise.document import ExerciseDocument
from desktop.document.exercise.findings import START, Finding
from desktop.document.exercise.shape import PARTS
from desktop.domain.exercise.review import WHOLE
from desktop.ui.exercise_words import part_name
from desktop.ui.outline import Outline, OutlineEntry, Place
from desktop.ui.ui_context import UiContext

INJECTS = "injects"


class ExerciseOutline(Outline):
    """Show the parts of an exercise; the injects are one place: they have a list of their own."""

    def __init__(self, document: ExerciseDocument, look: UiContext, parent: QWidget) -> None:
        super().__init__(look.text("exercises.parts"), look, parent)
        self._document = document
        self._findings: Sequence[Finding] = ()
        self.refresh()

    @property
    def chosen_place(self) -> Place:
        """Return what is chosen; the whole exercise where nothing is."""
        return self.place or (WHOLE, "")

    def refresh(self) -> None:
        """Show the document's parts as they stand, marked by what was found last."""
        exercise = self._document.exercise
        places: list[Place] = [(WHOLE, ""), (START, "")]
        for part in PARTS:
            places.append((part, ""))
            if part != INJECTS:
                places += [(part, one.id) for one in getattr(exercise, part)]
        counts: Counter[Place] = Counter()
        faulty = set()
        known = set(places)
        for one in self._findings:
            place = (one.part, "" if one.part == INJECTS else one.id)
            place = place if place in known else (one.part, "")
            counts[place] += 1
            if one.is_fault:
                faulty.add(place)
        self.show_entries(
            [
                OutlineEntry(place, self._words(place), counts[place], place in faulty)
                for place in places
            ]
        )

    def mark(self, findings: Sequence[Finding]) -> None:
        """Show how much is wrong with each part."""
        self._findings = findings
        self.refresh()

    def _words(self, place: Place) -> str:
        part, name = place
        look, exercise = self._look, self._document.exercise
        if name:
            return part_name(next(one for one in getattr(exercise, part) if one.id == name), look)
        words = look.text(f"exercise.part.{part}")
        if part != INJECTS:
            return words
        number = look.language.number(len(exercise.injects))
        return look.text("exercises.counted", what=words, number=number)
