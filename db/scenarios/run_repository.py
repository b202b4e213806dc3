"""What the last runs of scenarios came to, as one part of a library."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields

import sqlalchemy as sa
from sqlalchemy.orm import Session

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
        with self._transactions.writing() as session:
            row_of(session, scenario_id)
            band_snapshots.keep(session, scenario_id, asked, bands, self._transactions.now())
            projected = run_digest(scenario, bands.model_digest)
            _write_outcomes(session, scenario_id, projected, outcomes)

    def keep_outcomes(self, scenario_id: int, projected: str, outcomes: Iterable[Outcome]) -> None:
        """Keep what the last run of a scenario came to; `projected` tells later what was run.

        It is the digest of whatever the outcomes depend on, at most 32 characters.
        """
        with self._transactions.writing() as session:
            _write_outcomes(session, scenario_id, projected, outcomes)

    def outcomes(self, scenario_id: int) -> tuple[str | None, tuple[Outcome, ...]]:
        """Return what was run when outcomes were last kept, and these outcomes."""
        columns = [getattr(OutcomeRow, each.name) for each in fields(Outcome)]
        with self._transactions.reading() as session:
            row = row_of(session, scenario_id)
            found = session.execute(
                sa.select(*columns)
                .where(OutcomeRow.scenario_id == scenario_id)
                .order_by(OutcomeRow.indicator, OutcomeRow.year)
            )
            return row.run_digest, tuple(Outcome(*values) for values in found)

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


def _write_outcomes(
    session: Session, scenario_id: int, projected: str, outcomes: Iterable[Outcome]
) -> None:
    touch(session, scenario_id, in_trash=False, run_digest=projected)
    session.execute(sa.delete(OutcomeRow).where(OutcomeRow.scenario_id == scenario_id))
    rows = [{"scenario_id": scenario_id, **asdict(outcome)} for outcome in outcomes]
    if rows:
        session.execute(sa.insert(OutcomeRow), rows)
