"""Makes the project's own Python environment in .venv and installs the locked dependencies."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from launch.terminal import Stop, say

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
PYTHON = str(FOLDER / "bin" / "python")
STAMP = FOLDER / "installed.json"
LOG = FOLDER / "installation.log"
RUNTIME = ROOT / "requirements.txt"
DEVELOPMENT = ROOT / "requirements-dev.txt"
SETTINGS = {"DJANGO_SETTINGS_MODULE": "tvaerblik.config.settings"}  # whatever other project the person works on


def ensure(requirements: Path) -> None:
    """See that .venv stands and holds ``requirements``; quick when it does. Raises Stop with what to do."""
    stands = _succeeds([PYTHON, "-c", ""])
    if stands and _is_installed(requirements):
        return
    say(f"Installing the dependencies into {FOLDER.name} (the first time takes about a minute) …")
    try:
        if not stands:
            shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(exist_ok=True)
        LOG.write_text("", encoding="utf-8")
    except OSError as error:
        raise Stop(
            f"{FOLDER} cannot be written ({error.strerror}); the project's folder must be yours to write in."
        ) from error
    if not _install_with_uv(requirements):
        _install_with_pip(requirements)
    _remember(requirements)


def _install_with_uv(requirements: Path) -> bool:
    """True when uv is there and did it; else pip is asked, which may know a registry that uv does not."""
    uv = shutil.which("uv")
    if uv is None or not _succeeds([uv, "--version"]):
        return False
    made = _succeeds([PYTHON, "-c", ""]) or _logged(
        [uv, "venv", "--allow-existing", "--python", sys.executable, FOLDER]
    )
    if not made:
        return False
    return _logged([uv, "pip", "install", "--python", PYTHON, "--require-hashes", "-r", requirements])


def _install_with_pip(requirements: Path) -> None:
    if not _succeeds([PYTHON, "-c", ""]) and not _make_without_uv():
        raise Stop(_how_to_get_pip())
    pip = _pip()
    if pip is None:
        raise Stop(_how_to_get_pip())
    if not _logged([*pip, "install", "--quiet", "--require-hashes", "-r", requirements]):
        raise Stop(
            f"The dependencies could not be installed: {_last_complaint()} "
            f"(more in {LOG.relative_to(ROOT)}; see that the computer reaches its package registry)"
        )


def _make_without_uv() -> bool:
    """An environment without pip can be made by every Python that has venv; virtualenv is the other way."""
    return _logged([sys.executable, "-m", "venv", "--without-pip", FOLDER]) or _logged(
        [sys.executable, "-m", "virtualenv", "--quiet", FOLDER]
    )


def _pip() -> list[str | Path] | None:
    """The way to call a pip that installs into .venv, or None. Debian's Python comes without ensurepip."""
    own: list[str | Path] = [PYTHON, "-m", "pip"]
    if _succeeds([*own, "--version"]) or _logged([PYTHON, "-m", "ensurepip", "--default-pip"]):
        return own
    if importlib.util.find_spec("pip") is not None:
        outside: list[str | Path] = [sys.executable, "-m", "pip", "--python", PYTHON]
        if _succeeds([*outside, "--version"]):
            return outside
    if importlib.util.find_spec("virtualenv") is not None and _logged([sys.executable, "-m", "virtualenv", FOLDER]):
        return own
    if install_with_apt(_debian_package()) and _logged([PYTHON, "-m", "ensurepip", "--default-pip"]):
        return own
    return None


def install_with_apt(package: str) -> bool:
    """Install a Debian package where nobody need be asked: as root, with apt-get on the machine."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return False
    say(f"Installing {package} with apt-get …")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return all(
        subprocess.run([apt, "-qq", *words], env=quiet, stdout=subprocess.DEVNULL, check=False).returncode == 0
        for words in (["update"], ["install", "-y", package])
    )


def _debian_package() -> str:
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def _how_to_get_pip() -> str:
    if shutil.which("apt-get"):
        return (
            "This Python cannot install packages, because Debian keeps that part apart; "
            f"get it with «sudo apt-get install {_debian_package()}» and try again."
        )
    return f"The Python at {sys.executable} has neither pip nor ensurepip; install pip for it and try again."


def _is_installed(requirements: Path) -> bool:
    """The development list holds the runtime list, so either will do for ./run."""
    stamps = _stamps()
    enough = [requirements] if requirements == DEVELOPMENT else [requirements, DEVELOPMENT]
    return any(stamps.get(file.name) == _digest(file) for file in enough)


def _remember(requirements: Path) -> None:
    STAMP.write_text(json.dumps({**_stamps(), requirements.name: _digest(requirements)}), encoding="utf-8")


def _stamps() -> dict[str, str]:
    try:
        stamps: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamps


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _succeeds(command: Sequence[str | Path]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _logged(command: Sequence[str | Path]) -> bool:
    """Run one step of the installation; what it says goes into the log."""
    with LOG.open("a", encoding="utf-8") as log:
        try:
            return subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, check=False).returncode == 0
        except OSError as error:
            log.write(f"{command[0]}: {error}\n")
            return False


def _last_complaint() -> str:
    lines = [line.strip() for line in LOG.read_text(encoding="utf-8").splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith("error")]
    return (errors or lines or ["nothing was said"])[-1].rstrip(".") + "."
