"""How a letter is written: one text template, in the recipient's language.

The first line is the subject, the rest is the text; the HTML says the same, with its addresses as links, so the two can
never differ. The context has ``recipient`` (a person or None), ``municipality``, ``site`` (where the program is) and
``link`` (the page it is about), besides what the caller gives.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.template.loader import get_template, render_to_string
from django.utils import translation

SUBJECT_LENGTH = 250


@dataclass(frozen=True)
class Letter:
    """What is sent, in its two forms."""

    subject: str
    text: str
    html: str


def write(template: str, context: Mapping[str, Any], *, recipient: Any, url: str) -> Letter:
    """Write the letter of that template to a person, or to an address when ``recipient`` is None."""
    language = getattr(recipient, "language", "") or settings.LANGUAGE_CODE
    site = settings.PUBLIC_ADDRESS.rstrip("/")
    frame = {
        "recipient": recipient,
        "municipality": settings.MUNICIPALITY,
        "site": site,
        "link": f"{site}{url}" if url else site,
    }
    with translation.override(language):
        written = _as_plain_text(template, {**frame, **context})
        subject, _end, text = written.partition("\n")
        # What people wrote may hold line breaks; a subject line may not (RFC 5322, 2.2).
        subject = " ".join(subject.split())[:SUBJECT_LENGTH]
        text = f"{text.strip()}\n"
        html = render_to_string("outbox/letter.html", {"subject": subject, "text": text, "language": language, **frame})
    return Letter(subject, text, html)


def _as_plain_text(template: str, context: Mapping[str, Any]) -> str:
    """A text has no signs that need escaping: « & » is written as it is."""
    from django.template import Context
    from django.template.backends.django import Template

    found = get_template(template)
    assert isinstance(found, Template)
    return str(found.template.render(Context(context, autoescape=False))).strip()


def message_id(occasion: str, addressee: str) -> str:
    """The same for one occasion and addressee for ever, also after a restore from a backup."""
    digest = hashlib.sha256(f"{occasion}\n{addressee}".encode()).hexdigest()[:40]
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{digest}@{domain}>"
