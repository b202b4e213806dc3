"""What ships of the hindcasts beside the ensembles: their skill by what they were told, and rivals.

`python -m desktop.calibration.track_record` makes it anew; the rivals need the extra `calibration`.
"""

import json
import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from desktop.calibration.hindcast import ORIGINS, YEARS, hindcast
from desktop.calibration.report import SkillReport, content, figure, report
from desktop.calibration.rival_skill import Period, RivalBands, RivalSkill
from desktop.calibration.rivals import Rival, rival_bands
from desktop.calibration.skill import Five, Skill
from desktop.calibration.told import Told
from desktop.calibration.widths import Width, widths
from desktop.calibration.window import FIRST_YEAR, history_digest, observed
from desktop.domain.errors import MissingResourceError
from desktop.modelfiles.ensembles import FOLDER
from desktop.modelfiles.read import read_model, read_record
from desktop.modelfiles.resources import RESOURCES

FILE = "skill.json"
"""Beside the ensembles; made by `make ensembles`."""

Row = TypeVar("Row", Skill, RivalSkill, Period, Width)


@dataclass(frozen=True)
class TrackRecord:
    """Hold how the shipped ensembles did, by what they were told, and the rivals' bands."""

    model_digest: str
    """Of the model that was run."""
    history_digest: str
    """Of the history that it was held against, and the rivals were fitted to."""
    told: Mapping[Told, SkillReport]
    bands: RivalBands


def make_track_record(folder: Path = RESOURCES) -> TrackRecord:
    """Fit the rivals and run every hindcast, whatever it is told: a minute or two."""
    model, past = read_model(folder), read_record(folder)
    bands: dict[tuple[str, str, int], tuple[Five, ...]] = {}
    for indicator in model.indicators.values():
        if indicator.series is None:
            continue
        for origin in ORIGINS:
            series = past.series[indicator.series]
            known = observed(indicator.id, series, FIRST_YEAR, origin.year)
            for rival, percentiles in rival_bands(known, origin.year, YEARS).items():
                years = [_five([figure(x) for x in column]) for column in percentiles.T[1:]]
                bands[rival, indicator.id, origin.year] = tuple(years)
    wide = widths(folder)
    told = {
        each: report(
            [hindcast(origin, folder, told=each, past=past) for origin in ORIGINS], bands, wide
        )
        for each in Told
    }
    known_digest = history_digest(past.until(model.clock.vantage))
    return TrackRecord(model.digest, known_digest, told, bands)


def track_record_json(record: TrackRecord) -> str:
    """Return the record as JSON, figures at six significant digits."""
    plain = {
        "model_digest": record.model_digest,
        "history_digest": record.history_digest,
        "told": [content(found) for found in record.told.values()],
        "bands": [
            {"rival": rival, "indicator": indicator, "origin": origin, "percentiles": years}
            for (rival, indicator, origin), years in record.bands.items()
        ],
    }
    return json.dumps(plain, indent=1) + "\n"


def read_track_record(folder: Path = RESOURCES) -> TrackRecord:
    """Read what ships; raise MissingResourceError where it is not there or not whole.

    Nothing is run: this is what a page can show at once.
    """
    path = folder / FOLDER / FILE
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        found = {each.told: each for each in map(_report, plain["told"])}
        return TrackRecord(
            model_digest=_text(plain["model_digest"]),
            history_digest=_text(plain["history_digest"]),
            told={told: found[told] for told in Told},
            bands=dict(map(_bands, plain["bands"])),
        )
    except (OSError, RecursionError, ValueError, LookupError, TypeError, AttributeError) as fault:
        raise MissingResourceError(path=path) from fault


def _report(plain: dict[str, Any]) -> SkillReport:
    return SkillReport(
        told=Told(plain["told"]),
        rows=_rows(Skill, plain["rows"]),
        by_series=_rows(Skill, plain["by_series"]),
        by_origin=_rows(Skill, plain["by_origin"]),
        pooled=_rows(Skill, [plain["pooled"]])[0],
        rivals=_rows(RivalSkill, plain["rivals"]),
        periods=_rows(Period, plain["periods"]),
        widths=_rows(Width, plain["widths"]),
    )


def _rows(kind: type[Row], rows: list[dict[str, Any]]) -> tuple[Row, ...]:
    hints = get_type_hints(kind)
    found = []
    for plain in rows:
        for name, hint in hints.items():
            value = plain[name]
            endless = isinstance(value, float) and not math.isfinite(value)
            if not isinstance(value, hint) or endless:
                raise ValueError(name)
        found.append(kind(**plain))
    return tuple(found)


def _bands(plain: dict[str, Any]) -> tuple[tuple[str, str, int], tuple[Five, ...]]:
    years = tuple(map(_five, plain["percentiles"]))
    if len(years) != YEARS:
        raise ValueError("percentiles")
    return (Rival(plain["rival"]), _text(plain["indicator"]), int(plain["origin"])), years


def _five(values: list[float]) -> Five:
    five, twenty_five, median, seventy_five, ninety_five = map(float, values)
    found = (five, twenty_five, median, seventy_five, ninety_five)
    if not all(map(math.isfinite, found)) or any(low > high for low, high in pairwise(found)):
        raise ValueError("percentiles")
    return found


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


if __name__ == "__main__":
    sys.stdout.write(track_record_json(make_track_record()))
