"""Motion: whether the system or the user asked for none."""

import sys

from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget

_CLIENT_AREA_ANIMATION = 0x1042
"""SPI_GETCLIENTAREAANIMATION: "Show animations in Windows"."""


class CalmStyle(QProxyStyle):
    """Be Fusion without any motion; every animation asks the style how long it may take."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,  # noqa: N803 - Qt's name for it
    ) -> int:
        """Answer zero milliseconds for animations, as Fusion does for all else."""
        if hint == QStyle.StyleHint.SH_Widget_Animation_Duration:
            return 0
        return super().styleHint(hint, option, widget, returnData)


def still(preference: bool | None) -> bool:
    """Say whether nothing shall move: as preferred, else as Windows says, else it moves."""
    if preference is not None:
        return preference
    return sys.platform == "win32" and not _windows_animates()


def _windows_animates() -> bool:
    import ctypes

    answer = ctypes.c_int(1)
    library = ctypes.windll  # type: ignore[attr-defined] # only Windows has it
    library.user32.SystemParametersInfoW(_CLIENT_AREA_ANIMATION, 0, ctypes.byref(answer), 0)
    return bool(answer.value)
