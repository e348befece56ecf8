"""Where file content is kept: once for each content, at an address that is its own SHA-256."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def address(sha256: str) -> str:
    """The name in the default storage: the first two hexadecimal digits are the folder."""
    return f"{sha256[:2]}/{sha256[2:]}"


def keep(content: bytes, sha256: str) -> None:
    """Put the content in, unless it is there already. What stands at an address is always whole and on the disk."""
    name = address(sha256)
    if default_storage.exists(name):
        return
    try:
        target = Path(default_storage.path(name))
    except NotImplementedError:  # not a folder but an object store, where a file appears only when it is whole
        default_storage.save(name, ContentFile(content))
        return
    # Written beside and moved into place, so that a power cut or a second writer never leaves half a file.
    beside = Path(default_storage.path(default_storage.save(f"incoming/{uuid4().hex}", ContentFile(content))))
    _settle(beside)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside.replace(target)
    _settle(target.parent)


def fetch(sha256: str) -> Any:
    """The content as an open file, to read from. Raises FileNotFoundError when it is gone."""
    return default_storage.open(address(sha256), "rb")


def _settle(path: Path) -> None:
    """Wait until the file or folder is on the disk: an acknowledged paper survives a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
