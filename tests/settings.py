"""The settings of the program for tests: a data folder of their own, and no work that only costs time."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if not os.environ.get("TVAERBLIK_DATA"):
    os.environ["TVAERBLIK_DATA"] = tempfile.mkdtemp(prefix="tvaerblik-tests-")
    atexit.register(shutil.rmtree, os.environ["TVAERBLIK_DATA"], ignore_errors=True)
if worker := os.environ.get("PYTEST_XDIST_WORKER"):  # processes that share the work do not share files
    os.environ["TVAERBLIK_DATA"] = str(Path(os.environ["TVAERBLIK_DATA"], worker))

from tvaerblik.config.settings import *  # noqa: F403  # the data folder must be known first
from tvaerblik.config.settings import DATA_FOLDER, STORAGES

# One password costs what Argon2 is meant to cost; the tests sign in thousands of times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Static files are served as they are, without the digests that gathering them gives.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
Path(DATA_FOLDER, "static").mkdir(exist_ok=True)
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
