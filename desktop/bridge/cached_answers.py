"""Answers that take long to work out: each of them once, off the widgets' thread."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from desktop.bridge.latest_wins import LatestWins
from desktop.domain.errors import VecinosError

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class CachedAnswers(Generic[K, T]):
    """Answer the latest key that was asked for, from what is known where it is.

    What was worked out is known from then on, though another key was asked for meanwhile; what
    failed is tried again when it is asked for again. `answered` and `failed` are called on the
    widgets' thread, while `receiver` is there. `close` must be called.
    """

    def __init__(
        self,
        work: Callable[[K], T],
        receiver: QObject,
        answered: Callable[[T], object],
        failed: Callable[[VecinosError], object],
        *,
        what: str,
    ) -> None:
        self._work = work
        self._answered = answered
        self._known: dict[K, T] = {}
        self._latest = LatestWins(receiver, answered, failed, what=what)

    @property
    def busy(self) -> bool:
        """Say whether an answer is still to come."""
        return self._latest.busy

    def want(self, key: K) -> None:
        """Want the answer to this key; `answered` has it before this returns if it is known."""
        if key in self._known:
            self._latest.cancel()
            self._answered(self._known[key])
        else:
            self._latest.want(lambda _: self._answer(key))

    def cancel(self) -> None:
        """Want no answer any more; work under way goes on, and is known then."""
        self._latest.cancel()

    def close(self) -> None:
        """Answer nothing any more; work under way is waited for, and told to nobody."""
        self._latest.close()

    def _answer(self, key: K) -> T:
        # Whoever asked for another key and for this one again finds it answered by now.
        if key not in self._known:
            self._known[key] = self._work(key)
        return self._known[key]
