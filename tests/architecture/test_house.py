"""The walls of the house: sizes, names, who writes, who asks what time it is."""

import ast
import re
from pathlib import Path

import pytest

from tests.world import PACKAGE, ROOT, name, python_files, templates, tree

FILE_LINES = 400
FUNCTION_LINES = 40
HOMELESS = {"utils", "util", "helpers", "common", "services", "managers", "handlers", "misc"}
ALWAYS_WRITES = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
CLOCKS = {"now", "today", "utcnow", "localdate", "localtime"}
ONLY_LOOKS = {"locked"}  # of the trail: holds a record, writes nothing
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


def calls(code):
    return (node for node in ast.walk(code) if isinstance(node, ast.Call))


def is_module(path, *names):
    """True for ``<name>.py`` and for every file in a folder ``<name>/``: a module that grew."""
    inside = path.relative_to(PACKAGE).parts
    return path.stem in names or bool(set(inside[1:-1]) & set(names))


def assert_none(findings, rule):
    findings = list(findings)
    assert not findings, "\n".join([rule, *findings])


def test_a_file_has_at_most_400_lines():
    files = [*python_files(), *sorted((ROOT / "launch").rglob("*.py")), *templates()]
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert_none((f"{name(p)}: {n}" for p, n in sizes.items() if n > FILE_LINES), "make a folder of the same name:")


def length(function):
    """The lines of a function besides its docstring: explaining costs nothing."""
    first = function.body[0]
    explained = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    said = first.end_lineno - first.lineno + 1 if explained else 0
    return function.end_lineno - function.lineno + 1 - said


def test_a_function_has_at_most_40_lines():
    files = [*python_files(), *sorted((ROOT / "launch").rglob("*.py"))]
    functions = [(path, node) for path in files for node in ast.walk(tree(path)) if isinstance(node, FUNCTION)]
    long = [(p, f) for p, f in functions if length(f) > FUNCTION_LINES]
    assert_none((f"{name(p)}:{f.lineno} {f.name}: {length(f)}" for p, f in long), "too long to take in at once:")


def test_every_module_has_a_name_from_the_domain():
    assert_none((name(p) for p in python_files() if p.stem in HOMELESS or p.parent.name in HOMELESS), "find the word:")


def writes(call):
    """True when a call writes to the database, as far as its looks tell."""
    if not isinstance(call.func, ast.Attribute):
        return False
    verb, receiver = call.func.attr, ast.unparse(call.func.value)
    if receiver.startswith("super()"):
        return False
    if verb in ALWAYS_WRITES:
        return True
    if verb == "update":  # of a query; a dictionary is updated with another
        return bool(call.keywords) and not call.args
    return verb in {"save", "delete"} and not call.args


def test_only_actions_write():
    """R D2: a change outside an action would leave no trace."""
    others = (path for path in python_files() if not is_module(path, "actions"))
    found = ((path, call) for path in others for call in calls(tree(path)) if writes(call))
    assert_none((f"{name(p)}:{c.lineno} {ast.unparse(c.func)}" for p, c in found), "written outside actions:")


def test_the_finder_of_writes_knows_them():
    code = "Thing.objects.create(a=1); rows.update(state='b'); row.save(); row.delete(); x.bulk_create(y)"
    assert all(writes(call) for call in calls(ast.parse(code)))
    assert not any(
        writes(call) for call in calls(ast.parse("seen.update(other); super().save(); pdf.save(path); d.get(1)"))
    )


def action_files():
    """The trail itself writes what actions leave; it is not asked to leave a trail of that."""
    return [path for path in python_files() if is_module(path, "actions") and "audit" not in path.parts]


def functions_of(path):
    return {node.name: node for node in tree(path).body if isinstance(node, FUNCTION)}


def public_actions():
    return [(path, f) for path in action_files() for f in functions_of(path).values() if not f.name.startswith("_")]


def test_every_action_says_by_whom():
    wrong = [(p, f) for p, f in public_actions() if "by" not in {argument.arg for argument in f.args.kwonlyargs}]
    assert_none((f"{name(p)}:{f.lineno} {f.name}" for p, f in wrong), "takes no keyword-only «by»:")


def test_every_action_is_one_transaction():
    wrong = [(p, f) for p, f in public_actions() if not any("atomic" in ast.unparse(d) for d in f.decorator_list)]
    assert_none((f"{name(p)}:{f.lineno} {f.name}" for p, f in wrong), "is not @transaction.atomic:")


