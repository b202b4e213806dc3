"""An exercise is played at a real screen, by keys and clicks, from its beginning to its end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import Library
from desktop.document.play.fold import fold
from desktop.document.play.state import PlayState
from desktop.domain.play.entries import Advanced
from tests.document.play.played import setup
from tests.end_to_end.screen import Hands, desk_on_screen
from tests.end_to_end.screens import Setting

NAMES = {
    "demo": {"en": "Ten-minute demo", "es": "Demostración de diez minutos"},
    "concurrent_elections": {"en": "Concurrent elections", "es": "Elecciones concurrentes"},
}
NOTE = {"en": "They asked each other first.", "es": "Primero se preguntaron entre ellos."}
WHY = {"en": "Lower the noise before the vote.", "es": "Bajar el ruido antes de votar."}
ROWS = 60
"""More than any round's sheets have."""


class Facilitator:
    """Conduct a play with a pair of hands."""

    def __init__(self, hands: Hands, setting: Setting, folder: Path) -> None:
        self.hands, self._setting, self._folder = hands, setting, folder
        self._taken = 0

    def now(self, what: str) -> object:
        found = self.hands.ask("play")
        return found[what] if isinstance(found, dict) else None

    def until(self, what: str, value: object) -> None:
        self.hands.until(lambda: self.now(what) == value, f"{what} {value}")

    def picture(self, name: str) -> None:
        path = self._folder / f"play-{self._setting}-{name}.png"
        assert self.hands.ask("shoot", path)

    def open(self, exercise: str) -> None:
        """Play an exercise from the list of exercises."""
        hands = self.hands
        hands.key("ctrl+shift+y")
        name = NAMES[exercise][self._setting.language]
        hands.click(hands.found("exercises", name))
        hands.press("plays.begin")
        hands.until(lambda: self.now("page") is True, "the page of the play")

    def go_on(self, round_id: str, stage: str) -> None:
        """Press the button that goes on, which leads to this stage."""
        self.hands.click(self.hands.found("next_stage"))
        self.hands.until(
            lambda: (self.now("round"), self.now("stage")) == (round_id, stage),
            f"{round_id} {stage}",
        )

    def advance(self) -> None:
        """Press the same button where it plays the months."""
        before = self.now("played_until")
        self.hands.click(self.hands.found("next_stage"))
        self.hands.until(lambda: self.now("played_until") != before, "months played")
        self.until("advancing", value=False)

    def release_next(self) -> None:
        """Call up the next inject by one key, and release it with another."""
        waits, released = self.now("waits"), self.now("released")
        self.hands.key("n")
        self.until("shown", waits)
        self.hands.key("Return")
        self.until("shown", None)
        assert isinstance(released, int)
        self.until("released", released + 1)

    def hold_mark_and_run(self) -> None:
        """Hold the countdown, mark the moment and run it again, one key each."""
        entries = self.now("entries")
        assert isinstance(entries, int)
        self.hands.key("h")
        self.until("running", value=False)
        self.hands.key("m", "h")
        self.until("running", value=True)
        self.until("entries", entries + 3)

    def decide(self) -> int:
        """Type the sheets: a move for each team, and why; return how many moves were taken."""
        hands, moved = self.hands, set[str]()
        hands.key("alt+3")
        row = self._row(None)
        last = f"rationale-{list(setup().exercise.teams)[-1].id}"
        for _ in range(ROWS):
            if row["lever"] and row["team"] not in moved:
                moved.add(row["team"])
                hands.do("type", "--delay", 1, row["value"])
            elif row["row"].startswith("rationale-") and len(moved) == 1:
                hands.do("type", "--delay", 1, WHY[self._setting.language])
            hands.key("Return")
            if row["row"] == last:
                break
            row = self._row(row["row"])
        self.until("unsaved", 0)
        made = self.now("made")
        assert isinstance(made, int)
        return made

    def _row(self, before: str | None) -> dict[str, str]:
        """Return the row of the sheets that has the focus, once it is another one."""
        rows: list[dict[str, str]] = []

        def moved() -> bool:
            row = self.hands.ask("sheet_row")
            if isinstance(row, dict) and row["row"] != before:
                rows.append(row)
            return bool(rows)

        self.hands.until(moved, f"a row after {before}")
        return rows[0]

    def predict(self, count: int) -> None:
        """Type what each team calls: a letter for the way and a figure for how sure."""
        self.hands.key("alt+4")
        letters = {"en": "u", "es": "s"}[self._setting.language]
        for number in range(count):
            self.hands.key(letters, "8" if number % 2 else "6", "Return")
        self.until("predicted", count)

    def note(self, beside: bool) -> None:
        """Take a note by keys alone, or where the panel stands beside by a click."""
        hands, notes = self.hands, self.now("notes")
        assert isinstance(notes, int)
        if beside:
            hands.click(hands.ask("part", "note-text"))
        else:
            hands.key("alt+2")
        hands.do("type", "--delay", 1, NOTE[self._setting.language])
        hands.key("ctrl+Return")
        self.until("notes", notes + 1)
        hands.key("alt+1")

    def end(self) -> None:
        """End play."""
        self.hands.press("conduct.more_commands")
        self.hands.choose("conduct.end")
        self.hands.press("conduct.end_now")
        self.until("ended", value=True)
        self.until("unsaved", 0)


