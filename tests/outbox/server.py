"""A real mail server inside the tests: what it is given is read as a recipient reads it."""

import socket
from contextlib import contextmanager
from email import message_from_bytes, policy
from threading import Event

from aiosmtpd.controller import Controller


class MailServer:
    """Takes mail over SMTP; answers each recipient with the next of ``replies`` first, when there are any."""

    def __init__(self, expected=0):
        self.received = []
        self.raw = []
        self.replies = []
        self.expected = expected
        self.all_came = Event()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  # the name aiosmtpd calls
        if self.replies:
            return self.replies.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  # the name aiosmtpd calls
        self.raw.append(envelope.original_content)
        self.received.append((envelope.rcpt_tos, message_from_bytes(envelope.original_content, policy=policy.default)))
        if len(self.received) == self.expected:
            self.all_came.set()
        return "250 OK"

    @property
    def subjects(self):
        return [mail["Subject"] for _to, mail in self.received]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def listening(server):
    """The server at an address of its own: (host, port)."""
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield controller.hostname, controller.port
    finally:
        controller.stop()
