"""Questions about runs, one at a time, of whoever is still there to hear the answer."""

import gc
import threading
import weakref
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject

from desktop.bridge import spare_runs
from desktop.bridge.attribution import Attributor
from desktop.bridge.job import Progress
from desktop.bridge.spare_runs import SpareRuns
from desktop.engine.compile.compiler import CompiledModel
from tests.views.desks import compiled


@pytest.fixture
def runs(qapp: QCoreApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[SpareRuns]:
    monkeypatch.setattr(spare_runs, "compile_model", lambda _: compiled())
    made = SpareRuns(compiled().model)
    yield made
    made.close()


def test_that_who_asked_once_may_go(runs: SpareRuns) -> None:
    attributor = Attributor(runs)
    gone = weakref.ref(attributor)
    del attributor
    gc.collect()
    assert gone() is None


def test_that_a_question_given_up_while_another_has_the_model_is_not_begun(
    runs: SpareRuns, caplog: pytest.LogCaptureFixture
) -> None:
    receiver = QObject()
    told: list[object] = []
    first, second = (runs.questions(receiver, told.append, told.append) for _ in range(2))
    lent, go, waiting = threading.Event(), threading.Event(), threading.Event()
    begun: list[CompiledModel] = []

    def long(_: CompiledModel, __: Callable[[], bool]) -> None:
        lent.set()
        assert go.wait(10)

    question = runs.question(lambda model, _: begun.append(model))

    def waits(progress: Progress) -> None:
        waiting.set()
        question(progress)

    first.want(runs.question(long))
    assert lent.wait(10)
    second.want(waits)
    assert waiting.wait(10)
    second.cancel()
    go.set()
    runs.close()
    assert begun == []
    assert told == []
    assert caplog.messages == []
