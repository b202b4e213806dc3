"""Random models over all of the language."""

from hypothesis import reject
from hypothesis import strategies as st

from desktop.domain.clock import Clock, Month
from desktop.domain.errors import ModelFileError
from desktop.domain.model.model import LookupTable, Model
from desktop.engine.compile.equations import read_equations
from tests.engine.small_models import certain, model, noise, parameter, stock

CLOCK = Clock(Month(2023, 12), Month(2025, 12))
TABLE = LookupTable("table", "table", (-1.0, 0.0, 0.5, 4.0), (2.0, -1.0, 3.0, 3.5))
LEAVES = ("time", "k", "p", "q", "wind", "pool", "tank", "0", "1", "-2.5", "0.3", "1e300", "12")
CALLS = (
    *("exp({})", "ln({})", "sqrt({})", "abs({})", "-({})", "lookup(table, {})", "({}) ** 2"),
    *("({}) ** 3", "({}) ** 0.5", "({}) ** -1", "smooth({}, 4, p)", "smooth3({}, 6, 1)"),
)
PAIRS = (
    *("({}) + ({})", "({}) - ({})", "({}) * ({})", "({}) / ({})", "({}) ** ({})"),
    *("min({}, {})", "max({}, {})"),
)
CONDITIONS = ("{} < {}", "{} <= {}", "{} > {}", "{} >= {}", "{} == {}", "{} != {}")


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    compared = st.builds(str.format, st.sampled_from(CONDITIONS), inner, inner)
    condition = compared | st.builds("({}) and not ({})".format, compared, compared)
    condition |= st.builds("({}) or ({})".format, compared, compared)
    return (
        st.builds(str.format, st.sampled_from(CALLS), inner)
        | st.builds(str.format, st.sampled_from(PAIRS), inner, inner)
        | st.builds("clip({}, {}, {})".format, inner, inner, inner)
        | st.builds("({1}) if ({0}) else ({2})".format, condition, inner, inner)
    )


EXPRESSIONS = st.recursive(st.sampled_from(LEAVES), _larger, max_leaves=12)


@st.composite
def models(draw: st.DrawFn) -> Model:
    """Draw a model of two stocks and a few auxiliaries, each of which may use those before it."""
    auxiliaries: dict[str, str] = {}
    for place in range(draw(st.integers(1, 5))):
        text = draw(EXPRESSIONS)
        if auxiliaries:
            text = f"({text}) + x{place - 1}"
        auxiliaries[f"x{place}"] = text
    last = f"x{len(auxiliaries) - 1}"
    bounds = draw(st.sampled_from([None, (-5.0, 5.0)]))
    made = model(
        auxiliaries,
        parameters=[certain("k", 2.0), parameter("p", 0.5, 1.0, 2.5), parameter("q", -1.0, 0.0, 3)],
        lookups=[TABLE],
        noises=[noise("wind")],
        stocks=[
            stock("pool", "p", f"{last} / 7", bounds=bounds),
            stock("tank", "q", "(x0 - tank) / (6 if x0 > tank else 3)"),
        ],
        clock=CLOCK,
    )
    try:
        read_equations(made)
    except ModelFileError:
        # Numbers alone that make no number are refused when a model is read.
        reject()
    return made
