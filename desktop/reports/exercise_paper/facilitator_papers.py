"""What facilitators and evaluators work with; no player may see any of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from desktop.domain.exercise.exercise import Criterion, Exercise, Goal, Objective, Rating
from desktop.domain.exercise.injects import Inject
from desktop.domain.exercise.rounds import Round
from desktop.domain.model.model import Model
from desktop.language.lever_values import LeverValues
from desktop.reports.exercise_paper.schedule import clock, minutes, phases, timetable
from desktop.reports.exercise_paper.voice import Voice, section, ticks
from desktop.reports.paper.tree import (
    BOX,
    Block,
    Boxes,
    Heading,
    ItemList,
    PageBreak,
    Paragraph,
    Picture,
    Row,
    Table,
    Text,
    WriteOn,
    plain,
)

_ROOM = 3
"""Lines to write on below each heading of the evaluator's."""


class FacilitatorPapers:
    """Make the blocks of each paper of the facilitator's in one language."""

    def __init__(self, exercise: Exercise, model: Model, voice: Voice) -> None:
        self._exercise, self._model, self._voice = exercise, model, voice
        self._language = voice.language
        self._teams: Mapping[str, str] = {one.id: voice.string(one.name) for one in exercise.teams}

    # The guide

    def guide(self) -> list[Block]:
        """Return how to prepare and run the exercise, round by round."""
        exercise, voice = self._exercise, self._voice
        text = voice.text
        vantage = exercise.start.vantage
        planned = text(
            "paper.guide.planned",
            planned=minutes(exercise.planned_minutes, self._language),
            clock=minutes(exercise.minutes, self._language),
        )
        blocks: list[Block] = [
            Paragraph(text("paper.guide.not_for_players")),
            *section(text("paper.purpose"), voice.paragraphs(exercise.purpose)),
            *section(text("paper.guide.preparing"), voice.paragraphs(exercise.facilitator_note)),
            Heading(text("paper.timetable")),
            timetable(exercise.rounds, self._round_names(), vantage, self._language),
            Paragraph(planned, note=True),
            *section(text("paper.teams"), self._members()),
            *section(text("paper.objectives"), self._objectives()),
            *section(text("paper.goals"), self._goals()),
            *section(text("paper.guide.ready_texts"), list(self._ready_texts())),
            Heading(text("paper.guide.by_hand")),
            Paragraph(text("paper.guide.by_hand_about"), introduces=True),
            ItemList(
                (
                    text("paper.guide.by_hand_sheets"),
                    text("paper.guide.by_hand_judge"),
                    text("paper.guide.by_hand_keep"),
                ),
                numbered=True,
            ),
        ]
        for number, one in enumerate(exercise.rounds, 1):
            blocks += self._round(number, one)
        return blocks

    def _round_names(self) -> list[str]:
        return [
            self._language.text("paper.round", n=n, title=self._voice.string(one.title))
            for n, one in enumerate(self._exercise.rounds, 1)
        ]

    def _members(self) -> list[Block]:
        named = [one for one in self._exercise.teams if one.members]
        items = tuple(
            self._voice.text(
                "paper.guide.members",
                team=self._teams[one.id],
                members=self._language.together(one.members),
            )
            for one in named
        )
        return [ItemList(items)] if items else []

    def _objectives(self) -> list[Block]:
        voice = self._voice
        items = tuple(
            voice.text(
                "paper.guide.objective",
                capability=voice.string(one.capability),
                text=voice.string(one.text),
            )
            for one in self._exercise.objectives
        )
        return [ItemList(items, numbered=True)] if items else []

    def _goals(self) -> list[Block]:
        voice = self._voice
        rows = tuple(
            Row(
                (
                    voice.of(goal.name),
                    plain(self._whose(goal)),
                    voice.of(goal.text),
                    _lines(*(self._criterion(one) for one in goal.criteria)),
                )
            )
            for goal in self._exercise.goals
        )
        heads = (
            self._language.text("paper.goal"),
            self._language.text("paper.goal.whose"),
            self._language.text("paper.goal.text"),
            self._language.text("paper.goal.criteria"),
        )
        alt = self._language.text("paper.goals.alt")
        return [Table(heads, rows, (0.2, 0.2, 0.32, 0.28), alt)] if rows else []

    def _whose(self, goal: Goal) -> str:
        team = (
            self._language.text("paper.everybody") if goal.team is None else self._teams[goal.team]
        )
        if goal.declared:
            return self._language.text("paper.goal.offered", team=team)
        return self._language.text("paper.goal.set", team=team)

    def _criterion(self, one: Criterion) -> str:
        indicator = self._model.indicators[one.indicator]
        value = one.at_least if one.at_least is not None else one.at_most
        assert value is not None
        number = self._language.exactly(value, indicator.decimals)
        fields = {
            "indicator": self._language.wording(indicator.name),
            "value": self._language.wording(indicator.value).replace("{value}", number),
            "month": self._language.date(one.month or self._exercise.last_month),
        }
        if one.at_least is not None:
            return self._language.text("paper.criterion.at_least", **fields)
        return self._language.text("paper.criterion.at_most", **fields)

    def _ready_texts(self) -> Iterator[Block]:
        for one in self._exercise.ready_texts:
            yield Heading(self._voice.of(one.title), 3)
            yield from self._voice.paragraphs(one.text)

    def _round(self, number: int, one: Round) -> list[Block]:
        voice, language = self._voice, self._language
        text = voice.text
        injects = [inject for inject in self._exercise.injects if inject.round == one.id]
        first = self._exercise.stands_at(one.id)
        months = language.text(
            "paper.months", first=language.date(first), last=language.date(first.plus(one.months))
        )
        blocks: list[Block] = [
            PageBreak(),
            Heading(text("paper.round", n=number, title=voice.string(one.title))),
            Paragraph(text("paper.guide.covers", months=months)),
            Paragraph(plain(phases(one.minutes, language))),
            *section(text("paper.guide.read_aloud"), voice.paragraphs(one.briefing), 3),
            *section(text("paper.decision"), voice.paragraphs(one.decision), 3),
        ]
        if injects:
            blocks += [Heading(text("paper.guide.injects"), 3), self._inject_list(injects)]
        if one.predict:
            names = [language.wording(self._model.indicators[each].name) for each in one.predict]
            blocks += section(text("paper.predict"), [ItemList(tuple(map(plain, names)))], 3)
        moves = tuple(
            text(
                "paper.lever.set_to",
                lever=language.wording(self._model.levers[move.lever].name),
                value=LeverValues(language, self._model.levers[move.lever]).value(move.value),
            )
            for move in one.moves
        )
        if moves:
            blocks += section(text("paper.guide.moves"), [ItemList(moves, numbered=True)], 3)
        blocks += section(text("paper.guide.reveal"), voice.paragraphs(one.reveal), 3)
        blocks += section(text("paper.questions"), voice.items(one.questions), 3)
        blocks += section(text("paper.guide.note"), voice.paragraphs(one.note), 3)
        for inject in injects:
            blocks += self._inject(inject)
        return blocks

    def _inject_list(self, injects: list[Inject]) -> Table:
        voice, language = self._voice, self._language
        rows = tuple(
            Row(
                (
                    plain(str(self._exercise.number(inject.id))),
                    plain(self._at(inject)),
                    voice.of(inject.title),
                    plain(language.text(f"exercise.delivery.{inject.delivery}")),
                    plain(self._to(inject)),
                    plain(BOX),
                )
            )
            for inject in injects
        )
        heads = (
            language.text("paper.msel.number"),
            language.text("paper.msel.at"),
            language.text("paper.msel.title"),
            language.text("paper.msel.delivery"),
            language.text("paper.msel.to"),
            language.text("paper.msel.done"),
        )
        alt = language.text("paper.msel.alt_round")
        return Table(heads, rows, (0.07, 0.14, 0.33, 0.15, 0.22, 0.09), alt)

    def _inject(self, inject: Inject) -> list[Block]:
        voice = self._voice
        text = voice.text
        number = self._exercise.number(inject.id)
        blocks: list[Block] = [
            Heading(text("paper.inject", n=number, title=voice.string(inject.title)), 3),
            Paragraph(_lines(*self._facts(inject))),
            *voice.paragraphs(inject.text),
        ]
        for title, wording in (
            (text("paper.inject.learning_point"), inject.learning_point),
            (text("paper.inject.note"), inject.note),
            (text("paper.inject.remarks"), inject.remarks),
        ):
            if wording is not None:
                blocks += [Paragraph(_bold(title), introduces=True), *voice.paragraphs(wording)]
        if inject.expected:
            blocks += [
                Paragraph(_bold(text("paper.inject.expected")), introduces=True),
                Boxes(tuple(self._expected(inject))),
            ]
        if inject.questions:
            blocks += [
                Paragraph(_bold(text("paper.questions")), introduces=True),
                *voice.items(inject.questions),
            ]
        return blocks

    def _expected(self, inject: Inject) -> Iterator[Text]:
        for action in inject.expected:
            yield self._voice.text(
                "paper.inject.weighed",
                text=self._voice.string(action.text),
                weight=self._language.text(f"exercise.weight.{int(action.weight)}"),
            )

    def _facts(self, inject: Inject) -> Iterator[str]:
        """Yield what is known of an inject beside its words, a line each."""
        voice, language = self._voice, self._language
        say = language.text
        yield say(
            "paper.inject.when",
            at=self._at(inject),
            minutes=minutes(inject.minutes, language),
            month=language.date(inject.date),
        )
        yield say(
            "paper.inject.kind",
            type=say(f"exercise.inject_type.{inject.type}"),
            delivery=say(f"exercise.delivery.{inject.delivery}"),
            status=say(f"exercise.status.{inject.status}"),
        )
        yield say("paper.inject.from_to", sender=voice.string(inject.sender), to=self._to(inject))
        if inject.controller is not None:
            yield say("paper.inject.controller", name=voice.string(inject.controller))
        if inject.objectives:
            places = {one.id: n for n, one in enumerate(self._exercise.objectives, 1)}
            served = language.together([str(places[each]) for each in inject.objectives])
            yield say("paper.inject.objectives", objectives=served)
        if inject.shock is not None:
            event = language.wording(self._model.events[inject.shock.event].name)
            yield say("paper.inject.shock", event=event, size=language.exactly(inject.shock.size))
        elif inject.no_shock is not None:
            yield say("paper.inject.no_shock", reason=say(f"exercise.no_shock.{inject.no_shock}"))
        if inject.trigger is not None:
            yield say("paper.inject.trigger", when=voice.string(inject.trigger.when))
        if inject.after:
            numbers = [str(self._exercise.number(each)) for each in inject.after]
            yield say("paper.inject.after", injects=language.together(numbers))
        if inject.chart is not None:
            chart = language.wording(self._model.indicators[inject.chart].name)
            yield say("paper.inject.chart", chart=chart)
        if inject.claims or inject.sources:
            grounds = language.together([*inject.claims, *inject.sources])
            yield say("paper.inject.grounds", grounds=grounds)

    def _at(self, inject: Inject) -> str:
        if inject.at is None:
            return self._language.text("paper.inject.held_ready")
        return clock(self._exercise.begins_at(inject.round) + inject.at)

    def _to(self, inject: Inject) -> str:
        if not inject.to:
            return self._language.text("paper.everybody")
        return self._language.together([self._teams[each] for each in inject.to])

    # The master scenario events list

    def msel(self) -> list[Block]:
        """Return all injects as one table, in the order of the list."""
        voice, language = self._voice, self._language
        say = language.text
        places = {one.id: n for n, one in enumerate(self._exercise.rounds, 1)}
        rows = tuple(
            Row(
                (
                    plain(str(number)),
                    _lines(
                        say("paper.round_number", n=places[inject.round]),
                        self._at(inject),
                        language.date(inject.date),
                    ),
                    _lines(
                        voice.string(inject.title),
                        say(
                            "paper.msel.what",
                            type=say(f"exercise.inject_type.{inject.type}"),
                            delivery=say(f"exercise.delivery.{inject.delivery}"),
                        ),
                    ),
                    _lines(
                        voice.string(inject.sender),
                        say("paper.msel.receivers", to=self._to(inject)),
                    ),
                    ticks((voice.string(one.text) for one in inject.expected), "\n"),
                )
            )
            for number, inject in enumerate(self._exercise.injects, 1)
        )
        heads = (
            say("paper.msel.number"),
            say("paper.msel.at"),
            say("paper.msel.title"),
            say("paper.msel.from"),
            say("paper.inject.expected"),
        )
        table = Table(heads, rows, (0.07, 0.15, 0.26, 0.2, 0.32), say("paper.msel.alt"))
        return [Paragraph(voice.text("paper.guide.not_for_players")), table]

    def curves_ahead(self, pictures: Sequence[Picture]) -> list[Block]:
        """Return all curves with their projection under the opening policy."""
        text = self._voice.text
        return [
            Paragraph(text("paper.guide.not_for_players")),
            Paragraph(text("paper.curves_ahead.about")),
            *pictures,
        ]

    # The evaluator's guide

    def evaluation(self, objective: Objective) -> list[Block]:
        """Return the evaluator's guide for one objective, without its heading."""
        voice, language = self._voice, self._language
        text = voice.text
        number = self._exercise.objectives.index(objective) + 1
        title = text(
            "paper.evaluation.objective", n=number, capability=voice.string(objective.capability)
        )
        served = [one for one in self._exercise.injects if objective.id in one.objectives]
        rounds = {one.id: n for n, one in enumerate(self._exercise.rounds, 1)}
        failures = tuple(
            text("paper.evaluation.failed_by", round=rounds[one.round], when=voice.string(one.when))
            for one in objective.failed_by
        )
        target = language.text(f"exercise.rating.{objective.target}")
        blocks: list[Block] = [
            Heading(title),
            *voice.paragraphs(objective.text),
            Paragraph(text("paper.evaluation.evaluator"), introduces=True),
            *section(
                text("paper.evaluation.tasks"),
                [Boxes(tuple(voice.of(one) for one in objective.tasks))] if objective.tasks else [],
                3,
            ),
            *section(text("paper.evaluation.judged"), voice.paragraphs(objective.judged), 3),
            *section(text("paper.evaluation.failures"), [Boxes(failures)] if failures else [], 3),
        ]
        if served:
            blocks += [Heading(text("paper.evaluation.injects"), 3), self._observed(served)]
        return [
            *blocks,
            Heading(text("paper.evaluation.rating"), 3),
            Paragraph(text("paper.evaluation.target", rating=target), introduces=True),
            Boxes(tuple(text(f"exercise.rating.{rating}") for rating in Rating)),
            *self._by_team(),
        ]

    def _by_team(self) -> list[Block]:
        """Return room for strengths and improvements, each line with the number of its team."""
        voice, text = self._voice, self._language.text
        kinds = (text("paper.evaluation.strengths"), text("paper.evaluation.improvements"))
        teams = self._exercise.teams
        if not teams:
            pairs = ((Paragraph(plain(kind), introduces=True), WriteOn(_ROOM)) for kind in kinds)
            return [block for pair in pairs for block in pair]
        listed = "; ".join(f"{n}\u00a0{voice.string(one.name)}" for n, one in enumerate(teams, 1))
        about = Paragraph(plain(text("paper.evaluation.teams", teams=listed)), introduces=True)
        rows = (Row((plain(""), plain("")), lines=1),) * _ROOM
        heads = ((text("listing.team"), kind) for kind in kinds)
        return [about, *(Table(each, rows, (0.12, 0.88), each[1]) for each in heads)]

    def _observed(self, injects: list[Inject]) -> Table:
        voice, language = self._voice, self._language
        rows = tuple(
            Row(
                (
                    voice.text(
                        "paper.inject",
                        n=self._exercise.number(inject.id),
                        title=voice.string(inject.title),
                    ),
                    voice.of(action.text),
                    plain(language.text(f"exercise.weight.{int(action.weight)}")),
                    ticks((language.text("paper.yes"), language.text("paper.no")), "\n"),
                    plain(""),
                )
            )
            for inject in injects
            for action in inject.expected
        )
        heads = (
            language.text("paper.msel.title"),
            language.text("paper.inject.expected"),
            language.text("paper.evaluation.weight"),
            language.text("paper.evaluation.observed"),
            language.text("paper.evaluation.noted"),
        )
        alt = language.text("paper.evaluation.alt")
        return Table(heads, rows, (0.2, 0.28, 0.13, 0.13, 0.26), alt)


def _bold(text: Text) -> Text:
    return tuple(replace(run, strong=True) for run in text)


def _lines(*lines: str) -> Text:
    return plain("\n".join(lines))
