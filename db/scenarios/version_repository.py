"""The earlier states of scenarios, as one part of a library."""

from collections.abc import Iterator, Sequence

from db.file.transactions import Transactions
from db.scenarios import mapping, versions
from db.scenarios.scenario_rows import row_of
from db.scenarios.summary import Cause, VersionSummary
from desktop.domain.band_snapshot import BandSnapshot
from desktop.domain.scenario import Scenario


class VersionRepository:
    """Keep the versions of the scenarios of one library.

    What is asked of one version raises VersionNotFoundError where there is none of this id.
    """

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def listed(self, scenario_id: int) -> tuple[VersionSummary, ...]:
        """List the versions of a scenario, newest first."""
        with self._transactions.reading() as session:
            return versions.listed(session, scenario_id)

    def load(self, version_id: int) -> Scenario:
        """Return the scenario as it stood in a version; raise VersionDamagedError if it cannot."""
        with self._transactions.reading() as session:
            return versions.read(session, version_id)

    def keep(self, scenario_id: int, name: str = "", cause: Cause = Cause.KEPT) -> int:
        """Keep the scenario as it was last saved and return the id of the version.

        If the newest version holds just that, it gets the name and no second one is made. Raises
        ScenarioNotFoundError, ScenarioDamagedError, or what is wrong with the name.
        """
        if name:
            mapping.check_name(name)
        with self._transactions.writing() as session:
            scenario = mapping.read(row_of(session, scenario_id))
            now = self._transactions.now()
            return versions.keep(session, scenario_id, scenario, cause, name, now)

    def rename(self, version_id: int, name: str) -> None:
        """Give a version a name, so that it is never thinned out; an empty one takes it away.

        Raises what is wrong with the name.
        """
        if name:
            mapping.check_name(name)
        with self._transactions.writing() as session:
            versions.name(session, version_id, name)

    def bands(self, version_id: int) -> BandSnapshot | None:
        """Return the bands of a version as they were first drawn; None if it was never run.

        Raises VersionDamagedError if they cannot be read.
        """
        with self._transactions.reading() as session:
            return versions.bands(session, version_id)

    def soundness(self, scenario_ids: Sequence[int]) -> Iterator[tuple[int, int, bool]]:
        """Yield every version of scenarios: their id, its id, and whether it is as it was kept."""
        with self._transactions.reading() as session:
            yield from versions.soundness(session, scenario_ids)
