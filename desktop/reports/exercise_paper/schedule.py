"""When what happens: the rounds, their phases and their months, in one language."""

from collections.abc import Sequence

from desktop.domain.clock import Month
from desktop.domain.exercise.player_view import PlayerRound
from desktop.domain.exercise.rounds import Phase, PhaseMinutes, Round
from desktop.language.language import Language
from desktop.reports.paper.tree import Row, Table, plain


def timetable(
    rounds: Sequence[Round | PlayerRound],
    names: Sequence[str],
    vantage: Month,
    language: Language,
) -> Table:
    """Return what each round covers and how long it takes; `names` are those of the rounds."""
    rows = []
    minute, month = 0.0, vantage
    for one, name in zip(rounds, names, strict=True):
        until = month.plus(one.months)
        first, last = language.date(month), language.date(until)
        cells = (
            name,
            language.text("paper.months", first=first, last=last),
            clock(minute),
            phases(one.minutes, language),
            minutes(one.pause, language) if one.pause else "\u2013",
        )
        rows.append(Row(tuple(plain(cell) for cell in cells)))
        minute, month = minute + one.minutes.total + one.pause, until
    heads = (
        language.text("paper.timetable.round"),
        language.text("paper.timetable.months"),
        language.text("paper.timetable.begins"),
        language.text("paper.timetable.phases"),
        language.text("paper.timetable.pause"),
    )
    alt = language.text("paper.timetable.alt")
    return Table(heads, tuple(rows), (0.24, 0.2, 0.12, 0.32, 0.12), alt)


def phases(held: PhaseMinutes, language: Language) -> str:
    """Return the phases that are held with their minutes, one a line."""
    return "\n".join(
        language.text(
            "paper.phase",
            phase=language.text(f"exercise.phase.{phase}"),
            minutes=minutes(held.of(phase), language),
        )
        for phase in Phase
        if held.of(phase)
    )


def minutes(count: float, language: Language) -> str:
    """Return a length in words."""
    return language.text("paper.minutes", n=language.exactly(count, 1))


def clock(minute: float) -> str:
    """Return a minute as hours and minutes from the start, `1:05`."""
    hours, rest = divmod(round(minute), 60)
    return f"{hours}:{rest:02}"
