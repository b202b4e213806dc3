"""What the desk under test works on: scenarios, numbers, events, what it has given away."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication, QImage

from desktop.app.desk import Desk
from desktop.charts.headline import change_words
from desktop.document.events import future_of
from desktop.domain.indicator import Change
from desktop.engine.results.compare import contrast
from desktop.views.levers.need_strip import NeedStrip


class Figures:
    """Answer questions about one document and its window."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def answers(self) -> dict[str, Callable[..., object]]:
        """Return the questions by their word."""
        return {
            "name": lambda: self._desk.document.scenario.name,
            "kept": self._kept,
            "told_changes": self._told_changes,
            "need": self._need,
            "events": self._events,
            "future": lambda: future_of(self._desk.document.scenario) is not None,
            "clipboard": self._clipboard,
            "bands": self._bands,
            "example": self._example,
            "first_event": lambda: next(iter(self._desk.document.model.events)),
        }

    def _kept(self) -> dict[str, list[object]]:
        """Return each scenario of the library: how many levers it sets, when it was changed."""
        keeper = self._desk.autosave
        assert keeper is not None
        return {one.name: [one.levers, str(one.changed_at)] for one in keeper.summaries}

    def _example(self, preset: str) -> list[str]:
        """Return the name of an example and of its copy."""
        look = self._desk.window.look
        name = look.language.wording(self._desk.document.model.presets[preset].name)
        return [name, look.text("scenarios.mine", name=name)]

    def _told_changes(self) -> list[dict[str, object]]:
        """Return for each chart the words it says, and the change between its two drawn lines."""
        window, language = self._desk.window, self._desk.window.look.language
        curves, model = window.desk.curves, self._desk.document.model
        assert curves is not None
        step = model.clock.step(window.desk.headline_month)
        found: list[dict[str, object]] = []
        for name in window.desk.shown:
            indicator = model.indicators[name]
            drawn = float(curves.bands.of(name)[2][step])
            usual = float(curves.baseline_bands.of(name)[2][step])
            percent = indicator.change is Change.PERCENT
            change = (drawn / usual - 1) * 100 if percent else drawn - usual
            told = contrast(curves.projection, curves.baseline, name, step)
            found.append(
                {
                    "chart": name,
                    "says": window.desk.card(name).chart.spoken_name(),
                    "change": change_words(told, indicator, language),
                    "told": told.change,
                    "between": change,
                }
            )
        return found

    def _need(self, lever: str) -> dict[str, object] | None:
        """Return what the amber line of a lever offers; None while there is none."""
        strip = self._desk.window.levers.rows[lever].findChild(NeedStrip)
        if strip is None or not strip.isVisible() or strip.need is None or strip.need.fix is None:
            return None
        fix = strip.need.fix
        strip.button.setObjectName(f"mend-{lever}")
        return {"lever": fix.lever, "value": fix.setting.value, "says": strip.sentence.text()}

    def _events(self) -> list[list[str]]:
        events = self._desk.document.scenario.combined.events
        return [[one.event, str(one.month)] for one in events]

    def _clipboard(self) -> dict[str, object]:
        data = QGuiApplication.clipboard().mimeData()
        image = data.imageData()
        return {
            "width": image.width() if isinstance(image, QImage) else 0,
            "text": data.text(),
            "html": data.hasHtml(),
        }

    def _bands(self, indicator: str) -> list[list[float]]:
        curves = self._desk.window.desk.curves
        assert curves is not None
        return [[float(value) for value in row] for row in curves.bands.of(indicator)]
