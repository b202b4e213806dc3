"""Work off the widgets' thread, and what came of it on that thread again, with its type."""

import functools
import logging
import sys
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from desktop.bridge.errors import UnexpectedError
from desktop.domain.errors import VecinosError

_log = logging.getLogger(__name__)

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


def known_error(error: Exception, what: str) -> VecinosError:
    """Return an error that has words; one that has none is a mistake of the program, and logged."""
    if isinstance(error, VecinosError):
        return error
    _log.error("%s ended unexpectedly", what, exc_info=error)
    return UnexpectedError(kind=type(error).__name__)


class JobCancelledError(Exception):
    """Mark work that ended early because nobody waits for its answer: no failure."""


class Progress:
    """Let work tell how far it is, and know whether anybody still wants its answer."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        self._notify = tell
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Want no answer any more."""
        self._cancelled.set()

    def is_cancelled(self) -> bool:
        """Say whether the answer is wanted no more."""
        return self._cancelled.is_set()

    def advance(self, done: int) -> bool:
        """Tell how many steps are done; return whether to go on."""
        self._notify(done)
        return not self.is_cancelled()


@dataclass(frozen=True, slots=True)
class _Result(Generic[T]):
    value: T


@dataclass(frozen=True, slots=True)
class _Receiver(Generic[T]):
    owner: QObject
    done: Callable[[T], object]
    failed: Callable[[VecinosError], object] | None


class Job(Generic[T_co]):
    """Do one piece of work on another thread; either its result or its error is told, once.

    Both are told on the widgets' thread, and only to receivers that are still there; never before
    control has returned to its event loop, so that `then` right after `start` is early enough. Of
    a cancelled job nothing is told. `what` names the work in the log. Only `run` and what it calls
    is for another thread.
    """

    def __init__(self, work: Callable[[Progress], T_co], what: str = "work on files") -> None:
        self._work = work
        self._what = what
        self._progress = Progress(self._advance)
        self._mailbox = _mailbox()
        self._outcome: _Result[T_co] | VecinosError | None = None
        self._receivers: list[_Receiver[T_co]] = []
        self._followers: list[tuple[QObject, Callable[[int], object]]] = []
        self._ended: Callable[[], object] | None = None
        self._thread: threading.Thread | None = None

    def then(
        self,
        receiver: QObject,
        done: Callable[[T_co], object],
        failed: Callable[[VecinosError], object] | None = None,
    ) -> "Job[T_co]":
        """Call one of the two once the work has ended, unless `receiver` is gone by then.

        A method of another QObject that is gone is not called either, as with Qt's connections.
        """
        self._receivers.append(_Receiver(receiver, done, failed))
        return self

    def follow(self, receiver: QObject, advanced: Callable[[int], object]) -> "Job[T_co]":
        """Call `advanced` with every number of steps that the work tells."""
        self._followers.append((receiver, advanced))
        return self

    def at_end(self, ended: Callable[[], object]) -> "Job[T_co]":
        """Call `ended` on the widgets' thread when the work is over, before anything is told.

        Of a cancelled job too: whoever called for it may begin the next one.
        """
        self._ended = ended
        return self

    def start(self) -> "Job[T_co]":
        """Work on a thread of its own, which ends with the program if the work hangs."""
        # Of no lower priority: what holds the interpreter's lock would then keep sliders waiting.
        self._thread = threading.Thread(target=self._run_and_post, name=self._what, daemon=True)
        self._thread.start()
        return self

    def cancel(self) -> None:
        """Want no answer any more; work that has not begun is not done."""
        self._progress.cancel()

    def close(self) -> None:
        """Cancel, and wait for the thread that `start` began."""
        self.cancel()
        if self._thread is not None:
            self._thread.join()

    def run(self) -> None:
        """Do the work, on the thread of whoever calls this; `deliver` tells what came of it."""
        if self._progress.is_cancelled():
            return
        try:
            self._outcome = _Result(self._work(self._progress))
        except JobCancelledError:
            return
        except Exception as error:
            # A mistake of the program must be told as well, not end a thread in silence.
            self._outcome = known_error(error, self._what)

    def deliver(self) -> None:
        """Tell what came of the work; to be called once, on the widgets' thread."""
        receivers, self._receivers, self._followers = self._receivers, [], []
        if self._ended is not None:
            self._ended()
        if self._progress.is_cancelled():
            return
        for receiver in receivers:
            if isinstance(self._outcome, _Result):
                _notify(receiver.owner, receiver.done, self._outcome.value)
            elif self._outcome is not None and receiver.failed is not None:
                _notify(receiver.owner, receiver.failed, self._outcome)

    def _run_and_post(self) -> None:
        self.run()
        self._mailbox.post(self.deliver)

    def _advance(self, done: int) -> None:
        self._mailbox.post(lambda: self._tell_followers(done))

    def _tell_followers(self, done: int) -> None:
        if self._progress.is_cancelled():
            return
        for receiver, advanced in self._followers:
            _notify(receiver, advanced, done)


def _notify(receiver: QObject, hear: Callable[[T], object], value: T) -> None:
    """Call a receiver as Qt does: not one that is gone, and its mistakes keep nobody waiting."""
    owner = getattr(hear, "__self__", None)
    if not isValid(receiver) or (isinstance(owner, QObject) and not isValid(owner)):
        return
    try:
        hear(value)
    except Exception:
        sys.excepthook(*sys.exc_info())


class _Mailbox(QObject):
    """Carry calls from any thread to the widgets' thread, where it is made, in order.

    It lives as long as the program: a signal must not be sent from an object that ends meanwhile.
    """

    _posted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._calls: deque[Callable[[], None]] = deque()
        self._posted.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        self._calls.append(call)
        self._posted.emit()

    @Slot()
    def _call(self) -> None:
        self._calls.popleft()()


@functools.cache
def _mailbox() -> _Mailbox:
    return _Mailbox()
