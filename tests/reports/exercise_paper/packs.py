"""An exercise with every optional text, and curves that are not drawn."""

from dataclasses import replace

from desktop.domain.clock import Month
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.wording import Wording
from desktop.language.language import Language
from desktop.reports.paper.curves import PaperCurves
from desktop.reports.paper.sheet import Sizes
from desktop.reports.paper.tree import Picture
from tests.modelfiles.exercises.example import read, source
from tests.reports.paper.samples import png


class Blank(PaperCurves):
    """Curves that are not drawn: those of today show nothing that is ahead, see test_curves."""

    def so_far(self, indicator: str, language: Language, sizes: Sizes) -> Picture:
        return Picture(png(), indicator)

    def ahead(self, indicator: str, language: Language, sizes: Sizes, told: Month) -> Picture:
        return Picture(png(), indicator)


def rich() -> Exercise:
    """Return the guide's example with every optional text of a facilitator's filled in."""
    exercise = read(source())
    told = Wording("told", "dicho")
    injects = tuple(
        replace(one, controller=told, note=told, remarks=told, claims=("C1",))
        for one in exercise.injects
    )
    return replace(
        exercise,
        injects=injects,
        facilitator_note=told,
        teams=tuple(replace(one, members=("Ana", "Ben")) for one in exercise.teams),
        rounds=tuple(replace(one, reveal=told) for one in exercise.rounds),
    )
