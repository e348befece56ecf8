"""Putting a main document and its attachments into one PDF with pikepdf."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, sanitize

from tvaerblik.core.papers.setting import LAYOUT, set_plainly

# A link of the main document to an attachment is this and the attachment's key; the merge makes it a jump in the file.
ATTACHMENT_LINK = "attachment:"
_STAMP_INSET = 11.0  # points from the upper right corner: inside the white edge that printers keep


@dataclass(frozen=True)
class AttachmentPdf:
    """A PDF to append. Links and bookmarks call it ``key``; ``label`` begins the labels of its pages ("Bilag 4.1-")."""

    key: str
    title: str
    label: str
    data: bytes


@dataclass(frozen=True)
class Bookmark:
    """``target`` is a labelled heading of the main document, or ``attachment:`` and an attachment's key."""

    title: str
    target: str
    children: tuple[Bookmark, ...] = ()


def merge_package(main: bytes, attachments: Sequence[AttachmentPdf], *, bookmarks: Sequence[Bookmark]) -> bytes:
    """The main document followed by the attachments, in one file with bookmarks, page labels and working links.

    Title, language and tags are those of ``main``; the claims PDF/UA and PDF/A are taken away, because the appended
    pages cannot keep them. Every appended page carries its page label at the upper right, so paper and screen are
    cited alike. Scripts, actions that leave the file (other than web and mail links) and files inside the
    attachments are left out; forms become plain text.
    Raises ``ValueError`` for a bookmark or link to something that is not there.
    """
    with ExitStack() as open_files:
        package = open_files.enter_context(pikepdf.open(io.BytesIO(main)))
        labels = [(0, Dictionary(S=Name.D, St=1))]
        stamps: list[str] = []
        places = _named_places(package)
        main_pages = len(package.pages)
        version = package.pdf_version
        for attachment in attachments:
            # The source must stay open until the package is saved: pages are copied when they are written.
            source = open_files.enter_context(pikepdf.open(io.BytesIO(attachment.data), suppress_warnings=True))
            start = len(package.pages)
            _append_pages(package, source)
            labels.append((start, Dictionary(S=Name.D, St=1, P=attachment.label)))
            stamps += [f"{attachment.label}{number}" for number in range(1, len(package.pages) - start + 1)]
            places[ATTACHMENT_LINK + attachment.key] = _top_of(package.pages[start])
            version = max(version, source.pdf_version)
        _stamp(package, main_pages, stamps)
        _resolve_links(package, main_pages, places, {ATTACHMENT_LINK + a.key: a.title for a in attachments})
        _write_bookmarks(package, bookmarks, places)
        _write_labels(package, labels)
        _drop_claims(package)
        return _saved(package, min_version=version)


def try_to_append(source: pikepdf.Pdf) -> None:
    """Do with ``source`` what the merge will do, so that what fails, fails when the file is judged."""
    with pikepdf.Pdf.new() as trial:
        _append_pages(trial, source)
        _stamp(trial, 0, ["-"] * len(trial.pages))
        _saved(trial)


def _append_pages(package: pikepdf.Pdf, source: pikepdf.Pdf) -> None:
    """Append all pages of ``source``, without what must not travel along."""
    _make_harmless(source)
    if source.Root.get(Name.AcroForm) is not None:
        source.generate_appearance_streams()
        source.flatten_annotations("all")
    # The numbers that tie content to tags belong to the source; kept, they would point into the main document's tags.
    for thing in source.objects:
        if isinstance(thing, Dictionary | pikepdf.Stream):
            for key in (Name.StructParent, Name.StructParents):
                if key in thing:
                    del thing[key]
    package.add_pages_from(source, forms="strip")


def _make_harmless(source: pikepdf.Pdf) -> None:
    kept = []
    for page in source.pages:
        for annotation in page.get(Name.Annots, Array()):
            address = str(annotation.get(Name.A, Dictionary()).get(Name.URI, ""))
            if address.lower().startswith(("https:", "http:", "mailto:")):
                kept.append((annotation, address))
    sanitize.Sanitizer().remove_javascript().remove_external_access().remove_multimedia().remove_attachments().apply(
        source
    )
    for annotation, address in kept:
        annotation.A = Dictionary(S=Name.URI, URI=pikepdf.String(address))


