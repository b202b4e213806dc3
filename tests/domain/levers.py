"""Levers to test with, as hypothesis strategies and as plain ones."""

from dataclasses import replace

from hypothesis import strategies as st

from desktop.domain.clock import Clock, Month
from desktop.domain.lever import Family, Grade, Holder, Lever, Setting, Target
from desktop.domain.wording import Wording

CLOCK = Clock(Month(2023, 12), Month(2036, 12))


def lever(id_: str, low: float = 0, high: float = 100, default: float = 25) -> Lever:
    """Return a lever of the trade family with this range."""
    name = Wording(f"Lever {id_}", f"Palanca {id_}")
    return Lever(
        id=id_,
        family=Family.TRADE,
        holder=Holder.US,
        needs=(),
        name=name,
        short=name,
        sentence=name,
        low_end=name,
        high_end=name,
        unit="1",
        display=Wording("{value} points", "{value} puntos"),
        levels=(),
        low=low,
        high=high,
        default=default,
        step=1,
        decimals=0,
        lead=0,
        cost_us=6,
        cost_mx=3,
        notches=(),
        target=Target("x", 1),
        grade=Grade.C,
        sources=(),
        claims=(),
    )


@st.composite
def levers(draw: st.DrawFn) -> Lever:
    """Draw a lever whose default lies anywhere in its range, ends included."""
    low = draw(st.floats(-1000, 1000))
    high = low + draw(st.floats(0.5, 1000))
    share = draw(st.floats(0, 1))
    default = min(high, max(low, low + share * (high - low)))
    costs = st.integers(0, 20).map(lambda half: half / 2)
    return replace(lever("any", low, high, default), cost_us=draw(costs), cost_mx=draw(costs))


@st.composite
def settings(draw: st.DrawFn, of: Lever, clock: Clock = CLOCK) -> Setting:
    """Draw a setting that this lever and clock allow."""
    months = st.integers(1, clock.steps)
    start = draw(st.none() | months)
    last = draw(st.none() | st.integers(start or 1, clock.steps))
    return Setting(
        value=draw(st.floats(of.low, of.high)),
        start=None if start is None else clock.month(start),
        ramp=draw(st.integers(0, clock.steps)),
        last=None if last is None else clock.month(last),
    )
