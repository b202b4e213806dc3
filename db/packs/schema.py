"""JSON Schema of what is in a pack; every pack carries it for whoever reads packs otherwise.

The program itself checks with `pack.scenario_in` and `pack.checksums`; tests hold them and the
schema to the same answers. They differ in one thing: JSON Schema takes 7.0 for an integer, the
program does not.
"""

import sys
from dataclasses import MISSING
from typing import Any, assert_never

from desktop.domain import kinds
from desktop.domain.fields import every_field, fields_of
from desktop.domain.lines import INVISIBLE
from desktop.domain.scenario import Scenario

MARK = "vecinos_pack"
"""Key of the manifest that holds the format of the pack."""
_VISIBLE, _INVISIBLE = f"[^{INVISIBLE}]", f"[{INVISIBLE}]"
_UNSEEN = r"[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]"
_UNKEEPABLE = r"[\u0000\ud800-\udfff]"


def _object(required: list[str], properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


_LINE: dict[str, Any] = {"type": "string", "pattern": _VISIBLE, "not": {"pattern": _UNSEEN}}
_FOLDER = {
    "type": "string",
    "not": {"pattern": _UNSEEN},
    "anyOf": [{"const": ""}, {"not": {"pattern": f"(^|/){_INVISIBLE}*(/|$)"}}],
}
_TEXT: dict[str, Any] = {"type": "string", "not": {"pattern": _UNKEEPABLE}}
# The length says what the pattern's end does not in every dialect: no line feed after the month.
_MONTH = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$", "maxLength": len("2024-01")}
_NUMBER = {"type": "number", "minimum": -sys.float_info.max, "maximum": sys.float_info.max}


def _record(record: type[Any], number: int) -> dict[str, Any]:
    """Describe the plain data of a record in a format."""
    known = fields_of(record, number)
    required = [each.name for each in known if each.default is MISSING]
    return _object(required, {each.name: _of(each.kind, number) for each in known})


def _row(record: type[Any], number: int) -> dict[str, Any]:
    known = fields_of(record, number)
    least = sum(each.default is MISSING for each in known)
    items = [
        {"anyOf": [_of(each.kind, number), {"type": "null"}]}
        if each.default is None
        else _of(each.kind, number)
        for each in known
    ]
    return {"type": "array", "prefixItems": items, "minItems": least, "maxItems": len(items)}


def _of(kind: kinds.Kind, number: int) -> dict[str, Any]:
    """Describe what a field of this kind is in plain data."""
    match kind:
        case kinds.Text():
            seen = {"pattern": _VISIBLE} if kind.visible else {}
            short = {} if kind.most is None else {"maxLength": kind.most}
            return {**_TEXT, **seen, **short}
        case kinds.Line():
            return {**_LINE, "maxLength": kind.most}
        case kinds.FolderPath():
            return {**_FOLDER, "maxLength": kind.most}
        case kinds.Whole():
            return {"type": "integer", "minimum": -kind.largest, "maximum": kind.largest}
        case kinds.Number():
            return _NUMBER
        case kinds.Switch():
            return {"type": "boolean"}
        case kinds.YearMonth():
            return _MONTH
        case kinds.Record():
            return _record(kind.of, number)
        case kinds.Row():
            return _row(kind.of, number)
        case kinds.Several():
            least = {"minItems": kind.least} if kind.least else {}
            return {"type": "array", "items": _of(kind.of, number), "maxItems": kind.most, **least}
        case kinds.WholeSet():
            items = _of(kind.of, number)
            return {"type": "array", "items": items, "maxItems": kind.most, "uniqueItems": True}
        case kinds.Keyed():
            return {
                "type": "object",
                "propertyNames": _TEXT,
                "additionalProperties": _of(kind.of, number),
                "maxProperties": kind.most,
            }
        case kinds.Within():
            raise TypeError(kind)
    assert_never(kind)


def _manifest(number: int) -> dict[str, Any]:
    return _object(
        [MARK, "files"],
        {
            MARK: {"type": "integer", "const": number},
            "files": {
                "type": "array",
                "minItems": 1,
                "items": _object(
                    ["path", "bytes", "sha256"],
                    {
                        "path": {"type": "string"},
                        "bytes": {"type": "integer"},
                        "sha256": {"type": "string"},
                    },
                ),
            },
        },
    )


def _schema(number: int) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A scenario of Vecinos, pack format {number}",
        "$ref": "#/$defs/scenario",
        "$defs": {"scenario": _record(Scenario, number), "manifest": _manifest(number)},
    }


SCHEMAS = {number: _schema(number) for number in sorted({f.since for f in every_field(Scenario)})}
"""By the format of a pack of scenarios; those between are of packs that hold something else."""
