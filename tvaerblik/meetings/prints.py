"""The PDF and Word files of packages, drafts, minutes and extracts, each for the person who asks (R71, D3, D4).

What is frozen is set once for each variant and kept beside the database, so that it is the same file every time.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.utils import translation

from tvaerblik.core.word import own_base
from tvaerblik.documents import store
from tvaerblik.meetings import papers, queries
from tvaerblik.meetings.models import Meeting, Minutes, Outcome, Package
from tvaerblik.meetings.papers import ItemContent, MinutesContent, PackageContent
from tvaerblik.meetings.queries.minutes import minutes_content

LANGUAGE = settings.LANGUAGE_CODE


def build_papers(package: Package) -> None:
    """Set every variant of a package ahead of its readers, so that nobody waits for the first of them."""
    for sees_closed in (True, False):
        package_variant(package, queries.Reader(sees_closed))
        _agenda_pdf(package, queries.Reader(sees_closed))


def package_pdf(package: Package, by: Any) -> bytes:
    """The agenda with all its appendices in one file."""
    return package_variant(package, queries.reader_of(by, package.meeting.body))


def package_variant(package: Package, reader: queries.Reader) -> bytes:
    """The same, for a reader that the caller has the right to."""
    content = _variant(package.content, reader)
    return _kept(
        f"package-{package.pk}-{reader.variant_of(package.content)}",
        package.content,
        lambda: papers.package_pdf(PackageContent.from_dict(content), _files(content), language=LANGUAGE),
    )


def agenda_pdf(package: Package, by: Any) -> bytes:
    """The agenda alone, tagged from end to end (PDF/UA)."""
    return _agenda_pdf(package, queries.reader_of(by, package.meeting.body))


def _agenda_pdf(package: Package, reader: queries.Reader) -> bytes:
    content = _variant(package.content, reader)
    return _kept(
        f"agenda-{package.pk}-{reader.variant_of(package.content)}",
        package.content,
        lambda: papers.main_pdf(PackageContent.from_dict(content), language=LANGUAGE),
    )


def draft_pdf(meeting: Meeting, by: Any) -> bytes:
    """The package as it would be sent now, marked as a draft on every page."""
    content = _variant(queries.draft_of(meeting), queries.reader_of(by, meeting.body))
    return papers.package_pdf(PackageContent.from_dict(content), _files(content), draft=True, language=LANGUAGE)


def agenda_docx(package: Package, by: Any) -> bytes:
    """The agenda as Word, in the look of the municipality's template."""
    reader = queries.reader_of(by, package.meeting.body)
    content = _variant(package.content, reader)
    look, base = _look()
    return _kept(
        f"agenda-{package.pk}-{reader.variant_of(package.content)}",
        package.content,
        lambda: papers.word_paper(PackageContent.from_dict(content), base, language=LANGUAGE),
        look=look,
    )


def minutes_pdf(minutes: Minutes, by: Any) -> bytes:
    """The minutes; a draft says so on every page until the chair has approved."""
    return minutes_variant(minutes, queries.reader_of(by, minutes.meeting.body))


def minutes_variant(minutes: Minutes, reader: queries.Reader) -> bytes:
    """The same, for a reader that the caller has the right to."""
    paper = _minutes(minutes, reader)
    return _of_minutes(minutes, reader, lambda: papers.minutes_pdf(paper, draft=minutes.is_draft, language=LANGUAGE))


def minutes_docx(minutes: Minutes, by: Any) -> bytes:
    """The minutes as Word; a draft says so."""
    reader = queries.reader_of(by, minutes.meeting.body)
    paper, (look, base) = _minutes(minutes, reader), _look()
    return _of_minutes(
        minutes, reader, lambda: papers.word_paper(paper, base, draft=minutes.is_draft, language=LANGUAGE), look=look
    )


