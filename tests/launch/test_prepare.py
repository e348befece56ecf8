"""What is made ready before the program starts."""

import os
import subprocess
import sys

import pytest

from tests.world import PACKAGE, ROOT

ASK = """
import os, sys
from launch.inside import prepare
seen = []
prepare.bring_database_up_to_date = prepare.gather_static_files = lambda: None
prepare.note_the_start = lambda kind: None
def say(*, again):
    from django.utils import translation
    with translation.override("da"):
        seen.append(translation.gettext("Overview"))
prepare.load_example = say
code = prepare.main("example", again=False)
print(code, *seen)
"""


@pytest.mark.requirement("D11", "D20")
def test_the_example_is_made_in_danish_also_when_the_catalogues_are_new(tmp_path):
    """A catalogue compiled after Django has begun is not read by that process."""
    compiled = PACKAGE / "web" / "locale" / "da" / "LC_MESSAGES" / "django.mo"
    compiled.unlink(missing_ok=True)
    surroundings = {
        **os.environ,
        "TVAERBLIK_DATA": str(tmp_path),
        "TVAERBLIK_EXAMPLE": "1",
        "DJANGO_SETTINGS_MODULE": "tvaerblik.config.settings",
    }
    answer = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False
    )
    assert answer.stdout.split() == ["0", "Overblik"], answer.stderr