def borrowed_actions(path):
    """What a file imports from actions: (functions, modules), by the names it uses for them."""
    functions, modules = set(), set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tvaerblik."):
            names = {alias.name: alias.asname or alias.name for alias in node.names}
            if "actions" in node.module.split("."):
                functions |= {used for name, used in names.items() if name not in ONLY_LOOKS}
            modules |= {used for name, used in names.items() if name == "actions"}
    return functions, modules


def leaves_a_trail(function, path, passed=frozenset()):
    """Through audit, through another action, or through a function of the same file that does."""
    functions, modules = borrowed_actions(path)
    passed |= {function.name}
    for call in calls(function):
        if isinstance(call.func, ast.Attribute):
            if ast.unparse(call.func.value) in modules and call.func.attr not in ONLY_LOOKS:
                return True
        elif isinstance(call.func, ast.Name):
            near = functions_of(path).get(call.func.id)
            if call.func.id in functions or (
                near is not None and near.name not in passed and leaves_a_trail(near, path, passed)
            ):
                return True
    return False


@pytest.mark.requirement("D2")
def test_every_action_leaves_a_trail():
    silent = [(p, f) for p, f in public_actions() if not leaves_a_trail(f, p)]
    assert_none((f"{name(p)}:{f.lineno} {f.name}" for p, f in silent), "leaves no trail:")


def test_pages_and_api_ask_for_nothing_themselves():
    """Visibility has one door, the queries of a package (D4)."""
    doors = (path for path in python_files() if is_module(path, "views", "api") or path.parent.name == "api")
    found = (
        (path, node)
        for path in doors
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}
    )
    assert_none((f"{name(p)}:{n.lineno} {ast.unparse(n)}" for p, n in found), "move it to queries.py:")


def asks_the_time(node):
    if isinstance(node, ast.keyword):
        return node.arg in {"auto_now", "auto_now_add"}  # Django would ask
    if not isinstance(node, ast.Attribute):
        return False
    receiver = ast.unparse(node.value).rpartition(".")[2]
    return (node.attr in CLOCKS and receiver in {"datetime", "date", "timezone"}) or (
        node.attr == "time" and receiver == "time"
    )


def test_only_the_clock_asks_what_time_it_is():
    files = (path for path in python_files() if path != PACKAGE / "core" / "clock.py")
    found = ((path, node) for path in files for node in ast.walk(tree(path)) if asks_the_time(node))
    assert_none(
        (f"{name(p)}:{n.lineno if hasattr(n, 'lineno') else n.value.lineno}" for p, n in found),
        "ask core.clock:",
    )


def test_only_the_settings_read_the_environment():
    files = (path for path in python_files() if path.parent != PACKAGE / "config" and path != PACKAGE / "__main__.py")
    found = (
        (p, n)
        for p in files
        for n in ast.walk(tree(p))
        if isinstance(n, ast.Attribute) and n.attr in {"environ", "getenv"}
    )
    assert_none((f"{name(p)}:{n.lineno}" for p, n in found), "make it a setting:")


def test_every_setting_is_documented():
    pattern = r"\b(?:TVAERBLIK_[A-Z_]+|DATABASE_URL)\b"
    sources = [*sorted((PACKAGE / "config").glob("*.py")), *sorted((ROOT / "launch").rglob("*.py"))]
    known = {found for path in sources for found in re.findall(pattern, path.read_text(encoding="utf-8"))}
    known.discard("TVAERBLIK_")
    documented = set(
        re.findall(rf"^### `({pattern})`", (ROOT / "docs" / "settings.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert documented == known


def test_nothing_points_outside_the_project():
    """A public clone has none of what stood beside it when it was written, nor the registry it was installed from."""
    places = r"\.\./shared|/work/|/home/\w|pypi\." + "org|pythonhosted|npmjs"
    kinds = {".py", ".md", ".toml", ".txt", ".sh", ".yml", ".csv", ".html", ".css", ".js", ".po", ".typ"}
    folders = [ROOT / name for name in ("docs", "launch", "tests", "tvaerblik")]
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in kinds]
    files += [path for path in ROOT.iterdir() if path.is_file() and path.suffix in kinds | {""}]
    texts = {path: path.read_text("utf-8", errors="replace") for path in files if path != Path(__file__)}
    found = {path: re.search(places, text) for path, text in texts.items()}
    assert_none((f"{name(path)}: {hit.group(0)}" for path, hit in found.items() if hit), "names a place outside:")


def test_no_test_is_skipped():
    """A test that does not run proves nothing, and nobody sees it."""
    ways = {"skip", "skipif", "xfail", "importorskip"}
    found = (
        (path, node)
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in ways and ast.unparse(node.value).startswith("pytest")
    )
    assert_none((f"{name(p)}:{n.lineno}" for p, n in found), "is left out:")
