"""A small indicator, its history and its bands: enough to draw a chart."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop.domain.clock import Clock, Month
from desktop.domain.history import Series
from desktop.domain.indicator import Better, Change, Country, Indicator, Vote
from desktop.domain.lever import Family, Grade
from desktop.domain.wording import Wording
from desktop.engine.results.projection import PairedDifference
from desktop.modelfiles.resources import RESOURCES

CLOCK = Clock(Month(2023, 12), Month(2036, 12))
ICONS = Path(RESOURCES) / "icons"

VOTES = tuple(
    Vote(Month(*month), country, midterm)
    for month, country, midterm in (
        ((2012, 7), Country.MX, False),
        ((2012, 11), Country.US, False),
        ((2024, 6), Country.MX, False),
        ((2024, 11), Country.US, False),
        ((2026, 11), Country.US, True),
        ((2028, 11), Country.US, False),
        ((2030, 6), Country.MX, False),
        ((2032, 11), Country.US, False),
        ((2034, 11), Country.US, True),
        ((2036, 6), Country.MX, False),
        ((2036, 11), Country.US, False),
    )
)

HOMICIDE = Indicator(
    id="homicide_rate",
    family=Family.SECURITY,
    name=Wording("Homicide rate", "Tasa de homicidios"),
    short=Wording("Homicides", "Homicidios"),
    sentence=Wording("Homicides in Mexico.", "Homicidios en México."),
    unit="1/kperson/year",
    unit_name=Wording("per 100,000 people a year", "por 100 mil habitantes al año"),
    value=Wording("{value} per 100k", "{value} por 100 mil"),
    decimals=1,
    better=Better.DOWN,
    change=Change.PERCENT,
    bounds=None,
    variable="homicide_rate",
    scale=1.0,
    series="homicides",
    twelve_months=True,
    start_range=None,
    grade=Grade.A,
    sources=(),
    claims=(),
)

APPREHENSIONS = replace(
    HOMICIDE,
    id="irregular_encounters",
    family=Family.MIGRATION,
    name=Wording("Border Patrol apprehensions", "Detenciones en la frontera"),
    unit="kperson/year",
    unit_name=Wording("thousand a year", "miles al año"),
    value=Wording("{value} k", "{value} mil"),
    decimals=0,
)

REMITTANCES = replace(
    HOMICIDE,
    id="remittances",
    family=Family.TRADE,
    name=Wording("Remittances to Mexico", "Remesas a México"),
    short=Wording("Remittances", "Remesas"),
    unit_name=Wording("US$ billion a year", "mmd al año"),
    value=Wording("US$ {value} bn", "{value} mmd"),
)

COOPERATION = replace(
    HOMICIDE,
    id="cooperation_depth",
    family=Family.DIPLOMACY,
    name=Wording("Working cooperation", "Cooperación operativa"),
    short=Wording("Cooperation", "Cooperación"),
    unit="idx",
    unit_name=Wording("index 0–100, judged start", "índice 0–100, inicio estimado"),
    value=Wording("{value} of 100", "{value} de 100"),
    decimals=0,
    change=Change.POINTS,
    bounds=(0.0, 100.0),
    series=None,
    twelve_months=False,
    start_range=(20.0, 40.0),
)


def history(start: float = 19.0, end: float = 24.5, bend: float = 6.0) -> Series:
    """Return twelve-month values from 2007 to the vantage, and single months about them."""
    months = tuple(Month(2007, 12).plus(k) for k in range(193))
    share = np.linspace(0, 1, len(months))
    values = start + (end - start) * share + bend * np.sin(share * 9) * (1 - share)
    raw = values + bend * 0.3 * np.sin(np.arange(len(months)) * 2.4)
    return Series(
        "history",
        Wording("History", "Historia"),
        "",
        "",
        Grade.A,
        Wording("", ""),
        months,
        tuple(values.tolist()),
        months,
        tuple(raw.tolist()),
    )


def bands(start: float, end: float, spread: float, wave: float = 0.0) -> NDArray[np.float64]:
    """Return percentiles (5, TIME) that open from one value."""
    share = np.linspace(0, 1, CLOCK.steps + 1)
    middle = start + (end - start) * (1 - np.exp(-3 * share)) + wave * np.sin(share * 9)
    width = spread * np.sqrt(share)
    return np.stack([middle + z * width for z in (-1.0, -0.42, 0.0, 0.42, 1.0)])


def contrast(
    indicator: Indicator,
    policy: NDArray[np.float64],
    *,
    change: float,
    agreement: float = 0.9,
    step: int = 84,
) -> PairedDifference:
    """Return how a policy stands at a step; step 84 is December 2030."""
    return PairedDifference(
        indicator.id,
        step,
        float(policy[2, step]),
        float(policy[0, step]),
        float(policy[4, step]),
        change,
        change - 5,
        change + 5,
        agreement,
        float(policy[1, step]),
        float(policy[3, step]),
    )
