"""Bands as few bytes, so that every version can keep its own."""

import itertools
import math
import sys
import zlib
from array import array
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from db.file.rows import BandsRow, VersionRow
from db.scenarios.serialization import ContentError, contents, inflated, plain_of, text
from desktop.domain.band_snapshot import BandSnapshot, Curve
from desktop.domain.clock import Month

LONGEST = 1_000_000
"""Bytes that bands may take when they are unpacked; what is drawn takes a thousand."""
_MEDIAN = 2
_PERCENTILES = 5
_FORMS = tuple("H" if place == _MEDIAN else "B" for place in range(_PERCENTILES))
_STEPS = {"H": 65535, "B": 255}


def packed(frozen: BandSnapshot) -> bytes:
    """Return bands as they are kept: a line of JSON, then one row of whole numbers a percentile."""
    curves, rows = [], bytearray()
    for indicator, curve in frozen.curves.items():
        values = [value for percentile in curve for value in percentile]
        sound = len(curve) == _PERCENTILES and all(len(p) == len(frozen.months) for p in curve)
        if not sound or not all(map(math.isfinite, values)):
            raise ValueError(f"bands of {indicator}")
        low = _short(min(values, default=0.0))
        high = _short(max(values, default=0.0))
        curves.append([indicator, low, high])
        for form, percentile in zip(_FORMS, curve, strict=True):
            rows += _bytes(form, [_step(value, low, high, _STEPS[form]) for value in percentile])
    head = text(
        {
            "model": [frozen.model_version, frozen.model_digest],
            "months": _gaps(frozen.months),
            "curves": curves,
        }
    )
    return zlib.compress(head.encode("ascii") + b"\n" + bytes(rows), 9)


@contents()
def unpacked(kept: bytes, only: str | None = None) -> BandSnapshot:
    """Return the bands, of one indicator only if it is named.

    Raise ContentError if they are not what `packed` makes.
    """
    head, _, rows = inflated(kept, LONGEST).partition(b"\n")
    plain = plain_of(head)
    version, digest = plain["model"]
    months = _months(plain["months"])
    curves: dict[str, Curve] = {}
    place = 0
    for indicator, low, high in plain["curves"]:
        if only not in (None, indicator):
            place += len(months) * sum(array(form).itemsize for form in _FORMS)
            continue
        curve = []
        for form in _FORMS:
            end = place + len(months) * array(form).itemsize
            steps = _whole_numbers(form, rows[place:end], len(months))
            span = (high - low) / _STEPS[form]
            values = tuple(low + span * step for step in steps)
            if not all(map(math.isfinite, values)):
                raise ContentError("bands")
            curve.append(values)
            place = end
        curves[str(indicator)] = tuple(curve)
    if place != len(rows):
        raise ContentError("bands")
    return BandSnapshot(str(version), str(digest), months, curves)


def keep(
    session: Session, scenario_id: int, asked: str, frozen: BandSnapshot, now: datetime
) -> None:
    """Keep the bands of a run in place of those of the same model, and with its versions.

    `asked` says what was run. A version keeps the bands it got first.
    """
    content = packed(frozen)
    key = (scenario_id, frozen.model_digest)
    row = session.get(BandsRow, key)
    if row is None:
        row = BandsRow(scenario_id=scenario_id, model_digest=frozen.model_digest)
        session.add(row)
    row.made_at, row.run_digest, row.content = now, asked, content
    session.execute(
        sa.update(VersionRow)
        .where(
            VersionRow.scenario_id == scenario_id,
            VersionRow.run_digest == asked,
            VersionRow.bands.is_(None),
        )
        .values(bands=content)
    )


def latest(session: Session, scenario_id: int, asked: str) -> bytes | None:
    """Return the newest bands of what is asked for, if they are kept."""
    return session.scalar(
        sa.select(BandsRow.content)
        .where(BandsRow.scenario_id == scenario_id, BandsRow.run_digest == asked)
        .order_by(BandsRow.made_at.desc())
        .limit(1)
    )


def newest(
    session: Session, scenario_ids: Sequence[int], indicator: str
) -> dict[int, tuple[tuple[Month, ...], Curve]]:
    """Return months and curve of one indicator in the last run of some scenarios.

    Those that keep none are left out, and those whose bands are damaged.
    """
    statement = (
        sa.select(BandsRow.scenario_id, BandsRow.content)
        .where(BandsRow.scenario_id.in_(scenario_ids))
        .order_by(BandsRow.made_at)
    )
    found: dict[int, tuple[tuple[Month, ...], Curve]] = {}
    last = {row.scenario_id: row.content for row in session.execute(statement)}
    for number, content in last.items():
        with suppress(ContentError):
            kept = unpacked(content, indicator)
            if indicator in kept.curves:
                found[number] = kept.months, kept.curves[indicator]
    return found


def of_scenario(session: Session, scenario_id: int) -> tuple[BandSnapshot, ...]:
    """Return the bands of a scenario's last run under each model, newest first."""
    kept = session.scalars(
        sa.select(BandsRow.content)
        .where(BandsRow.scenario_id == scenario_id)
        .order_by(BandsRow.made_at.desc(), BandsRow.model_digest)
    )
    return tuple(unpacked(content) for content in kept)


def _step(value: float, low: float, high: float, steps: int) -> int:
    share = (value - low) / (high - low) if high > low else 0.0
    return round(min(max(share, 0.0), 1.0) * steps)


def _gaps(months: Sequence[Month]) -> list[str | int]:
    """Return the first month and how many months it is from each to the next."""
    gaps = [after.minus(before) for before, after in itertools.pairwise(months)]
    return [*(str(month) for month in months[:1]), *gaps]


def _months(gaps: Sequence[str | int]) -> tuple[Month, ...]:
    if not gaps:
        return ()
    first, distances = Month.parse(str(gaps[0])), [int(gap) for gap in gaps[1:]]
    months = tuple(first.plus(count) for count in itertools.accumulate(distances, initial=0))
    if not all(0 <= month.year <= 9999 for month in months):
        raise ContentError("months")
    return months


def _short(value: float) -> float:
    """Return the value to six digits: more of them would take more room than the curves."""
    return float(f"{value:.6g}")


def _bytes(form: str, numbers: Sequence[int]) -> bytes:
    # From one month to the next: curves are smooth, and small differences pack better.
    wheel = _STEPS[form] + 1
    steps = [(now - before) % wheel for before, now in itertools.pairwise((0, *numbers))]
    found = array(form, steps)
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()


def _whole_numbers(form: str, kept: bytes, count: int) -> list[int]:
    found: array[int] = array(form)
    found.frombytes(kept)
    if len(found) != count:
        raise ContentError("bands")
    if sys.byteorder == "big":
        found.byteswap()
    wheel = _STEPS[form] + 1
    return [total % wheel for total in itertools.accumulate(found)]