def extract_pdf(minutes: Minutes, item: int, by: Any) -> bytes | None:
    """One item of the minutes with what was recommended and decided; None when it is not there for this reader."""
    paper = _minutes(minutes, queries.reader_of(by, minutes.meeting.body))
    found = _item_of(minutes, paper, item)
    return papers.case_pdf(found, of=paper, draft=minutes.is_draft, language=LANGUAGE) if found else None


def extract_docx(minutes: Minutes, item: int, by: Any) -> bytes | None:
    """The same as Word."""
    paper = _minutes(minutes, queries.reader_of(by, minutes.meeting.body))
    found = _item_of(minutes, paper, item)
    if found is None:
        return None
    return papers.word_extract(found, of=paper, base=_look()[1], draft=minutes.is_draft, language=LANGUAGE)


def _whole(minutes: Minutes) -> dict[str, Any]:
    return minutes_content(minutes) if minutes.content is None else minutes.content


def _minutes(minutes: Minutes, reader: queries.Reader) -> MinutesContent:
    return MinutesContent.from_dict(_as_paper(_variant(_whole(minutes), reader)))


def _item_of(minutes: Minutes, paper: MinutesContent, item: int) -> ItemContent | None:
    """The item of that number in the database; a closed one that was taken out for the reader is not there."""
    places = [row["item_id"] for row in _whole(minutes)["items"]]
    found = paper.items[places.index(item)] if item in places else None
    return None if found is None or found.is_withheld else found


def _of_minutes(minutes: Minutes, reader: queries.Reader, build: Callable[[], bytes], *, look: str = "") -> bytes:
    """A draft is made anew each time; approved minutes are one file."""
    if minutes.is_draft:
        return build()
    whole = _whole(minutes)
    return _kept(f"minutes-{minutes.pk}-{reader.variant_of(whole)}", whole, build, look=look)


def _look() -> tuple[str, bytes]:
    """The Word file whose look the papers take, and what it is known by: the municipality's own, else the program's."""
    template = queries.template_in_use()
    own = fetched(template.sha256) if template is not None else None
    return (template.sha256[:16], own) if template is not None and own is not None else ("own", own_base())


def _variant(content: dict[str, Any], reader: queries.Reader) -> dict[str, Any]:
    with translation.override(LANGUAGE):
        return queries.content_for(content, reader)


def _files(content: dict[str, Any]) -> dict[str, bytes]:
    """The appendices by their number; one that is gone is left out, and the paper says so."""
    found = {}
    for item in content["items"]:
        for file in item["attachments"]:
            if file["sha256"]:
                data = fetched(file["sha256"])
                if data is not None:
                    found[str(file["id"])] = data
    return found


def fetched(sha256: str) -> bytes | None:
    """The file of that checksum, or None when it is gone."""
    try:
        with store.fetch(sha256) as opened:
            return bytes(opened.read())
    except FileNotFoundError:
        return None


def _as_paper(content: dict[str, Any]) -> dict[str, Any]:
    """An item without points says its outcome in the text of the decision."""
    return {**content, "items": [_item_as_paper(item) for item in content["items"]]}


def _item_as_paper(item: dict[str, Any]) -> dict[str, Any]:
    decision = item.get("decision")
    if decision and not item["points"] and item.get("outcome"):
        with translation.override(LANGUAGE):
            label = str(Outcome(item["outcome"]).label)
        text = f"{label[:1].upper()}{label[1:]}. {decision['text']}".strip()
        decision = {**decision, "text": text}
    return {**item, "decision": decision}


def _kept(name: str, content: dict[str, Any], build: Callable[[], bytes], *, look: str = "") -> bytes:
    """The file of that name and content; built and kept when it is not there. ``look`` is that of a Word file."""
    kind = f"{look}.docx" if look else "pdf"
    path = Path(settings.DATA_FOLDER) / "papers" / f"{name}-{queries.hash_of(content)[:16]}.{kind}"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{uuid4().hex}.part")
        beside.write_bytes(build())
        os.replace(beside, path)  # noqa: PTH105  # a reader never meets half a file
    return path.read_bytes()
