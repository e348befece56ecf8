"""Uploaded files go to a folder of the test; jobs run at once."""

import pytest

from tests.portfolio.people import cast

__all__ = ["cast", "files"]


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """The folder in which uploaded files are kept during the test."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    return tmp_path
