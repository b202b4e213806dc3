"""What is shown until a month tells nothing of what comes after it."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.charts.fan_chart import FanChart
from desktop.charts.fonts import load_fonts
from desktop.charts.tokens import LIGHT
from desktop.domain.clock import Month
from desktop.domain.lever import Move, Setting
from desktop.domain.policy import STATUS_QUO, PlannedEvent, Policy
from desktop.domain.scenario import Scenario, TargetLine
from desktop.domain.wording import LanguageCode
from desktop.engine.results.bands import bands
from desktop.engine.results.compare import contrast
from desktop.engine.results.projection import Bands, Projection
from desktop.engine.run.project import project
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.table import projection_table, table_bytes
from desktop.views.curves.sparklines import SparklineStrip
from tests.charts.pixels import near, picture, pixels
from tests.views.desks import FEW, TARIFF, compiled, look, open_desk, settled, sparing

UNTIL = Month(2028, 6)
LATER = UNTIL.plus(1)
SMALL = ("homicide_rate", "remittances", "cooperation_depth")


@dataclass(frozen=True)
class Run:
    """Hold a projected policy."""

    policy: Policy
    projection: Projection
    bands: Bands


def _policy(*, differs: bool) -> Policy:
    """Return a policy; the one that differs pulls every lever to its end afterwards."""
    model = compiled().model
    if not differs:
        return Policy({TARIFF: Setting(20.0)})
    settings = {}
    for lever in model.levers.values():
        upwards = lever.high - lever.default > lever.default - lever.low
        before = (Move(20.0, model.clock.first),) if lever.id == TARIFF else ()
        far = lever.high if upwards else lever.low
        settings[lever.id] = Setting(far, LATER, 3, earlier=before)
    event = next(iter(model.events))
    return Policy(settings, (PlannedEvent(event, LATER),))


@cache
def _run(name: str) -> Run:
    policies = {
        "status quo": STATUS_QUO,
        "one": _policy(differs=False),
        "other": _policy(differs=True),
    }
    projection = project(compiled(), policies[name], compiled().draws(FEW))
    return Run(policies[name], projection, bands(projection))


def _chart(qtbot: QtBot, indicator: str, run: Run, code: LanguageCode) -> FanChart:
    model, worn = compiled().model, look(code)
    load_fonts(RESOURCES)
    known = model.indicators[indicator]
    series = None if known.series is None else model.series[known.series]
    chart = FanChart(known, series, model.clock, model.votes, worn.language, worn.tokens)
    qtbot.addWidget(chart)
    chart.resize(420, 240)
    chart.set_events(tuple(planned.month for planned in run.policy.events))
    chart.show_baseline(_run("status quo").bands.of(indicator))
    chart.show_policy(run.bands.of(indicator), moving=False)
    chart.set_targets((TargetLine(indicator, float(run.bands.of(indicator)[2, 0])),))
    return chart


def _headline(chart: FanChart, run: Run, month: Month) -> None:
    step = compiled().model.clock.step(month)
    status_quo = _run("status quo").projection
    members = run.projection.of(chart.indicator.id)[step]
    chart.set_headline(contrast(run.projection, status_quo, chart.indicator.id, step), members)


def _told(chart: FanChart) -> tuple[object, ...]:
    """Return all that a chart lets be seen or heard, as it is and read in two months."""
    found: list[object] = []
    for month in (None, UNTIL, Month(2026, 2), LATER, Month(2033, 1)):
        chart.set_cross_hair(month)
        found += [
            picture(chart).tobytes(),
            chart.spoken_name(),
            chart.spoken_description(),
            chart.cut_words(),
            chart.axis,
            tuple(placed.label.text for placed in chart.plot.labels),
            chart.natural_form,
        ]
    return tuple(found)


def _until(qtbot: QtBot, indicator: str, name: str, code: LanguageCode) -> tuple[object, ...]:
    chart = _chart(qtbot, indicator, _run(name), code)
    chart.set_seen_until(UNTIL)
    _headline(chart, _run(name), UNTIL)
    return _told(chart)


def _indicators(names: tuple[str, ...] | None) -> tuple[str, ...]:
    return names or tuple(compiled().model.indicators)


both = pytest.mark.parametrize("code", ["en", "es"])
some_and_all = pytest.mark.parametrize(
    "names", [SMALL, pytest.param(None, marks=pytest.mark.long, id="all")]
)


def test_that_the_two_policies_are_one_until_the_month_and_part_after_it() -> None:
    one, other = (_run(name).bands for name in ("one", "other"))
    step = compiled().model.clock.step(UNTIL)
    apart = [i for i in one.indicators if not np.array_equal(one.of(i), other.of(i))]
    assert len(apart) == len(one.indicators)
    for indicator in one.indicators:
        mine, others = (run.of(indicator)[:, : step + 1] for run in (one, other))
        assert np.array_equal(mine, others)


@both
@some_and_all
def test_that_a_chart_tells_nothing_of_what_comes_after_the_month(
    qtbot: QtBot, names: tuple[str, ...] | None, code: LanguageCode
) -> None:
    for indicator in _indicators(names):
        one, other = (_until(qtbot, indicator, name, code) for name in ("one", "other"))
        assert one == other, indicator
        whole = [_told(_chart(qtbot, indicator, _run(name), code)) for name in ("one", "other")]
        assert whole[0] != whole[1], indicator


def test_that_the_axis_is_held_to_it_too(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def of_everything(chart: FanChart) -> object:
        seen, chart._fan = chart._fan, chart._all
        try:
            return fitted(chart)
        finally:
            chart._fan = seen

    apart = [
        indicator
        for indicator in compiled().model.indicators
        if len({_chart(qtbot, indicator, _run(name), "en").axis for name in ("one", "other")}) == 2
    ][:2]
    fitted = FanChart._wanted_axis
    monkeypatch.setattr(FanChart, "_wanted_axis", of_everything)
    caught = [
        indicator
        for indicator in apart
        if _until(qtbot, indicator, "one", "en") != _until(qtbot, indicator, "other", "en")
    ]
    assert caught == apart
    assert caught


def test_that_a_limit_taken_away_leaves_no_trace(qtbot: QtBot) -> None:
    chart = _chart(qtbot, SMALL[0], _run("other"), "en")
    _headline(chart, _run("other"), Month(2030, 12))
    before = _told(chart)
    chart.set_seen_until(UNTIL)
    assert _told(chart) != before
    chart.set_seen_until(None)
    assert _told(chart) == before


def test_that_the_curves_of_a_later_run_and_a_later_headline_stay_hidden(qtbot: QtBot) -> None:
    chart = _chart(qtbot, SMALL[0], _run("one"), "en")
    chart.set_seen_until(UNTIL)
    bare = chart.spoken_name()
    _headline(chart, _run("one"), LATER)
    assert chart.spoken_name() == bare
    seen = picture(chart)
    for moving in (True, False):
        chart.show_policy(_run("other").bands.of(SMALL[0]), moving=moving)
    assert (picture(chart) == seen).all()


def test_that_before_the_vantage_only_the_past_until_then_is_seen(qtbot: QtBot) -> None:
    chart = _chart(qtbot, "homicide_rate", _run("one"), "en")
    limit = Month(2018, 6)
    chart.set_seen_until(limit)
    chart.set_targets(())
    assert chart.plot.labels == ()
    read = []
    for month in (Month(2018, 1), Month(2019, 1)):
        chart.set_cross_hair(month)
        read.append(chart.month)
    assert read == [Month(2018, 1), None]
    assert _measured(chart, after=limit) == 0
    chart.set_seen_until(None)
    assert _measured(chart, after=limit) > 20


def _measured(chart: FanChart, *, after: Month) -> int:
    """Return how many pixels after a month have the colour of what was measured."""
    inside = chart.plot.frame.plot.translated(QPointF(chart.plot.pos()))
    left = chart.plot.x() + chart.plot.frame.x(after.year_fraction) + 4
    rows = slice(int(inside.top()) + 1, int(inside.bottom()) - 2)
    return int(near(picture(chart)[rows, int(left) : int(inside.right())], LIGHT.hist, 6).sum())


def test_that_pointer_and_keys_read_nothing_after_the_month(qtbot: QtBot) -> None:
    chart = _chart(qtbot, SMALL[0], _run("one"), "en")
    chart.set_seen_until(UNTIL)
    chart.show()
    read: list[Month | None] = []
    chart.cross_hair_moved.connect(read.append)
    frame = chart.plot.frame
    at = QPointF(chart.plot.pos()) + QPointF(frame.x(2034.0), frame.plot.center().y())
    QTest.mouseMove(chart, QPoint(round(at.x()) - 4, round(at.y())))
    QTest.mouseMove(chart, at.toPoint())
    QTest.keyClick(chart, Qt.Key.Key_End)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert read
    assert set(read) == {UNTIL}


@both
@some_and_all
def test_that_sparklines_tell_nothing_of_what_comes_after_the_month(
    qtbot: QtBot, names: tuple[str, ...] | None, code: LanguageCode
) -> None:
    load_fonts(RESOURCES)
    model = compiled().model

    def told(name: str, indicator: str, until: Month | None) -> tuple[object, ...]:
        strip = SparklineStrip(model, look(code))
        qtbot.addWidget(strip)
        strip.set_seen_until(until)
        strip.show_bands(
            indicator, _run(name).bands.of(indicator), model.clock.step(Month(2030, 12))
        )
        small = strip.sparkline(indicator)
        small.resize(180, 52)
        return (
            picture(small).tobytes(),
            small.value,
            small.accessibleName(),
            small.toolTip(),
            small.axis,
        )

    for indicator in _indicators(names):
        assert told("one", indicator, UNTIL) == told("other", indicator, UNTIL), indicator
        assert told("one", indicator, None) != told("other", indicator, None), indicator


def test_that_a_table_ends_with_the_month() -> None:
    model = compiled().model
    units = {one.id: one.unit for one in model.indicators.values()}
    everything = tuple(model.indicators)

    def rows(name: str, until: Month | None) -> bytes:
        quo = _run("status quo").bands
        return table_bytes(projection_table(_run(name).bands, quo, units, everything, until=until))

    assert rows("one", UNTIL) == rows("other", UNTIL)
    assert rows("one", LATER) != rows("other", LATER)
    assert rows("one", None).startswith(rows("one", UNTIL))
    assert rows("one", UNTIL).splitlines()[-1].startswith(str(UNTIL).encode())
    assert len(rows("one", Month(2020, 1)).splitlines()) == 1
    assert rows("one", Month(2050, 1)) == rows("one", None)


@pytest.mark.parametrize("code", ["en", pytest.param("es", marks=pytest.mark.long)])
def test_that_a_desk_shows_and_copies_nothing_after_the_month(
    qtbot: QtBot, code: LanguageCode
) -> None:
    preferences = sparing()
    preferences.language = code
    with open_desk(qtbot, preferences=preferences) as desk:
        area = desk.window.desk
        language, timeline = look(code).language, desk.window.timeline
        assert language.date(UNTIL) not in timeline.accessibleDescription()
        area.set_seen_until(UNTIL)
        assert language.date(UNTIL) in timeline.accessibleDescription()

        def told() -> list[object]:
            found: list[object] = []
            for indicator in area.shown:
                data = desk.window.exports.mime((indicator,))
                image = data.imageData()
                assert isinstance(image, QImage)
                found += [pixels(image).tobytes(), data.text(), data.html()]
                found += [area.card(indicator).chart.spoken_name()]
            for indicator in area.strip.order:
                found.append(area.strip.sparkline(indicator).accessibleName())
            return found

        def of(name: str) -> list[object]:
            desk.document.load(Scenario("Both", policy=_run(name).policy, ensemble=FEW))
            settled(qtbot, desk)
            return told()

        one = of("one")
        assert of("other") == one
        area.set_seen_until(None)
        assert language.date(UNTIL) not in timeline.accessibleDescription()
        assert told() != one
