"""Addresses of this package."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tvaerblik.bodies.models import BodyKind
from tvaerblik.core.verbs import page_paths
from tvaerblik.meetings.verbs import VERBS
from tvaerblik.meetings.views import (
    between,
    cases,
    comparing,
    decisions,
    items,
    keeping,
    meetings,
    papers,
    templates,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("meetings", meetings.meetings, name="meetings"),
    path("meetings/steering-group", meetings.meetings_of(BodyKind.STEERING), name="steering_meetings"),
    path("meetings/programme-group", meetings.meetings_of(BodyKind.PROGRAMME), name="programme_meetings"),
    path("cases", cases.cases, name="cases"),
    path("decisions", decisions.decisions, name="decisions"),
    path("follow-ups", decisions.follow_ups, name="follow_ups"),
    path("briefings", keeping.briefings, name="briefings"),
    path("awaiting", between.awaiting, name="awaiting"),
    path("owed", between.owed, name="owed"),
    path("escalations", between.escalations, name="escalations"),
    path("referrals", between.referrals, name="referrals"),
    path("word-templates", templates.word_template, name="word_template"),
    path("word-templates/own.docx", templates.own_template_file, name="own_template_file"),
    path("word-templates/<int:pk>/file.docx", templates.word_template_file, name="word_template_file"),
    *page_paths(VERBS),
    path("meetings/<int:pk>", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/order", meetings.order, name="order_agenda"),
    path("meetings/<int:pk>/draft.pdf", papers.draft_pdf, name="draft_pdf"),
    path("items/<int:pk>", items.item, name="item"),
    path("items/<int:pk>/save-text", items.save_text, name="save_text"),
    path("items/<int:pk>/minutes", meetings.item_minutes, name="item_minutes"),
    path("cases/<int:pk>", cases.case, name="case"),
    path("cases/<int:pk>/compare", comparing.compare_case, name="compare_case"),
    path("packages/<int:pk>", papers.package, name="package"),
    path("packages/<int:pk>/compare/<int:number>", comparing.compare_packages, name="compare_packages"),
    path("packages/<int:pk>/package.pdf", papers.package_pdf, name="package_pdf"),
    path("packages/<int:pk>/agenda.pdf", papers.agenda_pdf, name="agenda_pdf"),
    path("packages/<int:pk>/agenda.docx", papers.agenda_docx, name="agenda_docx"),
    path("decisions/<int:pk>", decisions.decision, name="decision"),
    path("minutes/<int:pk>", decisions.minutes, name="minutes"),
    path("minutes/<int:pk>/minutes.pdf", papers.minutes_pdf, name="minutes_pdf"),
    path("escalations/<int:pk>", between.escalation, name="escalation"),
    path("minutes/<int:pk>/minutes.docx", papers.minutes_docx, name="minutes_docx"),
    path("minutes/<int:pk>/items/<int:item>/extract.pdf", papers.extract_pdf, name="extract_pdf"),
    path("minutes/<int:pk>/items/<int:item>/extract.docx", papers.extract_docx, name="extract_docx"),
    path("follow-ups/<int:pk>", decisions.follow_up, name="follow_up"),
    path("briefings/<int:pk>", keeping.briefing, name="briefing"),
    path("packages/<int:pk>/journal.zip", keeping.package_journal, name="package_journal"),
    path("minutes/<int:pk>/journal.zip", keeping.minutes_journal, name="minutes_journal"),
    path("disclosures/<int:pk>", keeping.disclosure, name="disclosure"),
    path("disclosures/<int:pk>/documents.zip", keeping.disclosure_file, name="disclosure_file"),
]
