"""Several files as one ZIP: the same files give the same bytes, whenever and wherever it is made."""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Mapping

# The first moment a ZIP can name; it says nothing, so that it never differs.
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16
_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_LONGEST = 80


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files by their paths, as a ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, _NO_MOMENT)
            entry.external_attr = _READABLE
            entry.create_system = 3
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[path])
    return out.getvalue()


def fit(name: str) -> str:
    """The name as every system can keep it; the ending stays when it is long."""
    clean = _UNFIT.sub(" ", unicodedata.normalize("NFC", name))
    stem, dot, ending = " ".join(clean.split()).strip(" .").rpartition(".")
    if not dot or len(ending) > 5 or " " in ending:
        stem, dot, ending = f"{stem}{dot}{ending}", "", ""
    return f"{stem[:_LONGEST].strip(' .') or '-'}{dot}{ending}"


def sha256(content: bytes) -> str:
    """The checksum that an index names."""
    return hashlib.sha256(content).hexdigest()
