"""What moved a curve, worded: which change, from what, through what, since when."""

from dataclasses import replace

import pytest

from desktop.analysis.attribution import Attribution, Attributions, CauseKind, Driver, Question
from desktop.charts.headline import projected_headline
from desktop.document.causes import ModelGraph
from desktop.domain.clock import Month
from desktop.domain.ensemble import RunRequest
from desktop.domain.lever import Setting
from desktop.domain.policy import STATUS_QUO, PlannedEvent, Policy
from desktop.domain.wording import LanguageCode
from desktop.engine.results.bands import bands
from desktop.engine.run.project import project
from desktop.reports.element_words import ElementWords
from desktop.session.comparison import Comparison
from desktop.session.live_curves import LiveCurves
from desktop.views.explain.story import Story, StoryWords
from tests.views.desks import FEW, compiled, look

MONTH = Month(2030, 12)
DRONE = PlannedEvent("us_drone_strike", Month(2027, 3))
ATTRIBUTIONS = Attributions(compiled())
BASELINE = project(compiled(), STATUS_QUO, compiled().draws(FEW))


def told(
    policy: Policy, indicator: str, drawn: tuple[PlannedEvent, ...] = (), month: Month = MONTH
) -> Story:
    real = compiled()
    request = RunRequest(policy, FEW)
    projection = project(real, policy, real.draws(FEW))
    curves = LiveCurves(
        0,
        projection,
        bands(projection),
        BASELINE,
        bands(BASELINE),
        Comparison(projection, BASELINE),
        exact=True,
        in_force={},
    )
    question = Question(request, indicator, real.model.clock.step(month), drawn)
    return Story(curves, real.model.indicators[indicator], month, ATTRIBUTIONS.of(question))


def words(code: LanguageCode) -> StoryWords:
    model, language = compiled().model, look(code).language
    return StoryWords(model, ElementWords(ModelGraph(model), language), language)


def with_(*events: PlannedEvent, **settings: float) -> Policy:
    return Policy({name: Setting(value) for name, value in settings.items()}, events)


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        (
            "en",
            (
                "“Homicide rate” would be",
                "lower in 2030 than under the status quo, mainly from raising",
                "“Federal support for local security” to 60 of 100",
                "through a rise in “",
                "and in the end a fall in “",
                "clearly seen from",
            ),
        ),
        (
            "es",
            (
                "«Tasa de homicidios»:",
                "menos en 2030 que con el statu quo, sobre todo por subir",
                "«Respaldo federal a seguridad local» a 60 de 100",
                "a través de un alza de «",
                "al final, de una baja de «",
                "se nota con claridad desde",
            ),
        ),
    ],
)
def test_that_the_sentence_says_how_much_from_what_through_what_and_since_when(
    code: LanguageCode, parts: tuple[str, ...]
) -> None:
    (said,) = words(code).sentences(told(with_(mx_federal_backup=60), "homicide_rate"))
    for part in parts:
        assert part in said


@pytest.mark.long
@pytest.mark.parametrize("code", ["en", "es"])
@pytest.mark.parametrize("month", [MONTH, Month(2028, 6)])
def test_that_its_change_has_the_digits_of_the_headline(code: LanguageCode, month: Month) -> None:
    language = look(code).language
    policy = with_(DRONE, mx_federal_backup=60, us_tariff_on_mexico=20, legal_pathways=120)
    compared = 0
    for name, indicator in compiled().model.indicators.items():
        story = told(policy, name, month=month)
        line = projected_headline(story.contrast, indicator, compiled().model.clock, language)
        said = words(code).sentences(story)[0]
        change = line.text.split(" · ")[1]
        if change[0] in "+\u2212":
            compared += 1
            assert change[1:].split(" ")[0] in said
            up = story.contrast.change > 0
            assert language.text("explain.higher" if up else "explain.lower", size="") in said
        else:
            assert language.text("explain.higher", size="") not in said
    assert compared > 5


