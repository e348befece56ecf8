"""What the tests of the whole house look at: its folders, its Python files and its templates."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "tvaerblik"


def python_files():
    """Every Python file of the program that people write: migrations are written by Django."""
    return [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]


def templates():
    """Every page, part and letter."""
    return sorted(path for path in PACKAGE.rglob("templates/**/*") if path.is_file())


@cache
def tree(path):
    """A file's code as a tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name(path):
    """A file as the reader of a failure finds it."""
    return str(path.relative_to(ROOT))
