"""The whole paper of an exercise: which documents there are, and how their files are called."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop.domain.exercise.exercise import Exercise
from desktop.domain.exercise.player_view import (
    PlayerBriefing,
    PlayerTeam,
    PlayerView,
    player_view,
)
from desktop.domain.wording import LanguageCode
from desktop.language.language import Language
from desktop.reports.exercise_paper.facilitator_papers import FacilitatorPapers
from desktop.reports.exercise_paper.player_papers import PlayerPapers
from desktop.reports.exercise_paper.voice import Voice, section
from desktop.reports.paper.curves import PaperCurves
from desktop.reports.paper.sheet import Sizes
from desktop.reports.paper.tree import (
    Block,
    Heading,
    PaperDocument,
    Paragraph,
    Part,
    Picture,
    plain,
    strong,
)

_LONGEST_NAME = 60
_NO_NAME = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class _Paper:
    """Hold how one document is called in a language, and how the blocks of its parts are made."""

    title: Callable[[Voice], str]
    parts: Callable[[Voice], Sequence[Sequence[Block]]]


@dataclass(slots=True)
class ExercisePack:
    """Make every document of one exercise; needs a running application and the fonts.

    In two languages each part of a document is followed by the same part in the other one.
    """

    exercise: Exercise
    curves: PaperCurves
    languages: Sequence[Language]
    sizes: Sizes
    _so_far: dict[tuple[LanguageCode, str], Picture] = field(default_factory=dict, init=False)

    def documents(self) -> Mapping[Path, PaperDocument]:
        """Return every document under the path that it has in the pack, without a suffix."""
        found: dict[Path, PaperDocument] = {}
        for folder, papers, handling in (
            (_say("paper.for_players"), self._for_players(), self._handling),
            (_say("paper.to_hand_out"), self._to_hand_out(), self._handling),
            (_say("paper.for_facilitators"), self._for_facilitators(), self._handling_inside),
        ):
            for paper in papers:
                path = Path(self._file_name(folder)) / self._file_name(paper.title)
                found[_free(path, found)] = self._document(paper, handling)
        return found

    def _document(self, paper: _Paper, handling: Callable[[Voice], str]) -> PaperDocument:
        voices = [Voice(language) for language in self.languages]
        titles = [paper.title(voice) for voice in voices]
        parts = tuple(
            self._part(voice, title, handling(voice), blocks)
            for alike in zip(*(paper.parts(voice) for voice in voices), strict=True)
            for voice, title, blocks in zip(voices, titles, alike, strict=True)
        )
        return PaperDocument(" / ".join(dict.fromkeys(titles)), parts)

    def _part(self, voice: Voice, title: str, handling: str, blocks: Sequence[Block]) -> Part:
        language, name = voice.language, voice.string(self.exercise.name)
        opening = (Heading(plain(title), 1), Paragraph(strong(name), introduces=True))
        first = blocks[0]
        titled = isinstance(first, Heading) and first.level == 1
        return Part(
            language.code,
            language.text("paper.header", document=title, exercise=name),
            handling,
            language.text("desk.disclaimer"),
            language.text("paper.page", page="{page}", pages="{pages}"),
            tuple(blocks) if titled else (*opening, *blocks),
        )

    def _handling(self, voice: Voice) -> str:
        handling = self.exercise.handling
        return voice.language.text("paper.handling") if handling is None else voice.string(handling)

    def _handling_inside(self, voice: Voice) -> str:
        return voice.language.text("paper.handling_inside", handling=self._handling(voice))

    def _file_name(self, words: Callable[[Voice], str]) -> str:
        """Return words in every language of the pack, of letters that every system has."""
        names = (_letters(words(Voice(language))) for language in self.languages)
        return "_".join(dict.fromkeys(names))

    # What players get beforehand

    def _papers(self, voice: Voice, view: PlayerView) -> PlayerPapers:
        return PlayerPapers(view, self.curves.model, voice)

    def _for_players(self) -> Iterator[_Paper]:
        view = player_view(self.exercise)
        yield _Paper(_say("paper.manual"), self._manual)
        yield _Paper(
            _say("paper.curves"),
            lambda voice: [self._papers(voice, view).curves(self._pictures(voice))],
        )
        for team in view.teams:
            yield self._brief(team)
        if view.ground_rules:
            yield _Paper(
                _say("paper.ground_rules"),
                lambda voice: [self._papers(voice, view).ground_rules()],
            )
        yield _Paper(
            _say("paper.sign_in"),
            lambda voice: [self._papers(voice, view).sign_in()],
        )
        yield _Paper(
            _say("paper.feedback"),
            lambda voice: [self._papers(voice, view).feedback()],
        )

    def _manual(self, voice: Voice) -> Sequence[Sequence[Block]]:
        view = player_view(self.exercise)
        curves = section(voice.text("paper.curves"), self._pictures(voice, view.start.charts))
        return [[*self._papers(voice, view).manual(), *curves]]

    def _brief(self, team: PlayerTeam) -> _Paper:
        return _Paper(
            lambda voice: voice.language.text("paper.brief", team=voice.string(team.name)),
            lambda voice: [self._papers(voice, player_view(self.exercise, team.id)).brief()],
        )

    # What they get as it is played: made from what they may see by then

    def _to_hand_out(self) -> Iterator[_Paper]:
        teams = player_view(self.exercise).teams
        if any(one.decision is not None for one in self.exercise.rounds):
            for team in teams:
                yield self._decisions(team)
        if any(one.predict for one in self.exercise.rounds):
            yield _Paper(_say("paper.predictions"), self._predictions)
        if self.exercise.injects:
            yield _Paper(_say("paper.handouts"), self._hand_outs)

    def _as_rounds_begin(self, team: str | None) -> Iterator[tuple[PlayerView, PlayerBriefing]]:
        for one in self.exercise.rounds:
            view = player_view(self.exercise, team, rounds=(one.id,))
            yield view, view.briefings[0]

    def _decisions(self, team: PlayerTeam) -> _Paper:
        return _Paper(
            lambda voice: voice.language.text("paper.decisions", team=voice.string(team.name)),
            lambda voice: [
                self._papers(voice, view).decisions(briefing)
                for view, briefing in self._as_rounds_begin(team.id)
                if briefing.decision is not None
            ],
        )

    def _predictions(self, voice: Voice) -> Sequence[Sequence[Block]]:
        teams: list[str | None] = [team.id for team in player_view(self.exercise).teams]
        return [
            self._papers(voice, view).predictions(briefing)
            for team in teams or [None]
            for view, briefing in self._as_rounds_begin(team)
            if briefing.predict
        ]

    def _hand_outs(self, voice: Voice) -> Sequence[Sequence[Block]]:
        made = []
        for inject in self.exercise.injects:
            team = inject.to[0] if inject.to else None
            view = player_view(self.exercise, team, injects=(inject.id,))
            for released in view.injects:
                chart = None if released.chart is None else self._picture(released.chart, voice)
                made.append(self._papers(voice, view).hand_out(released, chart))
        return made

    # What facilitators get

    def _for_facilitators(self) -> Iterator[_Paper]:
        def papers(voice: Voice) -> FacilitatorPapers:
            return FacilitatorPapers(self.exercise, self.curves.model, voice)

        yield _Paper(
            _say("paper.guide"),
            lambda voice: [papers(voice).guide()],
        )
        if self.exercise.injects:
            yield _Paper(
                _say("paper.msel"),
                lambda voice: [papers(voice).msel()],
            )
        if self.exercise.objectives:
            yield _Paper(
                _say("paper.evaluation"),
                lambda voice: [papers(voice).evaluation(one) for one in self.exercise.objectives],
            )
        yield _Paper(
            _say("paper.curves_ahead"),
            lambda voice: [papers(voice).curves_ahead(self._ahead(voice))],
        )

    def _ahead(self, voice: Voice) -> list[Picture]:
        told = self.exercise.last_month
        return [
            self.curves.ahead(each, voice.language, self.sizes, told)
            for each in self.curves.model.indicators
        ]

    def _pictures(self, voice: Voice, wanted: Collection[str] | None = None) -> list[Picture]:
        """Return the curves until the projection starts, all of them if none are named."""
        return [self._picture(each, voice) for each in wanted or self.curves.model.indicators]

    def _picture(self, indicator: str, voice: Voice) -> Picture:
        place = voice.language.code, indicator
        if place not in self._so_far:
            self._so_far[place] = self.curves.so_far(indicator, voice.language, self.sizes)
        return self._so_far[place]


def _say(message: str) -> Callable[[Voice], str]:
    return lambda voice: voice.language.text(message)


def _letters(words: str) -> str:
    """Return words as part of a file's name: letters without accents, digits and hyphens."""
    bare = unicodedata.normalize("NFKD", words)
    bare = "".join(each for each in bare if not unicodedata.combining(each))
    return _NO_NAME.sub("-", bare)[:_LONGEST_NAME].strip("-")


def _free(path: Path, taken: Collection[Path]) -> Path:
    """Return a path, with a number behind it where another document has it already."""
    names = {str(each).casefold() for each in taken}
    found, number = path, 1
    while str(found).casefold() in names:
        number += 1
        found = path.with_name(f"{path.name}-{number}")
    return found
