"""A desk in a process of its own that plays an exercise by a script, and says what is on the disk.

`python -m tests.crash_recovery.play_window LIBRARY` goes on where the play in the library stands,
and tells one line of JSON for where it found it and for each entry once that is on the disk.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from desktop.bridge.preferences import Preferences
from desktop.document.play.scenario import drawn
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.play.entries import (
    Begun,
    CountdownChanged,
    Ended,
    Entry,
    InjectReleased,
    InjectShown,
    MomentMarked,
    Noted,
    Offer,
    Predicted,
    Rationale,
    StageBegun,
)
from desktop.domain.scenario import Scenario
from desktop.engine.compile.compiler import compile_model
from desktop.language.language import load_language
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES
from desktop.session.play.conduct import Conduct
from desktop.session.projector import RunPlacement
from desktop.session.session import Session

US, MX = "us_administration", "mx_presidency"
NAME = "Morning"
MEMBERS = 40
LOOKS_MS = 10
Step = Callable[[Conduct], bool]


def entering(entry: Entry) -> Step:
    """Return the step that enters this."""
    return lambda play: play.enter(entry)


def advancing(play: Conduct) -> bool:
    """Play the months of the round, and wait until they are."""
    asked = play.advance()
    until(lambda: not play.advancing)
    return asked


def drawing(play: Conduct) -> bool:
    """Let chance draw."""
    return play.enter(drawn(play.setup, play.state))


SCRIPT: tuple[Step, ...] = (
    entering(Begun()),
    entering(StageBegun("campaign", "brief", 300.0)),
    entering(InjectShown("debate_night")),
    entering(InjectReleased("debate_night")),
    entering(StageBegun("campaign", "deliberate", 1200.0)),
    entering(Offer(US, "us_rhetoric_restraint", 80.0)),
    entering(Rationale(US, "Lower the noise before the vote.")),
    entering(Offer(US, "coop_framework", 2.0)),
    entering(Offer(MX, "coop_framework", 1.0)),
    entering(Noted("They asked each other first.", "strength")),
    entering(CountdownChanged("hold")),
    entering(CountdownChanged("run")),
    entering(StageBegun("campaign", "predict", 240.0)),
    entering(Predicted("business", "irregular_encounters", "up", 60)),
    drawing,
    entering(StageBegun("campaign", "advance", 180.0)),
    advancing,
    entering(StageBegun("campaign", "discuss", 600.0)),
    entering(MomentMarked()),
    entering(StageBegun("window", "deliberate", 1200.0)),
    entering(Offer(MX, "mx_federal_backup", 60.0)),
    entering(StageBegun("window", "advance", 180.0)),
    advancing,
    entering(Ended()),
)
"""Each step is one entry."""


def until(met: Callable[[], bool]) -> None:
    """Let the desk go on until something is so, and sleep while nothing happens."""
    beat = QTimer()
    beat.start(LOOKS_MS)
    while not met():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def tell(**said: object) -> None:
    """Say something to whoever started this."""
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


@contextmanager
def session_alone() -> Iterator[Session]:
    """Open a session without its windows, which take as long to import as the play takes."""
    alone = Scenario("Alone", ensemble=EnsembleChoice(members=MEMBERS))
    compiled, english = compile_model(read_model(RESOURCES)), load_language("en", RESOURCES)
    placed = RunPlacement.GUI
    session = Session(compiled, alone, Preferences(), english, RESOURCES, lane=placed)
    try:
        yield session
    finally:
        session.close()


def main() -> int:
    """Play to the end of the script."""
    (library,) = sys.argv[1:]
    _application = QCoreApplication([])
    with session_alone() as session:
        play = session.play
        play.failed.connect(lambda error: tell(failed=f"{error.code} {error.fields}"))
        session.open_library(library)
        listed: list[tuple[int, str]] = []
        heard: list[bool] = []

        def take(found: tuple[object, ...]) -> None:
            listed.extend((one.id, one.name) for one in found)  # type: ignore[attr-defined]  # summaries
            heard.append(True)

        lane = session.library.lane
        assert lane is not None
        lane.submit(lambda store: store.plays.listed()).then(play, take)
        until(lambda: bool(heard))
        if listed:
            play.reopen(*listed[0])
        else:
            text = RESOURCES / "exercises" / "concurrent_elections.toml"
            few = f"[start]\nmembers = {MEMBERS}\n"
            play.begin(text.read_text(encoding="utf-8").replace("[start]\n", few, 1), NAME)
        until(lambda: play.open and play.curves.latest is not None)
        countdown, state = play.countdown, play.state
        tell(
            found=len(play.entries),
            stage=[state.round, state.stage],
            left=countdown.left,
            running=countdown.running,
        )
        countdown.resume(subtract=False)
        for step in SCRIPT[len(play.entries) :]:
            if not step(play):
                return 1
            until(lambda: not play.saving.unsaved)
            tell(kept=len(play.entries))
        tell(done=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
