"""Papers as Word: real headings, numbered lists, tables with header rows and page numbers, in the municipality's look.

``WordPaper`` writes the same blocks as page and PDF (``core.papers.prose_data``) on a base that says how they look: the
program's own, or a Word file that somebody uploaded. python-docx is imported where it is used, because it is heavy.
"""

from __future__ import annotations

from tvaerblik.core.word.bases import own_base, why_not_base
from tvaerblik.core.word.paper import CONTENT_TYPE, WordPaper

__all__ = ["CONTENT_TYPE", "WordPaper", "own_base", "why_not_base"]