def recorded(folder: Path, exercise: str) -> PlayState:
    """Return what the library has of the play."""
    with Library.open(folder / "library.vecinos", read_only=True) as store:
        (play,) = store.plays.listed()
        return fold(setup(exercise), store.plays.entries(play.id))


@pytest.fixture
def facilitator(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Facilitator]:
    setting, failed = request.param, request.session.testsfailed
    with desk_on_screen(tmp_path, setting) as hands:
        found = Facilitator(hands, setting, tmp_path)
        yield found
        if request.session.testsfailed > failed:
            found.picture("failed")


SMALL = Setting(1024, 768, 1.0, "es")


@pytest.mark.parametrize("facilitator", [SMALL], indirect=True, ids=str)
def test_that_the_demo_is_played_from_beginning_to_end(
    facilitator: Facilitator, tmp_path: Path
) -> None:
    facilitator.open("demo")
    demo = setup("demo")
    for round_id in demo.rounds:
        for stage in demo.stages(round_id):
            facilitator.go_on(round_id, stage)
            if stage == "predict" and facilitator.now("made") == 0:
                facilitator.hands.key("alt+3", "Return")
                facilitator.until("made", 1)
            if stage == "advance":
                facilitator.advance()
    facilitator.picture("end")
    facilitator.end()
    state = recorded(tmp_path, "demo")
    assert state.ended
    assert state.played_until == demo.exercise.last_month
    guided = {move.lever for one in demo.exercise.rounds for move in one.moves}
    assert set(state.moves) == guided


@pytest.mark.long
@pytest.mark.parametrize(
    "facilitator",
    [SMALL, Setting(1440, 900, 1.0, "en"), Setting(1024, 768, 1.0, "en")],
    indirect=True,
    ids=str,
)
def test_that_concurrent_elections_is_played_from_beginning_to_end(
    facilitator: Facilitator, tmp_path: Path
) -> None:
    hands, played = facilitator.hands, setup()
    facilitator.open("concurrent_elections")
    facilitator.picture("0-opened")
    injects = 0
    for number, (round_id, one) in enumerate(played.rounds.items(), 1):
        for stage in played.stages(round_id):
            facilitator.go_on(round_id, stage)
            match stage:
                case "brief":
                    facilitator.release_next()
                    facilitator.picture(f"{number}-released")
                case "deliberate":
                    facilitator.hold_mark_and_run()
                    facilitator.release_next()
                case "decide":
                    assert facilitator.decide() >= 3
                    facilitator.picture(f"{number}-decided")
                case "predict":
                    facilitator.predict(6 * len(one.predict))
                    facilitator.picture(f"{number}-predicted")
                    hands.key("alt+1")
                case "advance":
                    facilitator.advance()
                    hands.press("conduct.why")
                    hands.key("Down", "Return")
                    facilitator.until("explained", value=True)
                    facilitator.picture(f"{number}-advanced")
                case "discuss":
                    facilitator.note(beside=hands.ask("part", "note-text") is not None)
        injects += 2
    facilitator.end()
    facilitator.picture("9-ended")
    state = recorded(tmp_path, "concurrent_elections")
    assert state.played_until == played.exercise.last_month
    assert sum(one.released is not None for one in state.injects.values()) == injects
    assert len(state.advances) == len(played.rounds)
    assert all(isinstance(one.advance, Advanced) and one.advance.figures for one in state.advances)
    assert len(state.notes) == 2 * len(played.rounds)
