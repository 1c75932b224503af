"""What is tested here is what runs on the board, so it may need nothing that only one side has."""

import ast
from pathlib import Path

import pytest

FIRMWARE = Path(__file__).parents[2] / "firmware"
ALLOWED = {"json", "math", "struct", "force_sensor"}


def _imported(file: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize(
    "file", sorted((FIRMWARE / "force_sensor").glob("*.py")), ids=lambda file: file.name
)
def test_the_part_without_hardware_imports_none(file: Path) -> None:
    assert _imported(file) <= ALLOWED


def test_the_program_itself_needs_nothing_of_the_firmware() -> None:
    files = [
        file for folder in ("src", "simulator") for file in (FIRMWARE.parent / folder).rglob("*.py")
    ]
    assert files
    assert not [file for file in files if "force_sensor" in _imported(file)]
