"""The figures that people add to measured series, as one part of a library."""

from collections.abc import Sequence

from db.file.transactions import Transactions
from db.observations import figures
from desktop.domain.clock import Month
from desktop.domain.observation import KeptObservation, LibraryDataState, Observation


class ObservationRepository:
    """Keep the added figures of one library, and the month chosen to project from."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def listed(self) -> tuple[KeptObservation, ...]:
        """Return the figures that were added to measured series, by series and month."""
        with self._transactions.reading() as session:
            return figures.listed(session)

    def state(self) -> LibraryDataState:
        """Return what decides where a projection starts: the sound figures, the month chosen."""
        with self._transactions.reading() as session:
            return LibraryDataState.of(figures.listed(session), figures.vantage(session))

    def add(self, wanted: Sequence[Observation]) -> tuple[int, ...]:
        """Add figures to measured series, all or none, and return their ids.

        Raises ObservationAddedError where a series has one of that month already, and
        ObservationNotStorableError for one that no library can hold.
        """
        with self._transactions.writing() as session:
            return figures.add(session, wanted, self._transactions.now())

    def withdraw(self, observation_ids: Sequence[int]) -> None:
        """Take added figures away, all or none; `restore` puts them back.

        Raises ObservationNotFoundError if one of them is not there.
        """
        with self._transactions.writing() as session:
            figures.withdraw(session, observation_ids, self._transactions.now())

    def restore(self, observation_ids: Sequence[int]) -> None:
        """Put back figures that were withdrawn, all or none.

        Raises ObservationNotFoundError if one of them is not there, and ObservationAddedError where
        another figure of its month was added meanwhile.
        """
        with self._transactions.writing() as session:
            figures.restore(session, observation_ids)

    def vantage(self) -> Month | None:
        """Return the month chosen to project from, None where it is the model's own."""
        with self._transactions.reading() as session:
            return figures.vantage(session)

    def set_vantage(self, month: Month | None) -> None:
        """Choose the month to project from, None for the model's own."""
        with self._transactions.writing() as session:
            figures.set_vantage(session, month)
