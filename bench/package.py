"""Measures a large package: 40 items with 60 appendices, 300 pages in all, sent to 30 people with two closed items.

A town of its own in an empty database, the same actions as in the program, and a mail server that takes the letters.
"""

from __future__ import annotations

import datetime as dt

from bench.measure import begin, timed

ITEMS, FILES, PAGES, RECIPIENTS = 40, 60, 4, 30
SEATS = RECIPIENTS - 6


def appendix(number: int) -> bytes:
    """A PDF of some pages of text, each different from the others."""
    import typst

    text = "Sagen er belyst med tal fra de berørte områder, og forslaget følger kommunens mål. " * 12
    pages = PAGES + (number % 5 < 3)
    page = f"[= Bilag {number}, side #(n + 1)\n{text}\n#pagebreak(weak: true)]"
    source = f'#set page(paper: "a4")\n#for n in range({pages}) {page}'
    return bytes(typst.compile(source.encode()))


def main() -> None:
    """Print a table in Markdown."""
    begin()
    from django.conf import settings
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.utils import translation

    from tests.meetings.conftest import Story, build, moment, seat
    from tests.outbox.server import MailServer, listening
    from tvaerblik.bodies.models import SeatRole
    from tvaerblik.core import clock, papers
    from tvaerblik.documents.actions import attach_file
    from tvaerblik.meetings import actions, prints
    from tvaerblik.outbox import delivery
    from tvaerblik.people.models import Person

    print("| what | clock | processor | memory so far |\n|---|---|---|---|")  # noqa: T201  # its output
    with translation.override("da"), clock.at(moment(dt.date(2026, 10, 1))):
        story = Story(build())
        for number in range(SEATS):
            person = Person.objects.create(name=f"Fagchef {number + 1}", email=f"fagchef.{number + 1}@eksempel.dk")
            seat(story.t.cf, person, SeatRole.MEMBER)
        meeting = story.meeting()
        cases = [
            story.dated_case(title=f"Sag nummer {number + 1}", meeting=meeting, is_closed=number < 2)
            for number in range(ITEMS)
        ]
        for number in range(FILES):
            file = SimpleUploadedFile(f"bilag-{number + 1}.pdf", appendix(number + 1), "application/pdf")
            attach_file(cases[number % ITEMS], file=file, title=f"Bilag {number + 1}", by=story.t.it)
    with clock.at(moment(dt.date(2026, 11, 20))), translation.override("da"):
        for item in meeting.items.filter(state="proposed"):
            accepted = actions.accept_item(item, material_owner=story.t.it, by=story.t.chair)
            actions.ready_item(accepted, by=story.t.it)
        story.approved(meeting)
        with listening(MailServer()) as (host, port):
            settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
            settings.EMAIL_HOST, settings.EMAIL_PORT = host, port
            settings.EXAMPLE = False  # the letters of an example that is built leave by themselves
            package = timed(
                "Sent: frozen, hashed, letters written", lambda: actions.send_agenda(meeting, by=story.t.secretary)
            )
            left = timed(f"Letters to {package.recipients.count()} people delivered", delivery.deliver_due)
        whole = timed("The whole package as PDF", lambda: prints.package_pdf(package, story.t.chair))
        timed("All variants", lambda: prints.build_papers(package))
    print(f"\n{papers.page_count(whole)} pages, {left} letters left")  # noqa: T201  # its output


if __name__ == "__main__":
    main()
