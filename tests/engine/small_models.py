"""Models small enough to be worked out by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from desktop.domain.clock import Clock, Month
from desktop.domain.history import Series
from desktop.domain.indicator import Better, Change, Event, Indicator
from desktop.domain.lever import Family, Grade, Lever
from desktop.domain.model.model import (
    Auxiliary,
    Channel,
    Effect,
    ElectionPulse,
    Evidence,
    Function,
    LeverForce,
    LookupTable,
    Model,
    Noise,
    Parameter,
    ParameterKind,
    Shape,
    Stock,
)
from desktop.domain.wording import Wording
from tests.domain import levers as plain

CLOCK = plain.CLOCK

WORDS = Wording("word", "palabra")


def evidence(*links: int) -> Evidence:
    return Evidence(WORDS, (), Grade.C, frozenset(links), "")


def parameter(
    name: str,
    low: float,
    central: float,
    high: float,
    *links: int,
    kind: ParameterKind = ParameterKind.EFFECT,
    least: float | None = None,
    most: float | None = None,
) -> Parameter:
    return Parameter(name, "1", low, central, high, kind, least, most, evidence(*links))


def certain(name: str, value: float) -> Parameter:
    return parameter(name, value, value, value)


def stock(
    name: str,
    initial: str,
    change: str | None = None,
    *,
    inflow: str | None = None,
    outflow: str | None = None,
    period: str = "month",
    bounds: tuple[float, float] | None = None,
) -> Stock:
    return Stock(name, "idx", initial, inflow, outflow, change, f"idx/{period}", bounds, evidence())


def noise(name: str, tau: float = 24.0, sd: float = 0.5, cut: float | None = None) -> Noise:
    return Noise(name, "1", tau, sd, cut, evidence())


def lever(
    name: str, low: float = 0.0, high: float = 100.0, default: float = 20.0, lead: float = 3.0
) -> Lever:
    """Return a lever whose setting is in force after a while."""
    return replace(plain.lever(name, low, high, default), lead=lead)


def indicator(
    name: str,
    variable: str,
    *,
    scale: float = 1.0,
    twelve_months: bool = False,
    series: str | None = None,
    change: Change = Change.POINTS,
) -> Indicator:
    return Indicator(
        id=name,
        family=Family.MIGRATION,
        name=WORDS,
        short=WORDS,
        sentence=WORDS,
        unit="idx",
        unit_name=WORDS,
        value=Wording("{value}", "{value}"),
        decimals=1,
        better=Better.NONE,
        change=change,
        bounds=None,
        variable=variable,
        scale=scale,
        series=series,
        twelve_months=twelve_months,
        start_range=None,
        grade=Grade.C,
        sources=(),
        claims=(),
    )


def event(name: str) -> Event:
    return Event(name, Family.MIGRATION, WORDS, WORDS, (0.0, 0.1), Grade.C, (), ())


def series(name: str, values: Mapping[Month, float]) -> Series:
    months, raw = tuple(values), tuple(values.values())
    return Series(name, WORDS, "-", "idx", Grade.A, WORDS, months, raw, months, raw)


def _by_id(elements: Sequence[Any]) -> dict[str, Any]:
    return {element.id: element for element in elements}


def model(
    auxiliaries: Mapping[str, str] | None = None,
    *,
    parameters: Sequence[Parameter] = (),
    functions: Sequence[Function] = (),
    lookups: Sequence[LookupTable] = (),
    stocks: Sequence[Stock] = (),
    noises: Sequence[Noise] = (),
    pulses: Sequence[ElectionPulse] = (),
    channels: Sequence[str] = (),
    effects: Sequence[Effect] = (),
    forces: Sequence[LeverForce] | None = None,
    levers: Sequence[Lever] = (),
    indicators: Sequence[Indicator] = (),
    all_series: Sequence[Series] = (),
    clock: Clock = CLOCK,
    units: Mapping[str, str] | None = None,
) -> Model:
    """Return a model with nothing in it but what is given."""
    made = {
        name: Auxiliary(name, (units or {}).get(name, "idx"), equation, evidence())
        for name, equation in (auxiliaries or {}).items()
    }
    if forces is None:
        forces = [LeverForce(each.id, (), each.lead, None) for each in levers]
    return Model(
        version="0",
        digest="",
        clock=clock,
        parameters=_by_id(parameters),
        functions=_by_id(functions),
        lookups=_by_id(lookups),
        auxiliaries=made,
        stocks=_by_id(stocks),
        noises=_by_id(noises),
        pulses=_by_id(pulses),
        channels={name: Channel(name, "idx") for name in channels},
        effects=tuple(effects),
        forces={force.lever: force for force in forces},
        levers=_by_id(levers),
        indicators=_by_id(indicators),
        events={e.event: event(e.event) for e in effects},
        links={},
        votes=(),
        calendar=(),
        sources={},
        series=_by_id(all_series),
    )


def rivals(clock: Clock = CLOCK) -> Model:
    """Return a model with everything in it: a loop of four stocks, levers, noise, events."""
    made = model(
        {
            "pressure": "p_0 * (anger / 40) ** elasticity * exp(weather) * relief(spigot_gap)",
            "spigot_gap": "(spigot_in_force - 45) / 45",
            "answer": "sat(duty_in_force, 10) * (1.3 - 0.6 * trust / 100)",
            "wanted": "clip(30 + anger - 40 + shock + hum * season, 0, 100)",
            "salience": "smooth(pressure, 3, p_0)",
            "memory": "smooth3(salience, slow, p_0)",
            "score": "100 / (1 + exp(-(memory - p_0) / 5)) + lookup(bend, trust)",
            "drift": "k * time / 12",
            "arrivals": "2 * share_0 * pressure / p_0",
            "departures": "share_0 * people / 100 + share_0",
        },
        parameters=[
            parameter("p_0", 140, 170, 190, kind=ParameterKind.START),
            parameter("elasticity", 0.1, 0.3, 0.6, 75),
            parameter("slow", 12, 18, 30, 81),
            parameter("k", -1, 0, 2, kind=ParameterKind.DRIVER),
            certain("share_0", 12.0),
        ],
        functions=[
            Function("sat", ("x", "c"), "1 - exp(-x / c)"),
            Function("relief", ("z",), "1 + (z if z > 0 else z / 2)"),
        ],
        lookups=[LookupTable("bend", "idx", (0.0, 35.0, 100.0), (-4.0, 0.0, 8.0))],
        stocks=[
            stock("anger", "40", "0.18 * (30 * answer + 40 + hum * season - anger)"),
            stock("trust", "35", "(wanted - trust) / (18 if wanted > trust else 3)"),
            stock("habit", "p_0", "(pressure - habit) / slow", period="year"),
            stock(
                "people",
                "100",
                inflow="arrivals",
                outflow="departures",
                bounds=(0.0, 400.0),
            ),
        ],
        noises=[noise("weather", 24, 0.3, 0.6)],
        pulses=[ElectionPulse("season", (Month(2024, 11), Month(2028, 11)), 14, 3)],
        channels=["shock"],
        effects=[
            Effect("quarrel", "anger", 12.0, Shape.IMPULSE, 0.0, 0),
            Effect("quarrel", "shock", -6.0, Shape.FADE, 6.0, 1),
        ],
        levers=[
            lever("spigot", default=45.0, lead=2.0),
            lever("duty", high=30.0, default=0.0, lead=1.0),
        ],
        indicators=[
            indicator("pressure", "pressure", scale=12, twelve_months=True, change=Change.PERCENT),
            indicator("score", "score"),
            indicator("trust", "trust"),
        ],
        clock=clock,
        units={"arrivals": "idx/year", "departures": "idx/year"},
    )
    hum = parameter("hum", 2, 5, 9, 89)
    return replace(made, parameters={**made.parameters, "hum": hum})
