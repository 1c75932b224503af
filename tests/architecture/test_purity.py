"""The pure layers are a function of their arguments: no clock, chance, files, log or waiting."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import tpdevice

PACKAGE = Path(tpdevice.__file__).parent
PURE = ("core", "devices", "signal", "session", "homework")

# An allow list, because a list of what is forbidden is never complete. Add only what has no
# state and reaches nothing outside its arguments.
ALLOWED = {
    "abc",
    "array",
    "bisect",
    "collections",
    "contextlib",
    "dataclasses",
    "difflib",
    "enum",
    "functools",
    "html",
    "itertools",
    "json",
    "math",
    "msgspec",
    "numpy",
    "operator",
    "re",
    "struct",
    "textwrap",
    "tomllib",
    "tpdevice",
    "types",
    "typing",
    "unicodedata",
    "zlib",
}
DAYS = {"datetime.date", "datetime.timedelta"}
"""Days are values; the calendar on the wall is not."""
CLOCKS = {"today", "now", "fromtimestamp"}
FORBIDDEN_CALLS = {"open", "print", "input", "exec", "eval", "breakpoint", "__import__"}
GUARD_MAY_IMPORT = ("tpdevice.core", "tpdevice.session.events", "tpdevice.session.phases")


def files_of(*layers: str) -> list[Path]:
    return sorted(path for layer in layers for path in (PACKAGE / layer).rglob("*.py"))


def imported(tree: ast.AST) -> Iterator[str]:
    """Full names of what a module imports, and of what it takes from there."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def impurities(source: str, *, waits: bool = False) -> list[str]:
    tree = ast.parse(source)
    names = [name for name in imported(tree) if name not in DAYS]
    found = [name for name in names if name.partition(".")[0] not in ALLOWED]
    found += [name for name in imported(tree) if name.startswith("numpy.random")]
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in FORBIDDEN_CALLS:
            found.append(node.id)
        elif isinstance(node, ast.Attribute) and node.attr == "random":
            found.append("random")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            found += [node.func.attr] if node.func.attr in CLOCKS else []
        elif isinstance(node, ast.AsyncFunctionDef | ast.Await) and not waits:
            found.append("async")
    return found


def strays_of_guard(source: str) -> list[str]:
    ours = [name for name in imported(ast.parse(source)) if name.startswith("tpdevice")]
    return [name for name in ours if not any_of(name)]


def any_of(name: str) -> bool:
    return any(name == home or name.startswith(f"{home}.") for home in GUARD_MAY_IMPORT)


@pytest.mark.parametrize("layer", PURE)
def test_a_pure_layer_has_files_to_look_at(layer: str) -> None:
    assert len(files_of(layer)) > 1


@pytest.mark.parametrize(
    "path", files_of(*PURE), ids=lambda path: path.relative_to(PACKAGE).as_posix()
)
def test_a_pure_layer_reaches_nothing_outside_its_arguments(path: Path) -> None:
    # The ports are pure as well: they say what the shell does, and some of that waits.
    waits = path == PACKAGE / "core" / "ports.py"
    assert impurities(path.read_text(encoding="utf-8"), waits=waits) == []


@pytest.mark.parametrize(
    "source",
    [
        "import time",
        "from datetime import datetime",
        "from datetime import date\ndate.today()",
        "import os.path",
        "def f():\n    import logging",
        "import numpy as np\nnp.random.default_rng()",
        "from numpy.random import default_rng",
        "def f(name):\n    return open(name)",
        "async def f(): ...",
        "print(1)",
    ],
)
def test_an_impure_module_is_found_out(source: str) -> None:
    assert impurities(source) != []


def test_the_guard_imports_only_core_events_and_phases() -> None:
    guard = PACKAGE / "session" / "guard.py"
    assert strays_of_guard(guard.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "from tpdevice.signal.chain import Chain",
        "import tpdevice.session.state",
        "from tpdevice.session import state",
        "from tpdevice.session.events_of_others import x",
    ],
)
def test_a_guard_that_leans_on_more_is_found_out(source: str) -> None:
    assert strays_of_guard(source) != []
