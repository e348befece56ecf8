"""After the agenda is sent: the papers are set by a worker, and the secretary follows the letters."""

import pytest
from django.conf import settings
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from tvaerblik.meetings import actions, jobs
from tvaerblik.meetings.mail import sending_of
from tvaerblik.meetings.models import Package
from tvaerblik.outbox.models import Message, MessageState


@pytest.fixture
def approved(story, town):
    meeting = story.meeting()
    item = story.dated_case(meeting=meeting).items.get()
    story.ready(item)
    story.approved(meeting)
    return meeting


@pytest.mark.requirement("R71")
def test_the_papers_are_set_before_anybody_opens_them(client, town, approved, django_capture_on_commit_callbacks):
    client.force_login(town.secretary)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("send_agenda", args=[approved.pk]))
    package = Package.objects.get()
    waiting = DBTaskResult.objects.get()
    assert (waiting.task.name, waiting.args_kwargs["args"]) == ("build_papers", [package.pk])
    jobs.build_papers.call(package.pk)
    kept = {path.name.rsplit("-", 1)[0] for path in (settings.DATA_FOLDER / "papers").glob(f"*-{package.pk}-*.pdf")}
    assert kept == {
        f"{paper}-{package.pk}-{variant}" for paper in ("package", "agenda") for variant in ("whole", "open")
    }


@pytest.mark.requirement("D3")
def test_the_secretary_sees_how_many_letters_have_left_and_which_failed(client, town, approved):
    package = actions.send_agenda(approved, by=town.secretary)
    letters = list(Message.objects.filter(occasion=sending_of(package)).order_by("pk"))
    Message.objects.filter(pk=letters[0].pk).update(state=MessageState.SENT)
    Message.objects.filter(pk=letters[1].pk).update(state=MessageState.FAILED)
    client.force_login(town.secretary)
    page = client.get(package.get_absolute_url()).content.decode()
    assert f"1 af {len(letters)} breve er afsendt" in page
    assert "Mislykket" in page
    client.force_login(town.staff)
    assert "breve er afsendt" not in client.get(package.get_absolute_url()).content.decode()