@pytest.mark.parametrize("code", ["en", "es"])
def test_that_a_policy_that_changes_nothing_says_so(code: LanguageCode) -> None:
    (said,) = words(code).sentences(told(STATUS_QUO, "homicide_rate"))
    assert said.startswith({"en": "Nothing was changed", "es": "No se cambió nada"}[code])


@pytest.mark.parametrize("code", ["en", "es"])
def test_that_a_curve_nothing_moves_says_so(code: LanguageCode) -> None:
    story = told(with_(usmca_enforcement=60), "irregular_encounters")
    (said,) = words(code).sentences(story)
    assert look(code).language.text("chart.unclear").split()[-1] in said
    assert {"en": "nothing that was changed", "es": "nada de lo que se cambió"}[code] in said


@pytest.mark.parametrize("code", ["en", "es"])
def test_that_opposite_causes_that_cancel_are_both_named(code: LanguageCode) -> None:
    story = told(with_(mx_transit_enforcement=80, legal_pathways=60), "irregular_encounters")
    driver = Driver(CauseKind.LEVER, "legal_pathways", 1, 80.0, 0.5)
    other = replace(driver, id="mx_transit_enforcement", effect=-80.0)
    assert story.attribution is not None
    unmoved = replace(BASELINE, policy=story.policy)
    still = replace(story.curves, projection=unmoved, comparison=Comparison(unmoved, BASELINE))
    both = Attribution(story.attribution.question, (driver, other))
    (said,) = words(code).sentences(replace(story, curves=still, attribution=both))
    assert {"en": "lowering “Legal pathways”", "es": "bajar «Vías legales»"}[code] in said
    assert {"en": "nearly cancel out", "es": "casi se compensan"}[code] in said


@pytest.mark.parametrize("code", ["en", "es"])
def test_that_what_works_against_a_change_and_equal_weights_are_named(code: LanguageCode) -> None:
    story = told(with_(mx_federal_backup=60, coop_framework=0, dea_access=5), "homicide_rate")
    assert story.attribution is not None
    one = Driver(CauseKind.LEVER, "mx_federal_backup", 1, -5.0, 0.4)
    drivers = (
        one,
        replace(one, id="coop_framework", effect=-4.5),
        replace(one, id="dea_access", effect=3.0),
    )
    found = replace(story, attribution=Attribution(story.attribution.question, drivers))
    said, against = words(code).sentences(found)
    cooperation = {"en": "and lowering “Security framework”", "es": "y bajar «Marco de seguridad»"}
    assert cooperation[code] in said
    assert "through" not in said
    assert "a través" not in said
    assert {"en": "“Scope for U.S. agents”", "es": "«Margen de agentes de EE.\u00a0UU.»"}[
        code
    ] in against


@pytest.mark.parametrize("code", ["en", "es"])
def test_that_events_and_a_drawn_future_are_causes_and_levers_are_listed_with_their_value(
    code: LanguageCode,
) -> None:
    worded, policy = words(code), with_(DRONE, mx_federal_backup=60)
    placed = told(policy, "cooperation_depth")
    assert placed.attribution is not None
    listed = ["".join(worded.heading(one, policy)) for one in placed.attribution.drivers]
    assert {"en": "Unconsented U.S. drone strike (Mar\u00a02027)"}.get(
        code, "Ataque con dron sin consentimiento (mar\u00a02027)"
    ) in listed
    drawn = told(with_(DRONE), "cooperation_depth", (DRONE,))
    (said,) = worded.sentences(drawn)
    assert {"en": "the event drawn by chance", "es": "el evento generado al azar"}[code] in said
    assert drawn.attribution is not None
    assert worded.share(drawn.attribution.drivers[0]).startswith("100\u00a0%")


def test_that_until_causes_are_known_the_change_alone_is_told() -> None:
    story = replace(told(with_(mx_federal_backup=60), "homicide_rate"), attribution=None)
    (said,) = words("en").sentences(story)
    assert "lower in 2030" in said
    assert "mainly" not in said
