"""./manage: the management commands, and the two lists of locked dependencies."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import NoReturn

from launch import environment
from launch.terminal import Stop, say

# Both lists name what to install and its digests, and no registry: each machine has its own.
_COMPILE = ["pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header", "--no-annotate"]
_COMPILE += ["--python-version", "3.11", "--extra", "postgres"]


def main(arguments: list[str]) -> int:
    """Run one management command in the environment; ``lock`` is done here, before there is one."""
    if arguments[:1] == ["lock"]:
        return lock(arguments[1:])
    environment.ensure(environment.RUNTIME)
    os.environ.update(environment.SETTINGS)
    return become([environment.PYTHON, "-m", "tvaerblik", *(arguments or ["help"])])


def become(command: list[str]) -> NoReturn:
    """Let the command take this process over, so that Ctrl-C and the exit code are its own."""
    os.execv(command[0], command)  # noqa: S606


def lock(arguments: list[str]) -> int:
    """Write both requirements files anew from pyproject.toml; ``--upgrade`` takes newer versions."""
    uv = shutil.which("uv")
    if uv is None:
        raise Stop("The dependencies are locked with uv, and it is not on this machine; install uv and try again.")
    development = ["--group", "dev", "--constraint", environment.RUNTIME.name]
    for file, more in ((environment.RUNTIME, []), (environment.DEVELOPMENT, development)):
        command = [uv, *_COMPILE, *more, *arguments, "pyproject.toml", "--output-file", file.name]
        if subprocess.run(command, cwd=environment.ROOT, stdout=subprocess.DEVNULL, check=False).returncode:
            raise Stop(f"{file.name} was not written; uv says why above.")
        if "://" in file.read_text(encoding="utf-8"):
            raise Stop(f"{file.name} names a registry; keep that in uv's own settings, outside the project.")
        say(f"{file.name} is written.")
    return 0
