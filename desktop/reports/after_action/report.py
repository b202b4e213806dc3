"""The after-action report as one document for paper, in one or both languages."""

from collections.abc import Sequence

from desktop.language.language import Language
from desktop.reports.after_action.course import Course
from desktop.reports.after_action.evaluated import Evaluated
from desktop.reports.after_action.modelled import Modelled
from desktop.reports.after_action.played import PlayedExercise
from desktop.reports.after_action.words import ReportWords, in_each
from desktop.reports.after_action.written import Written
from desktop.reports.paper.sheet import NORMAL, Sizes
from desktop.reports.paper.tree import Heading, PaperDocument, Paragraph, Part, plain, strong


def after_action_report(
    played: PlayedExercise,
    languages: Sequence[Language],
    *,
    named: bool = True,
    sizes: Sizes = NORMAL,
) -> PaperDocument:
    """Return the report, a part in each language; needs a running application and the fonts.

    Without `named` no name of a person stands in it.
    """
    parts: list[Part] = []
    titles: list[str] = []
    for words, withheld in in_each(played, languages, named=named):
        titles.append(words.language.text("after_action.title"))
        alone = PaperDocument(titles[-1], (_part(words, sizes),))
        parts += withheld.document(alone).parts
    return PaperDocument(" / ".join(dict.fromkeys(titles)), tuple(parts))


def _part(words: ReportWords, sizes: Sizes) -> Part:
    language, exercise = words.language, words.played.setup.exercise
    title, name = language.text("after_action.title"), words.voice.string(exercise.name)
    course, evaluated, modelled = Course(words, sizes), Evaluated(words), Modelled(words)
    written = Written(words)
    return Part(
        language.code,
        language.text("paper.header", document=title, exercise=name),
        words.handling,
        language.text("desk.disclaimer"),
        language.text("paper.page", page="{page}", pages="{pages}"),
        (
            Heading(plain(title), 1),
            Paragraph(strong(name), introduces=True),
            Paragraph(written.about()),
            *written.summary(),
            *course.at_a_glance(),
            *evaluated.objectives(),
            *evaluated.goals(),
            *written.strengths(),
            *written.improvements(),
            *written.actions(),
            *written.feedback(),
            *course.timeline(),
            *course.curves(),
            *course.decisions(),
            *modelled.parts(),
            *modelled.without(),
            *modelled.predictions(),
            *evaluated.moments(),
            *modelled.method(),
            *written.remarks(),
        ),
    )
