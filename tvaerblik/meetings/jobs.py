"""Work that nobody waits for: the papers of a package are set by a worker as soon as it is sent."""

from __future__ import annotations

from django_tasks import task

from tvaerblik.meetings import prints
from tvaerblik.meetings.models import Package


@task()
def build_papers(package_id: int) -> None:
    """Set all variants of the package; whoever opens one earlier has it set at once."""
    package = Package.objects.filter(pk=package_id).first()
    if package is not None:
        prints.build_papers(package)
