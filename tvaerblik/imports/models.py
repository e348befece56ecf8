"""Imports as records: the file, what a person said about it, and every row word for word with what became of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tvaerblik.core.models import Linked, Record
from tvaerblik.imports.mapping import ColumnMapping
from tvaerblik.imports.reading import column_labels
from tvaerblik.people.models import Person


class RunState(models.TextChoices):
    """How far an import has come."""

    UPLOADED = "uploaded", _("Uploaded")
    MAPPED = "mapped", _("Columns chosen")
    PLANNING = "planning", _("Being read")
    PLANNED = "planned", _("Ready for preview")
    APPLYING = "applying", _("Being imported")
    APPLIED = "applied", _("Imported")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")
    ABANDONED = "abandoned", _("Abandoned")


WORKING = (RunState.PLANNING, RunState.APPLYING, RunState.UNDOING)


class RowOutcome(models.TextChoices):
    """What happens to a row."""

    CREATED = "created", _("New")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Unchanged")
    DOUBTFUL = "doubtful", _("Doubtful")
    REJECTED = "rejected", _("Rejected")
    SKIPPED = "skipped", _("Skipped")


class Decision(models.TextChoices):
    """What a person said about a doubtful row."""

    USE = "use", _("It is the same")
    CREATE = "create", _("Create a new one")
    SKIP = "skip", _("Skip the row")


class ImportProfile(Record):
    """A mapping under a name, offered when a file has the same headings. Columns are kept by heading, not by place."""

    importer = models.CharField(max_length=40, db_index=True)
    name = models.CharField(_("name"), max_length=120)
    columns: models.JSONField[Any, Any] = models.JSONField(default=dict)
    answers: models.JSONField[Any, Any] = models.JSONField(default=dict)
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("saved mapping")
        ordering: ClassVar[list[str]] = ["name", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["importer", "name"], name="import_profile_name_once")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page that lists the saved mappings."""
        return reverse("start_import")


class ImportRun(Record):
    """One file on its way in. The bytes are kept as they came, with their digest."""

    importer = models.CharField(_("what is imported"), max_length=40)
    state = models.CharField(_("state"), max_length=10, choices=RunState.choices, default=RunState.UPLOADED)
    file_name = models.CharField(_("file"), max_length=250)
    content = models.FileField(upload_to="imports", max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    encoding = models.CharField(max_length=20, blank=True)
    sheet = models.CharField(_("sheet"), max_length=120, blank=True)
    heading_row = models.PositiveIntegerField(_("row with the headings"), default=1)
    headings: models.JSONField[Any, Any] = models.JSONField(default=list)
    columns: models.JSONField[Any, Any] = models.JSONField(default=dict)
    answers: models.JSONField[Any, Any] = models.JSONField(default=dict)
    profile = models.ForeignKey(ImportProfile, on_delete=models.SET_NULL, null=True, related_name="+")
    counts: models.JSONField[Any, Any] = models.JSONField(default=dict)
    empty_rows = models.PositiveIntegerField(default=0)
    # Each planning has a number, so that a job that was overtaken by a new one stores nothing.
    attempt = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    moved_at = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("imported by"))
    applied_at = models.DateTimeField(_("imported"), null=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering: ClassVar[list[str]] = ["-pk"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["importer", "state"], name="import_run_state")]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        """The page of the import."""
        return reverse("import", args=[self.pk])

    @property
    def mapping(self) -> ColumnMapping:
        """What a person said about the file."""
        return ColumnMapping.from_json(self.columns, self.answers)

    @property
    def labels(self) -> tuple[str, ...]:
        """A name for each column of the file."""
        return column_labels(self.headings)

    @property
    def is_working(self) -> bool:
        """True while a job is reading, importing or undoing."""
        return self.state in WORKING

    @property
    def percent(self) -> int:
        """How far the job has come."""
        return min(100, self.done * 100 // self.total) if self.total else 0


class ImportRow(Linked):
    """One row of the file, word for word, with what it became. Linked to the record once it is imported.

    ``source`` has a cell for every column of the file, also those that are not imported: a text, or
    ``{"number": "12.5"}`` where the file itself gives a type. ``values`` is what the row says in our terms, ``changes``
    field → [before, after], ``left_out`` how many of its cells do not come with.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    source: models.JSONField[Any, Any] = models.JSONField(default=list)
    corrections: models.JSONField[Any, Any] = models.JSONField(default=dict)
    source_key = models.CharField(max_length=80, blank=True, db_index=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=RowOutcome.choices)
    messages: models.JSONField[Any, Any] = models.JSONField(default=list)
    left_out = models.PositiveSmallIntegerField(_("cells left out"), default=0)
    values: models.JSONField[Any, Any] = models.JSONField(default=dict)
    changes: models.JSONField[Any, Any] = models.JSONField(default=dict)
    candidates: models.JSONField[Any, Any] = models.JSONField(default=list)
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    chosen = models.BigIntegerField(null=True)
    match = models.BigIntegerField(null=True)
    seen_version = models.PositiveIntegerField(null=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, null=True, related_name="+")  # type: ignore[assignment]
    object_id = models.BigIntegerField(null=True)  # type: ignore[assignment]
    made: models.JSONField[Any, Any] = models.JSONField(default=dict)
    version_after = models.PositiveIntegerField(null=True)
    event_after = models.BigIntegerField(null=True)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["run", "number"], name="import_row_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["content_type", "object_id"], name="import_row_record"),
            models.Index(fields=["run", "outcome", "number"], name="import_row_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.run}, {self.number}"

    def get_absolute_url(self) -> str:
        """The row's place in the preview."""
        return f"{self.run.get_absolute_url()}?row={self.number}#row-{self.number}"
