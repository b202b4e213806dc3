"""What assistive technology is told about a lever: a slider whose value is words and a number."""

from functools import cache
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleValueInterface
from PySide6.QtWidgets import QWidget


@runtime_checkable
class SpokenSlider(Protocol):
    """What the interface needs of the widget it speaks for."""

    spoken_value: str
    """The value with its unit, in the panel's language."""

    def spoken_range(self) -> tuple[float, float, float, float]:
        """Return value, lowest, highest and step, in the lever's unit."""
        ...

    def set_spoken(self, value: float) -> None:
        """Set the lever, as one undo step."""
        ...


class _Value(QAccessibleValueInterface):
    def __init__(self, slider: SpokenSlider) -> None:
        super().__init__()
        self._slider = slider

    def currentValue(self) -> float:
        return self._slider.spoken_range()[0]

    def setCurrentValue(self, value: Any) -> None:
        self._slider.set_spoken(float(value))

    def minimumValue(self) -> float:
        return self._slider.spoken_range()[1]

    def maximumValue(self) -> float:
        return self._slider.spoken_range()[2]

    def minimumStepSize(self) -> float:
        return self._slider.spoken_range()[3]


class _Slider(QAccessibleInterface):
    def __init__(self, widget: QWidget, slider: SpokenSlider) -> None:
        super().__init__()
        self._widget = widget
        self._slider = slider
        self._value = _Value(slider)

    def object(self) -> QWidget:
        return self._widget

    def window(self) -> Any:
        return self._widget.window().windowHandle()

    def isValid(self) -> bool:
        return True

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Slider

    def state(self) -> QAccessible.State:
        state: Any = QAccessible.State()
        state.focusable = True
        state.focused = self._widget.hasFocus()
        state.disabled = not self._widget.isEnabled()
        state.invisible = not self._widget.isVisible()
        return state  # type: ignore[no-any-return]  # the stubs lack the flags of State

    def text(self, kind: QAccessible.Text) -> str:
        match kind:
            case QAccessible.Text.Name:
                return self._widget.accessibleName()
            case QAccessible.Text.Description:
                return self._widget.accessibleDescription()
            case QAccessible.Text.Value:
                return self._slider.spoken_value
        return ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Refuse: the words come from the catalogue."""

    def rect(self) -> QRect:
        return QRect(self._widget.mapToGlobal(QPoint()), self._widget.size())

    def parent(self) -> Any:
        above = self._widget.parentWidget()
        return None if above is None else QAccessible.queryAccessibleInterface(above)

    def childCount(self) -> int:
        return 0

    def child(self, index: int) -> Any:
        return None

    def childAt(self, x: int, y: int) -> Any:
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        return self._value if kind is QAccessible.InterfaceType.ValueInterface else None


_SPOKEN: dict[int, _Slider] = {}
"""Qt frees its half of an interface with the widget; ours is kept as long."""


def _interface(_: str, widget: object) -> QAccessibleInterface | None:
    if not (isinstance(widget, QWidget) and isinstance(widget, SpokenSlider)):
        return None
    key = id(widget)
    made = _Slider(widget, widget)
    _SPOKEN[key] = made
    widget.destroyed.connect(lambda: _SPOKEN.pop(key, None))
    return made


@cache
def offer_sliders() -> None:
    """Tell Qt, once a process, how to speak for sliders that are drawn by hand."""
    QAccessible.installFactory(_interface)
