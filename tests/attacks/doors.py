"""Every address of the program, filled with the numbers of what there is; and what an answer says in any form."""

import io
import re
import zipfile

import pypdf
from django.urls import get_resolver

from tvaerblik.core.verbs import verbs
from tvaerblik.documents.models import Attachment
from tvaerblik.meetings.models import AgendaItem, Package

# Where the first part of an address names no verb's things.
MORE = {"packages": Package, "documents": Attachment}
WORDS = {
    "listing": ("cases", "decisions", "projects"),
    "importer": ("projects",),
    "token": ("unknown",),
    "version": ("1", "2"),
    "number": ("1", "2"),
}
# Numbers of other records further on in an address.
NUMBERS = {"item": AgendaItem}


def patterns(resolver=None, prefix=""):
    """Every pattern with the whole way to it."""
    for entry in (resolver or get_resolver()).url_patterns:
        text = prefix + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            yield from patterns(entry, text)
        else:
            yield text


def models_by_path(by):
    """The kind of record that each plural in an address stands for."""
    found = {verb.path: verb.things(by).model for verb in verbs.values() if verb.things is not None}
    return {**found, **MORE}


def addresses(by):
    """Every address there is, once for each record it can name; those of the sign-in library are not the program's."""
    models = models_by_path(by)
    for pattern in patterns():
        if pattern.startswith(("account/", "i18n/")):
            continue
        yield from filled(pattern, models)


def filled(pattern, models):
    choices = [""]
    first = pattern.removeprefix("api/v1/").split("/")[0]
    for part in re.split(r"(<[^>]+>)", pattern):
        if not part.startswith("<"):
            choices = [choice + part for choice in choices]
            continue
        name = part.strip("<>").split(":")[-1]
        if name == "pk":
            model = models.get(first)
            values = model._default_manager.values_list("pk", flat=True) if model else (1,)
        elif name in NUMBERS:
            values = NUMBERS[name]._default_manager.values_list("pk", flat=True)
        else:
            values = WORDS[name]
        choices = [f"{choice}{value}" for choice in choices for value in values]
    return [f"/{choice}" for choice in choices]


def told(response):
    """Everything that the answer says: text, pages of a PDF and what is in it, cells of a workbook, headings."""
    data = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    heads = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    kind = response.headers.get("Content-Type", "")
    if kind.startswith("application/pdf") and data.startswith(b"%PDF"):
        return heads + in_pdf(data)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return heads + "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    return heads + data.decode("utf-8", "replace")


def in_pdf(data):
    """The text of the pages, the bookmarks, the metadata and the files inside."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    parts = [page.extract_text() for page in reader.pages]
    parts += [str(reader.metadata), str(reader.xmp_metadata and reader.xmp_metadata.dc_title), str(reader.outline)]
    parts += [name + repr(content) for name, content in reader.attachments.items()]
    return "\n".join(parts) + data.decode("latin-1")
