"""Earlier states of scenarios: when one is made, which are kept, and reading them back."""

import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from db.errors import VersionDamagedError, VersionNotFoundError
from db.file.rows import VersionRow
from db.scenarios import band_snapshots
from db.scenarios.serialization import (
    ContentError,
    content,
    contents,
    inflated,
    plain_of,
    run_digest,
    scenario_of,
    text,
    text_digest,
)
from db.scenarios.summary import Cause, VersionSummary
from desktop.domain.band_snapshot import BandSnapshot
from desktop.domain.scenario import Scenario

BETWEEN = timedelta(minutes=10)
"""While a scenario is worked on, at most one version is made in this time."""
ALL_KEPT = timedelta(days=30)
"""Of versions older than this that nobody named, the last of each day (in UTC) stays."""
LONGEST_CONTENT = 8_000_000
"""Bytes that a version may take when it is unpacked; notes are limited to far less."""


def keep(
    session: Session, scenario_id: int, scenario: Scenario, cause: Cause, name: str, now: datetime
) -> int:
    """Keep a state and return the id of its version.

    A state that the newest version holds already makes no second one; that one takes the name.
    """
    written = text(content(scenario))
    digest = text_digest(written)
    newest = _newest(session, scenario_id)
    if newest is not None and newest.digest == digest:
        if name:
            newest.name = name
        if cause is Cause.KEPT:
            newest.cause = cause
        return newest.id
    row = VersionRow(
        scenario_id=scenario_id,
        made_at=now if newest is None else max(now, newest.made_at),
        name=name,
        cause=cause,
        digest=digest,
        model_version=scenario.model_version,
        content=zlib.compress(written.encode("ascii"), 9),
        run_digest=run_digest(scenario),
    )
    row.bands = band_snapshots.latest(session, scenario_id, row.run_digest)
    session.add(row)
    session.flush()
    _thin(session, scenario_id, now)
    return row.id


def is_due(session: Session, scenario_id: int, now: datetime) -> bool:
    """Say whether a scenario under work has gone without a version for long enough."""
    newest = session.scalar(
        sa.select(sa.func.max(VersionRow.made_at)).where(VersionRow.scenario_id == scenario_id)
    )
    # A clock that was set back must not keep versions from being made.
    return newest is None or not newest <= now < newest + BETWEEN


def listed(session: Session, scenario_id: int) -> tuple[VersionSummary, ...]:
    """Return the versions of a scenario, newest first."""
    statement = (
        sa.select(
            VersionRow.id,
            VersionRow.made_at,
            VersionRow.name,
            VersionRow.cause,
            VersionRow.digest,
            VersionRow.model_version,
        )
        .where(VersionRow.scenario_id == scenario_id)
        .order_by(VersionRow.made_at.desc(), VersionRow.id.desc())
    )
    return tuple(
        VersionSummary(number, made_at, name, Cause(cause), digest, model)
        for number, made_at, name, cause, digest, model in session.execute(statement)
    )


def read(session: Session, version_id: int) -> Scenario:
    """Return the state that a version holds; raise if it is gone or not as it was kept."""
    row = session.get(VersionRow, version_id)
    if row is None:
        raise VersionNotFoundError(version=version_id)
    return _read(row.id, row.content, row.digest)


def soundness(session: Session, scenario_ids: Sequence[int]) -> Iterator[tuple[int, int, bool]]:
    """Yield every version of scenarios: their id, its id, and whether it is as it was kept."""
    columns = (VersionRow.id, VersionRow.content, VersionRow.digest)
    for scenario_id in scenario_ids:
        found = session.execute(sa.select(*columns).where(VersionRow.scenario_id == scenario_id))
        for version_id, packed, digest in found:
            try:
                _read(version_id, packed, digest)
            except VersionDamagedError:
                yield scenario_id, version_id, False
            else:
                yield scenario_id, version_id, True


def _read(version_id: int, packed: bytes, digest: str) -> Scenario:
    try:
        with contents():
            written = inflated(packed, LONGEST_CONTENT).decode("ascii")
            if text_digest(written) == digest:
                return scenario_of(plain_of(written))
    except ContentError as error:
        raise VersionDamagedError(version=version_id) from error
    raise VersionDamagedError(version=version_id)


def bands(session: Session, version_id: int) -> BandSnapshot | None:
    """Return the bands of the first run of a version's state; None if it was never run."""
    row = session.get(VersionRow, version_id)
    if row is None:
        raise VersionNotFoundError(version=version_id)
    try:
        return None if row.bands is None else band_snapshots.unpacked(row.bands)
    except ContentError as error:
        raise VersionDamagedError(version=version_id) from error


def name(session: Session, version_id: int, given: str) -> None:
    """Give a version a name, or take it away with an empty one."""
    row = session.get(VersionRow, version_id)
    if row is None:
        raise VersionNotFoundError(version=version_id)
    row.name = given


def _newest(session: Session, scenario_id: int) -> VersionRow | None:
    return session.scalar(
        sa.select(VersionRow)
        .where(VersionRow.scenario_id == scenario_id)
        .order_by(VersionRow.made_at.desc(), VersionRow.id.desc())
        .limit(1)
    )


def _thin(session: Session, scenario_id: int, now: datetime) -> None:
    old = session.execute(
        sa.select(VersionRow.id, VersionRow.made_at)
        .where(
            VersionRow.scenario_id == scenario_id,
            VersionRow.name == "",
            VersionRow.made_at < now - ALL_KEPT,
        )
        .order_by(VersionRow.made_at, VersionRow.id)
    ).all()
    last_of_day = {made_at.date(): number for number, made_at in old}
    superfluous = {number for number, _ in old} - set(last_of_day.values())
    if superfluous:
        session.execute(sa.delete(VersionRow).where(VersionRow.id.in_(superfluous)))
