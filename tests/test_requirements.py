"""The compiled requirement files hold what pyproject.toml asks for, and nothing of one machine."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SETS = ("run", "test", "bench")
# Unstable parts of these are in use, each watched by a canary test.
PINNED = ("bleak", "bumble", "textual")


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def compiled(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\s<>=!~;\[]", line, maxsplit=1)[0].lower() for line in requirements}


def pins(name: str) -> set[tuple[str, str]]:
    """Each (package, version) of a set; a package may have one version for each Python."""
    return set(re.findall(r"^([a-z0-9-]+)==(\S+)", compiled(name), flags=re.MULTILINE))


def packages(name: str) -> set[str]:
    return {package for package, _ in pins(name)}


def test_the_run_set_holds_every_dependency() -> None:
    asked = project()["project"]
    assert names(asked["dependencies"] + asked["optional-dependencies"]["sim"]) <= packages("run")


def test_the_test_set_adds_every_test_dependency_and_moves_no_version() -> None:
    assert names(project()["project"]["optional-dependencies"]["test"]) <= packages("test")
    assert pins("run") < pins("test")


def test_the_bench_set_adds_what_benchmarks_compare_with_and_moves_no_version() -> None:
    assert names(project()["project"]["optional-dependencies"]["bench"]) <= packages("bench")
    assert pins("test") < pins("bench")


def test_what_only_benchmarks_need_is_not_asked_of_a_session_or_of_a_test() -> None:
    wanted = names(project()["project"]["optional-dependencies"]["bench"])
    assert not wanted & (packages("run") | packages("test"))


def test_the_run_set_holds_the_build_backend() -> None:
    backend = (ROOT / "requirements" / "build.in").read_text(encoding="utf-8").splitlines()
    assert backend[1:] == project()["build-system"]["requires"]
    assert names(backend[1:]) <= packages("run")


@pytest.mark.parametrize("package", PINNED)
def test_a_package_used_beyond_its_promises_is_pinned_exactly(package: str) -> None:
    asked = project()["project"]
    lines = asked["dependencies"] + asked["optional-dependencies"]["sim"]
    (line,) = [line for line in lines if names([line]) == {package}]
    assert tuple(line.split("==")) in pins("run")


@pytest.mark.parametrize("name", SETS)
def test_every_pin_has_a_hash(name: str) -> None:
    for entry in re.split(r"\n(?=\S)", compiled(name)):
        assert "--hash=sha256:" in entry, entry


@pytest.mark.parametrize("name", SETS)
def test_no_address_and_no_path_is_in_a_requirement_file(name: str) -> None:
    for line in compiled(name).splitlines():
        code, _, comment = line.partition("#")
        assert re.fullmatch(
            r"([a-z0-9-]+==\S+|    --hash=sha256:[0-9a-f]{64}|)( ; .*)?( \\)? *", code
        )
        assert not re.search(r"://|(^|\s)/|[A-Z]:\\", comment), line


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_bluetooth_of_every_system_is_in_the_run_set(system: str) -> None:
    backends = {"linux": "dbus-fast", "darwin": "pyobjc-core", "win32": "winrt-runtime"}
    assert re.search(rf"^{backends[system]}==.*'{system}'", compiled("run"), flags=re.MULTILINE)
