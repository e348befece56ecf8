"""The worker does what waits, beside others of its kind, and stops when it is told to."""

import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.core.management import call_command
from django.db.models.functions import Now
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.outbox.server import MailServer, listening
from tests.world import ROOT
from tvaerblik.audit.models import Event
from tvaerblik.operations import actions, periodic
from tvaerblik.outbox import schedule
from tvaerblik.outbox.models import Message, MessageState

MINUTE = dt.timedelta(minutes=1)
HOUR = dt.timedelta(hours=1)


@task()
def add_up(one, other):
    return one + other


@pytest.fixture
def periodic_jobs(monkeypatch, db):
    """Only the jobs that the test puts in; each mark of theirs goes with the test's database."""
    monkeypatch.setattr(schedule.schedule, "_items", {})
    monkeypatch.setattr(periodic, "RETRY_AFTER", dt.timedelta())
    return schedule.contribute


@pytest.mark.requirement("D10")
@pytest.mark.django_db(transaction=True)
def test_looking_once_runs_tasks_delivers_mail_and_does_what_is_due(periodic_jobs, mailoutbox):
    done = []
    periodic_jobs("remind", HOUR, lambda: done.append("remind"))
    result = add_up.enqueue(2, 3)
    Message.objects.create(occasion="x", address="x@eksempel.dk", subject="Hej", text="Hej", message_id="<1@x>")
    call_command("worker", once=True)
    assert DBTaskResult.objects.get(id=result.id).return_value == 5
    assert [mail.subject for mail in mailoutbox] == ["Hej"]
    assert Message.objects.get().state == MessageState.SENT
    assert done == ["remind"]


@pytest.mark.requirement("D10")
@pytest.mark.django_db(transaction=True)
def test_what_goes_wrong_with_one_kind_of_work_stops_no_other(periodic_jobs, mailoutbox, monkeypatch):
    monkeypatch.setattr(actions, "requeue_stuck_tasks", lambda **_how: 1 / 0)
    monkeypatch.setattr(actions.requeue_stuck_tasks, "__name__", "requeue_stuck_tasks")
    Message.objects.create(occasion="x", address="x@eksempel.dk", subject="Hej", text="Hej", message_id="<1@x>")
    call_command("worker", once=True)
    assert [mail.subject for mail in mailoutbox] == ["Hej"]


@pytest.mark.requirement("D10")
def test_a_periodic_job_runs_once_in_its_period(periodic_jobs):
    done = []
    periodic_jobs("hourly", HOUR, lambda: done.append("hourly"))
    periodic_jobs("always", dt.timedelta(), lambda: done.append("always"))
    assert periodic.run_due() == ["hourly", "always"]
    assert periodic.run_due() == ["always"]
    assert done == ["hourly", "always", "always"]


@pytest.mark.requirement("D10")
def test_a_periodic_job_that_fails_is_tried_again_before_its_period_is_over_and_stops_no_other(periodic_jobs, caplog):
    outcomes = iter([ValueError("ingen mailserver"), None])

    def shaky():
        if outcome := next(outcomes):
            raise outcome

    periodic_jobs("shaky", HOUR, shaky)
    periodic_jobs("steady", HOUR, lambda: None)
    assert periodic.run_due() == ["steady"]
    assert "The periodic job «shaky» failed." in caplog.text
    assert periodic.run_due() == ["shaky"]
    assert periodic.run_due() == []


def running(since, attempts):
    """A task that a worker took up so long ago, for that many-th time."""
    result = add_up.enqueue(2, 3)
    rows = DBTaskResult.objects.filter(id=result.id)
    rows.update(status=TaskResultStatus.RUNNING, started_at=Now() - since, worker_ids=["worker"] * attempts)
    return rows


@pytest.mark.requirement("D24")
@pytest.mark.django_db
def test_a_task_whose_worker_stopped_starts_anew_until_it_has_had_three_attempts():
    busy, stopped, hopeless = running(MINUTE * 9, 1), running(MINUTE * 11, 2), running(MINUTE * 11, 3)
    assert actions.requeue_stuck_tasks() == 2
    assert [rows.get().status for rows in (busy, stopped, hopeless)] == [
        TaskResultStatus.RUNNING,
        TaskResultStatus.READY,
        TaskResultStatus.FAILED,
    ]
    assert "its worker stopped 3 times" in hopeless.get().traceback
    event = Event.objects.get(verb="requeue_stuck_tasks")
    assert event.payload.content["tasks"] == ["tests.operations.test_worker.add_up"] * 2
    assert actions.requeue_stuck_tasks() == 0


PREPARE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("createcachetable")
"""
POST = """
from django.db import transaction
from tests.operations.test_worker import add_up
from tvaerblik.outbox.models import Message
with transaction.atomic():
    for number in range(30):
        Message.objects.create(occasion=str(number), address="x@eksempel.dk", subject=str(number), text="Hej",
            message_id=f"<{number}@x>")
    add_up.enqueue(2, 3)
"""


@pytest.mark.requirement("D10", "D24")
def test_two_workers_deliver_each_message_once_and_end_when_told_to(tmp_path):
    """Two programs of their own on one SQLite file, as on a small installation."""
    server = MailServer(expected=30)
    with listening(server) as (host, port):
        surroundings = {
            **os.environ,
            "TVAERBLIK_DATA": str(tmp_path),
            "TVAERBLIK_LOG_LEVEL": "INFO",
            "TVAERBLIK_MAIL_HOST": host,
            "TVAERBLIK_MAIL_PORT": str(port),
            "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "tvaerblik.config.settings",
        }
        how = {"cwd": ROOT, "env": surroundings, "text": True}
        run(PREPARE, how)
        workers = [started_worker(how) for _each in range(2)]
        try:
            for worker in workers:
                assert any("The worker is running." in line for line in worker.stderr)
            run(POST, how)
            assert server.all_came.wait(timeout=120)
        finally:
            for worker in workers:
                worker.send_signal(signal.SIGTERM)
            ends = [worker.communicate(timeout=60) for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0], ends
    assert not any("Traceback" in said for _out, said in ends), ends
    assert sorted(server.subjects, key=int) == [str(number) for number in range(30)]
    with closing(sqlite3.connect(tmp_path / "tvaerblik.sqlite3")) as database:
        states = database.execute("SELECT state, COUNT(*) FROM outbox_message GROUP BY state").fetchall()
    assert states == [("sent", 30)]


def run(code, how):
    subprocess.run([sys.executable, "-c", f"import django; django.setup()\n{code}"], check=True, **how)


def started_worker(how):
    return subprocess.Popen([sys.executable, "-m", "tvaerblik", "worker"], stderr=subprocess.PIPE, **how)
