"""What the keys of a row of calls come to: whole calls, taken down piece by piece."""

from collections.abc import Callable

from desktop.domain.errors import BadAmountError
from desktop.domain.prediction import (
    CONFIDENCES,
    DIRECTIONS,
    LARGEST_AMOUNT,
    Call,
    Direction,
    direction_of,
)
from desktop.ui.lever_words import typed_number


class CallTaking:
    """Put calls together; how sure somebody is waits until they say which way.

    Whose call it is, is told by a key of the owner's; `called` finds one as it stands, `take`
    takes one down.
    """

    def __init__(
        self,
        called: Callable[[str], Call | None],
        take: Callable[[str, str, int | None, float | None], None],
    ) -> None:
        self._called, self._take = called, take
        self.sure: dict[str, int] = {}
        """How sure somebody is who has not said yet which way."""

    def direction(self, key: str, place: int) -> None:
        """Call a direction; an amount that was called goes along with it, if it can."""
        before, direction = self._called(key), DIRECTIONS[place]
        amount = None if before is None else before.amount
        if amount is not None:
            turned = (amount, -amount)
            amount = next((one for one in turned if direction_of(one) is direction), None)
        sure = self.sure.pop(key, None) if before is None else before.confidence
        self._take(key, direction, sure, amount)

    def confidence(self, key: str, place: int) -> None:
        """Call how surely; without a direction it waits for one."""
        before, sure = self._called(key), CONFIDENCES[place]
        if before is None:
            self.sure[key] = sure
        else:
            self._take(key, before.direction, sure, before.amount)

    def amount(self, key: str, typed: str) -> None:
        """Call an amount: without a sign it has that of the direction, else it says which way.

        Raise BadAmountError for what is no number; nothing typed takes the amount away.
        """
        before = self._called(key)
        if not typed.strip():
            if before is not None and before.amount is not None:
                self._take(key, before.direction, before.confidence, None)
            return
        amount = typed_number(typed)
        if amount is None:
            raise BadAmountError(most=int(LARGEST_AMOUNT))
        if before is None:
            self._take(key, direction_of(amount), self.sure.pop(key, None), amount)
            return
        if typed.strip()[0] not in "+-\u2212" and before.direction == Direction.DOWN:
            amount = -amount
        self._take(key, before.direction, before.confidence, amount)
