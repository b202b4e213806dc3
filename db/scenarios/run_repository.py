"""What the last runs of scenarios came to, as one part of a library."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict

import sqlalchemy as sa

from db.errors import ScenarioDamagedError
from db.file.rows import OutcomeRow
from db.file.transactions import Transactions
from db.scenarios import band_snapshots, queries
from db.scenarios.scenario_rows import row_of, touch
from db.scenarios.serialization import ContentError, run_digest
from desktop.domain.band_snapshot import BandSnapshot, Curve
from desktop.domain.clock import Month
from desktop.domain.outcome import Outcome
from desktop.domain.scenario import Scenario


class RunRepository:
    """Keep the outcomes and the bands of the scenarios of one library.

    What is asked of one scenario raises ScenarioNotFoundError where it is not, or in the trash.
    """

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def keep(
        self, scenario_id: int, scenario: Scenario, outcomes: Iterable[Outcome], bands: BandSnapshot
    ) -> None:
        """Keep what a run of this scenario came to, and its bands beside those of other models.

        A version of the same state gets the bands if it has none yet.
        """
        asked = run_digest(scenario)
        rows = [{"scenario_id": scenario_id, **asdict(outcome)} for outcome in outcomes]
        with self._transactions.writing() as session:
            # An update takes the row: two programs keep their runs one after the other.
            touch(session, scenario_id, in_trash=False)
            band_snapshots.keep(session, scenario_id, asked, bands, self._transactions.now())
            session.execute(sa.delete(OutcomeRow).where(OutcomeRow.scenario_id == scenario_id))
            if rows:
                session.execute(sa.insert(OutcomeRow), rows)

    def outcomes_of(
        self, scenario_ids: Sequence[int], indicator: str
    ) -> dict[int, tuple[Outcome, ...]]:
        """Return one indicator's kept outcomes of some scenarios; those without are left out."""
        with self._transactions.reading() as session:
            return queries.outcomes(session, scenario_ids, indicator)

    def fans_of(
        self, scenario_ids: Sequence[int], indicator: str
    ) -> dict[int, tuple[tuple[Month, ...], Curve]]:
        """Return one indicator's months and bands in the last run of some scenarios.

        Those that keep none of it are left out.
        """
        with self._transactions.reading() as session:
            return band_snapshots.newest(session, scenario_ids, indicator)

    def bands(self, scenario_id: int) -> tuple[BandSnapshot, ...]:
        """Return the bands of the last run under each model, newest first.

        Raises ScenarioDamagedError if one cannot be read.
        """
        with self._transactions.reading() as session:
            row_of(session, scenario_id)
            try:
                return band_snapshots.of_scenario(session, scenario_id)
            except ContentError as error:
                raise ScenarioDamagedError(scenario=scenario_id) from error