def _top_of(page: pikepdf.Page) -> Array:
    box = page.cropbox
    return Array([page.obj, Name.XYZ, box[0], box[3], 0])


def _named_places(package: pikepdf.Pdf) -> dict[str, Array]:
    """The labelled headings of the main document and where they are."""
    names = package.Root.get(Name.Names, Dictionary()).get(Name.Dests)
    return {str(name): Array(place) for name, place in pikepdf.NameTree(names).items()} if names is not None else {}


def _place(places: Mapping[str, Array], target: str) -> Array:
    if target not in places:
        raise ValueError(f"nothing in the package is called «{target}»")
    return places[target]


def _resolve_links(
    package: pikepdf.Pdf, main_pages: int, places: Mapping[str, Array], titles: Mapping[str, str]
) -> None:
    for page in package.pages[:main_pages]:
        for annotation in page.get(Name.Annots, Array()):
            address = str(annotation.get(Name.A, Dictionary()).get(Name.URI, ""))
            if address.startswith(ATTACHMENT_LINK):
                annotation.Dest = _place(places, address)
                annotation.Contents = titles[address]
                del annotation.A


def _write_bookmarks(package: pikepdf.Pdf, bookmarks: Sequence[Bookmark], places: Mapping[str, Array]) -> None:
    def item(bookmark: Bookmark) -> pikepdf.OutlineItem:
        entry = pikepdf.OutlineItem(bookmark.title, _place(places, bookmark.target))
        entry.children.extend(item(child) for child in bookmark.children)
        return entry

    with package.open_outline() as outline:
        outline.root.clear()
        outline.root.extend(item(bookmark) for bookmark in bookmarks)
    package.Root.PageMode = Name.UseOutlines


def _write_labels(package: pikepdf.Pdf, labels: Sequence[tuple[int, Dictionary]]) -> None:
    package.Root.PageLabels = Dictionary(Nums=Array([part for label in labels for part in label]))


def _stamp(package: pikepdf.Pdf, first: int, texts: Sequence[str]) -> None:
    """Write ``texts`` on the pages from ``first`` on, in the upper right corner as the page is looked at."""
    if not texts:
        return
    with pikepdf.open(io.BytesIO(set_plainly(LAYOUT / "stamps.typ", {"texts": list(texts)}))) as stamps:
        for number, (page, stamp) in enumerate(zip(package.pages[first:], stamps.pages, strict=True)):
            form = package.copy_foreign(stamp.as_form_xobject())
            # A name of its own for each page: pages may share one dictionary of resources.
            name = page.add_resource(form, Name.XObject, Name(f"/TvaerblikLabel{number}"))
            width, height = (float(stamp.mediabox[side]) for side in (2, 3))
            matrix = " ".join(f"{number:.3f}" for number in _corner(page, width, height))
            page.contents_add(b"q\n", prepend=True)
            page.contents_add(f"\nQ /Artifact <</Type /Pagination>> BDC q {matrix} cm {name} Do Q EMC\n".encode())


def _corner(page: pikepdf.Page, width: float, height: float) -> tuple[float, float, float, float, float, float]:
    """The matrix that puts a box of that size in the upper right corner of the page as its rotation shows it."""
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    a, b, c, d, x, y, wide, high = {
        0: (1, 0, 0, 1, left, bottom, right - left, top - bottom),
        90: (0, 1, -1, 0, right, bottom, top - bottom, right - left),
        180: (-1, 0, 0, -1, right, top, right - left, top - bottom),
        270: (0, -1, 1, 0, left, top, top - bottom, right - left),
    }[round(int(page.rotation) / 90) * 90 % 360]
    across, up = wide - width - _STAMP_INSET, high - height - _STAMP_INSET
    return a, b, c, d, x + a * across + c * up, y + b * across + d * up


def _drop_claims(package: pikepdf.Pdf) -> None:
    with package.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for claim in ("pdfuaid:part", "pdfaid:part", "pdfaid:conformance"):
            if claim in metadata:
                del metadata[claim]


def _saved(package: pikepdf.Pdf, **options: Any) -> bytes:
    """The PDF as bytes, the same for the same content."""
    out = io.BytesIO()
    package.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, **options)
    return out.getvalue()
