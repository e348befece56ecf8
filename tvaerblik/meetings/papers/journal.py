"""What the records system is told about a paper: one description, written as JSON, XML and CSV (R D14)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

from tvaerblik.core import archives
from tvaerblik.core.exports import harmless

_HEAD = (
    "file",
    "sha256",
    "kind",
    "body",
    "meeting_date",
    "document_date",
    "title",
    "description",
    "is_closed",
    "item",
    "esdh_number",
    "kle_number",
    "kle_facet",
    "decision_number",
)


def package_of(about: Mapping[str, Any], files: Mapping[str, tuple[bytes, Mapping[str, Any]]]) -> bytes:
    """The journal package: the files and three indexes that say the same.

    ``about`` describes the paper and its items; each file comes with what sets it apart (description, closed, item).
    """
    rows = [_row(about, name, *files[name]) for name in sorted(files)]
    whole = {**about, "files": rows}
    contents = {name: content for name, (content, _own) in files.items()}
    contents["index.json"] = _as_json(whole)
    contents["index.xml"] = _as_xml(whole)
    contents["index.csv"] = _as_csv(about, rows)
    return archives.packed(contents)


def _row(about: Mapping[str, Any], name: str, content: bytes, own: Mapping[str, Any]) -> dict[str, Any]:
    shared = {key: about[key] for key in ("kind", "body", "meeting_date", "document_date", "title")}
    return {"file": name, "sha256": archives.sha256(content), "bytes": len(content), **shared, **own}


def _as_json(whole: Mapping[str, Any]) -> bytes:
    return json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True).encode()


def _as_xml(whole: Mapping[str, Any]) -> bytes:
    root = ET.Element("journal-package")
    _fill(root, whole)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _fill(parent: ET.Element, data: Mapping[str, Any]) -> None:
    for key, value in sorted(data.items()):
        name = key.replace("_", "-")
        if isinstance(value, list):
            group = ET.SubElement(parent, name)
            for part in value:
                _fill(ET.SubElement(group, name.removesuffix("s")), part)
        else:
            ET.SubElement(parent, name).text = _fit(value)


def _fit(value: Any) -> str:
    """The value as XML can carry it: no control characters (XML 1.0, 2.2)."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return "".join(sign for sign in text if sign in "\t\n" or (sign >= " " and sign not in "\ufffe\uffff"))


def _as_csv(about: Mapping[str, Any], rows: list[dict[str, Any]]) -> bytes:
    """A line for each file; what belongs to a case stands on the line of each item."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEAD)
    shared = {key: about[key] for key in _HEAD if key in about}
    for row in [*rows, *({"description": item["title"], **item} for item in about["items"])]:
        line = {**shared, **row}
        writer.writerow([harmless(line.get(key, "")) for key in _HEAD])
    return out.getvalue().encode("utf-8-sig")
