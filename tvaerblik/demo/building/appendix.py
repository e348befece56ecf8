"""Small appendices for the example's cases, set by the same engine as the municipality's own papers."""

from __future__ import annotations

from pathlib import Path

from tvaerblik.core.papers import render_pdf

TEMPLATE = Path(__file__).resolve().parents[1] / "typst" / "appendix.typ"


def appendix(title: str, case: str) -> bytes:
    """A one-page PDF that says what it stands for, marked as example data."""
    data = {"title": title, "case": case, "mark": "Eksempeldata"}
    return render_pdf(TEMPLATE, data, title=title)
