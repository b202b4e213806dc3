"""A model of levers and indicators only, for tests that never run it."""

from desktop.domain.indicator import Better, Change, Event, Indicator
from desktop.domain.lever import Family, Grade
from desktop.domain.model.model import Model
from desktop.domain.wording import Wording
from tests.domain.levers import CLOCK, lever


def _indicator(id_: str) -> Indicator:
    name = Wording(f"Curve {id_}", f"Curva {id_}")
    return Indicator(
        id=id_,
        family=Family.MIGRATION,
        name=name,
        short=name,
        sentence=name,
        unit="1",
        unit_name=name,
        value=Wording("{value}", "{value}"),
        decimals=0,
        better=Better.NONE,
        change=Change.PERCENT,
        bounds=None,
        variable=id_,
        scale=1,
        series=None,
        twelve_months=False,
        start_range=None,
        grade=Grade.C,
        sources=(),
        claims=(),
    )


def _event(id_: str) -> Event:
    name = Wording(f"Event {id_}", f"Suceso {id_}")
    return Event(id_, Family.TRADE, name, name, (0.1, 0.2), Grade.C, (), ())


def plain_model() -> Model:
    """Return a model with levers a, b, c, indicators x, y and the events storm and strike."""
    return Model(
        version="1",
        digest="0",
        clock=CLOCK,
        parameters={},
        functions={},
        lookups={},
        auxiliaries={},
        stocks={},
        noises={},
        pulses={},
        channels={},
        effects=(),
        forces={},
        levers={id_: lever(id_) for id_ in "abc"},
        indicators={id_: _indicator(id_) for id_ in "xy"},
        events={id_: _event(id_) for id_ in ("storm", "strike")},
        links={},
        votes=(),
        calendar=(),
        sources={},
        series={},
    )
