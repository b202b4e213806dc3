"""JSON Schema of what is in a pack; every pack carries it for whoever reads packs otherwise.

The program itself checks with `pack.scenario_in` and `pack.checksums`; tests hold them and the
schema to the same answers. They differ in one thing: JSON Schema takes 7.0 for an integer, the
program does not.
"""

import sys
from typing import Any

from db.scenarios import mapping
from desktop.domain.fields import MOST_PARTS
from desktop.domain.scenario import FOLDER_LIMIT, MOST_TAGS, NAME_LIMIT, NOTES_LIMIT, TAG_LIMIT

MARK = "vecinos_pack"
"""Key of the manifest that holds the format of the pack."""
_VISIBLE, _INVISIBLE = f"[^{mapping.INVISIBLE}]", f"[{mapping.INVISIBLE}]"
_UNSEEN = r"[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]"
_UNKEEPABLE = r"[\u0000\ud800-\udfff]"
_LARGEST = 2**63 - 1
_LARGEST_SMALL = 2**31 - 1
"""Of members, months of a ramp and numbers of links."""


def _record(required: list[str], **properties: object) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _list(items: object, most: int = MOST_PARTS) -> dict[str, Any]:
    return {"type": "array", "items": items, "maxItems": most}


def _whole(largest: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": -largest, "maximum": largest}


def _line(most: int) -> dict[str, Any]:
    """Describe one line of visible text."""
    return {"type": "string", "maxLength": most, "pattern": _VISIBLE, "not": {"pattern": _UNSEEN}}


_TEXT: dict[str, Any] = {"type": "string", "not": {"pattern": _UNKEEPABLE}}
# The length says what the pattern's end does not in every dialect: no line feed after the month.
_MONTH = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$", "maxLength": len("2024-01")}
_NUMBER = {"type": "number", "minimum": -sys.float_info.max, "maximum": sys.float_info.max}
_SMALL = _whole(_LARGEST_SMALL)
_SETTING = _record(["value"], value=_NUMBER, start=_MONTH, ramp=_SMALL, last=_MONTH)
_MOVE = _record(["value", "start"], value=_NUMBER, start=_MONTH, ramp=_SMALL)
_EARLIER = {**_list(_MOVE), "minItems": 1}
_SETTING_OF_MOVES = {
    **_SETTING,
    "properties": {**_SETTING["properties"], "earlier": _EARLIER},
}
_EVENTS = _list({"type": "array", "prefixItems": [_TEXT, _MONTH], "minItems": 2, "maxItems": 2})
_FOLDER = {
    "type": "string",
    "maxLength": FOLDER_LIMIT,
    "not": {"pattern": _UNSEEN},
    "anyOf": [{"const": ""}, {"not": {"pattern": f"(^|/){_INVISIBLE}*(/|$)"}}],
}
_PACKAGE_NAME = {**_TEXT, "pattern": _VISIBLE}


def _scenario(setting: dict[str, Any]) -> dict[str, Any]:
    policy: dict[str, Any] = {
        "settings": {
            "type": "object",
            "propertyNames": _TEXT,
            "additionalProperties": setting,
            "maxProperties": MOST_PARTS,
        },
        "events": _EVENTS,
    }
    return _record(
        ["name"],
        name=_line(NAME_LIMIT),
        notes={**_TEXT, "maxLength": NOTES_LIMIT},
        folder=_FOLDER,
        tags=_list(_line(TAG_LIMIT), MOST_TAGS),
        assumptions=_TEXT,
        model_version=_TEXT,
        model_digest=_TEXT,
        charts=_list(_TEXT),
        members=_SMALL,
        seed=_whole(_LARGEST),
        noise={"type": "boolean"},
        drivers={"type": "boolean"},
        fixed_parameters={"type": "boolean"},
        calibrated={"type": "boolean"},
        fixed_links={**_list(_SMALL), "uniqueItems": True},
        packages=_list(_record(["name"], name=_PACKAGE_NAME, future=_SMALL, **policy)),
        targets=_list(
            _record(["indicator", "value"], indicator=_TEXT, value=_NUMBER, month=_MONTH)
        ),
        **policy,
    )


def _manifest(number: int) -> dict[str, Any]:
    return _record(
        [MARK, "files"],
        **{
            MARK: {"type": "integer", "const": number},
            "files": {
                "type": "array",
                "minItems": 1,
                "items": _record(
                    ["path", "bytes", "sha256"],
                    path={"type": "string"},
                    bytes={"type": "integer"},
                    sha256={"type": "string"},
                ),
            },
        },
    )


def _schema(number: int, setting: dict[str, Any]) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A scenario of Vecinos, pack format {number}",
        "$ref": "#/$defs/scenario",
        "$defs": {"scenario": _scenario(setting), "manifest": _manifest(number)},
    }


SCHEMAS = {1: _schema(1, _SETTING), 2: _schema(2, _SETTING_OF_MOVES)}
"""By the format of a pack."""
