"""dev.py in a scratch checkout: only the commands it would start are replaced."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SOURCE = Path(__file__).parents[1] / "dev.py"
DNS_FAILS_PIP = (
    "WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by "
    "'NewConnectionError('<HTTPSConnection>: Failed to establish a new connection: "
    "[Errno -3] Temporary failure in name resolution')': /simple/bleak/"
)
DNS_FAILS_UV = (
    "error: Request failed after 3 retries in 4.2s\n  cause: client error (Connect)\n"
    "  cause: dns error\n  cause: failed to lookup address information"
)
WRONG_HASH = "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE."


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with dev.py and what it reads."""
    shutil.copy(SOURCE, tmp_path)
    (tmp_path / "requirements").mkdir()
    for name in ("run", "test", "bench"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"{name}==1\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    return tmp_path


@pytest.fixture
def dev(checkout: Path) -> ModuleType:
    """dev.py as a module of that folder."""
    spec = importlib.util.spec_from_file_location("dev_under_test", checkout / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Installer:
    """Stands where uv, venv and pip would be started, and leaves the files that they leave."""

    def __init__(self, dev: ModuleType) -> None:
        self.dev = dev
        self.steps: list[str] = []
        self.failing = ""
        self.says = ""

    def call(self, command: list[str], **_: Any) -> int:
        return self.run(command).returncode

    def run(self, command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        step = self.step_of(command)
        if step == self.failing:
            return subprocess.CompletedProcess(command, 1, "", self.says)
        self.steps.append(step)
        self.leave_behind(step)
        return subprocess.CompletedProcess(command, 0, "", "")

    def step_of(self, command: list[str]) -> str:
        if "venv" in command:
            return "environment"
        return "project" if "--editable" in command else Path(command[-1]).stem

    def leave_behind(self, step: str) -> None:
        program = {"environment": "python", "project": "tpdevice"}.get(step)
        if program:
            path = Path(self.dev.script(program))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        if step == "environment":
            home = Path(sys.executable).parent
            (self.dev.VENV / "pyvenv.cfg").write_text(f"home = {home}\nversion = 3\n")

    def done(self) -> list[str]:
        """Steps done since the last question."""
        steps, self.steps = self.steps, []
        return steps


@pytest.fixture
def installer(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Installer:
    installer = Installer(dev)
    monkeypatch.setattr(subprocess, "call", installer.call)
    monkeypatch.setattr(subprocess, "run", installer.run)
    return installer


def test_a_first_start_makes_everything_a_session_needs(
    dev: ModuleType, installer: Installer
) -> None:
    dev.set_up(dev.RUN)
    assert installer.done() == ["environment", "run", "project"]


def test_a_second_start_starts_nothing(dev: ModuleType, installer: Installer) -> None:
    dev.set_up(dev.TEST)
    installer.done()
    dev.set_up(dev.TEST)
    dev.set_up(dev.RUN)
    assert installer.done() == []


def test_tests_are_added_to_what_is_there(dev: ModuleType, installer: Installer) -> None:
    dev.set_up(dev.RUN)
    installer.done()
    dev.set_up(dev.TEST)
    assert installer.done() == ["test"]


@pytest.mark.parametrize(
    ("changed", "steps"),
    [
        ("requirements/run.txt", ["environment", "run", "test", "project"]),
        ("requirements/test.txt", ["test"]),
        ("pyproject.toml", ["project"]),
    ],
)
def test_a_changed_file_asks_for_its_steps(
    dev: ModuleType, installer: Installer, changed: str, steps: list[str]
) -> None:
    dev.set_up(dev.TEST)
    installer.done()
    (dev.ROOT / changed).write_text("changed\n")
    dev.set_up(dev.TEST)
    assert installer.done() == steps


def lose_the_stamp(dev: ModuleType) -> None:
    dev.STAMP.unlink()


def cut_the_stamp(dev: ModuleType) -> None:
    dev.STAMP.write_text('{"environment": ')


def lose_python(dev: ModuleType) -> None:
    Path(dev.script("python")).unlink()


def lose_the_program(dev: ModuleType) -> None:
    Path(dev.script("tpdevice")).unlink()


def lose_the_python_behind(dev: ModuleType) -> None:
    (dev.VENV / "pyvenv.cfg").write_text(f"home = {dev.ROOT / 'gone'}\n")


def move_it(dev: ModuleType) -> None:
    have = json.loads(dev.STAMP.read_text())
    dev.STAMP.write_text(json.dumps(have | {"environment": "cpython-311 in another folder"}))


@pytest.mark.parametrize(
    "break_it",
    [
        lose_the_stamp,
        cut_the_stamp,
        lose_python,
        lose_the_program,
        lose_the_python_behind,
        move_it,
    ],
)
def test_a_broken_environment_is_made_anew(
    dev: ModuleType, installer: Installer, break_it: Callable[[ModuleType], None]
) -> None:
    dev.set_up(dev.RUN)
    installer.done()
    left_over = dev.VENV / "left-over"
    left_over.touch()
    break_it(dev)
    dev.set_up(dev.RUN)
    assert installer.done() == ["environment", "run", "project"]
    assert not left_over.exists()


def test_an_interrupted_set_up_leaves_nothing_that_counts(
    dev: ModuleType, installer: Installer, monkeypatch: pytest.MonkeyPatch
) -> None:
    dev.set_up(dev.RUN)

    def interrupt(*_: Any, **__: Any) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "call", interrupt)
        with pytest.raises(KeyboardInterrupt):
            dev.set_up(dev.TEST)
    assert dev.present() == {}


@pytest.mark.parametrize("words", [DNS_FAILS_PIP, DNS_FAILS_UV], ids=["pip", "uv"])
def test_without_a_network_it_says_so_and_what_to_do(
    dev: ModuleType, installer: Installer, words: str
) -> None:
    installer.failing, installer.says = "run", words
    with pytest.raises(dev.SetUpError, match="offline"):
        dev.set_up(dev.RUN)


def test_another_failure_is_shown_as_it_is(dev: ModuleType, installer: Installer) -> None:
    installer.failing, installer.says = "run", WRONG_HASH
    with pytest.raises(dev.SetUpError, match="DO NOT MATCH THE HASHES"):
        dev.set_up(dev.RUN)


def test_what_worked_before_still_works_after_a_failed_addition(
    dev: ModuleType, installer: Installer
) -> None:
    dev.set_up(dev.RUN)
    installer.done()
    installer.failing, installer.says = "test", DNS_FAILS_PIP
    with pytest.raises(dev.SetUpError):
        dev.set_up(dev.TEST)
    dev.set_up(dev.RUN)
    assert installer.done() == []


def test_a_python_without_venv_is_told_apart(
    dev: ModuleType, installer: Installer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(dev.SetUpError, match="python3-venv"):
        dev.set_up(dev.RUN)


def test_an_old_python_is_told_what_to_do() -> None:
    old = f"import runpy, sys; sys.version_info = (3, 9, 18); runpy.run_path({str(SOURCE)!r})"
    done = subprocess.run([sys.executable, "-c", old], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "this is Python 3.9" in done.stderr
    assert "3.11 or newer" in done.stderr
    assert done.stdout == ""


def words_of(dev: ModuleType, *arguments: str) -> list[list[str]]:
    """The commands of a command line, without folders."""
    return [
        [Path(command[0]).stem, *command[1:]] for command in dev.task_for(list(arguments)).commands
    ]


def test_a_command_it_does_not_know_goes_to_tpdevice_where_the_person_is(dev: ModuleType) -> None:
    assert words_of(dev, "tape", "import", "x.tape") == [["tpdevice", "tape", "import", "x.tape"]]
    task = dev.task_for(["demo", "--fast"])
    assert task.sets == dev.RUN
    assert not task.at_root


def test_home_is_tpdevice_without_a_command(dev: ModuleType) -> None:
    assert words_of(dev, "home") == [["tpdevice"]]
    assert words_of(dev, "home", "--plain") == [["tpdevice", "--plain"]]
    assert dev.task_for(["home"]).sets == dev.RUN


def test_test_goes_to_pytest_with_its_arguments(dev: ModuleType) -> None:
    assert words_of(dev, "test", "-k", "guard") == [["pytest", "-k", "guard"]]
    assert dev.task_for(["test"]).sets == dev.TEST


def test_lint_is_four_checks(dev: ModuleType) -> None:
    names = [words[0] for words in words_of(dev, "lint")]
    assert names == ["ruff", "ruff", "mypy", "lint-imports"]


def test_bluez_goes_to_its_rig_with_its_arguments(dev: ModuleType) -> None:
    assert words_of(dev, "bluez", "-k", "scan") == [["python", "-m", "tests.bluez", "-k", "scan"]]
    assert dev.task_for(["bluez"]).sets == dev.TEST


def test_bench_runs_a_benchmark_by_name(dev: ModuleType, checkout: Path) -> None:
    (checkout / "benchmarks").mkdir()
    (checkout / "benchmarks" / "live.py").touch()
    assert words_of(dev, "bench", "live", "--json") == [
        ["python", "-m", "benchmarks.live", "--json"]
    ]
    with pytest.raises(dev.SetUpError, match="bench live"):
        dev.task_for(["bench", "../../x"])
    with pytest.raises(dev.SetUpError, match="bench live"):
        dev.task_for(["bench"])


@pytest.mark.parametrize(
    ("name", "sets"), [("live", ("run", "test")), ("reanalyse", ("run", "test", "bench"))]
)
def test_only_a_benchmark_that_compares_waits_for_what_it_is_measured_beside(
    dev: ModuleType, checkout: Path, name: str, sets: tuple[str, ...]
) -> None:
    (checkout / "benchmarks").mkdir()
    (checkout / "benchmarks" / f"{name}.py").touch()
    assert dev.task_for(["bench", name]).sets == sets


def test_what_benchmarks_are_measured_beside_is_added_to_what_is_there(
    dev: ModuleType, installer: Installer
) -> None:
    dev.set_up(dev.TEST)
    installer.done()
    dev.set_up(dev.BENCH)
    assert installer.done() == ["bench"]
    dev.set_up(dev.TEST)
    assert installer.done() == []


def test_pins_compiles_each_set_against_the_one_before(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name)
    commands = words_of(dev, "pins", "--upgrade")
    files = [f"requirements/{name}.txt" for name in dev.BENCH]
    assert [words[-1] for words in commands] == files
    assert [words[words.index("-c") + 1] for words in commands[1:]] == files[:-1]
    assert all({"--generate-hashes", "--upgrade"} <= set(words) for words in commands)


def test_several_checks_all_run_and_any_failure_fails(
    dev: ModuleType, capfd: pytest.CaptureFixture[str]
) -> None:
    good, bad = [sys.executable, "-c", "print('ran')"], [sys.executable, "-c", "exit(3)"]
    assert dev.run_all([bad, good]) == 1
    assert "ran" in capfd.readouterr().out
    assert dev.run_all([good]) == 0


@pytest.mark.process
def test_the_exit_code_of_the_command_is_its_own(checkout: Path) -> None:
    hand_over = "import dev, sys; sys.exit(dev.become([sys.executable, '-c', 'exit(7)']))"
    done = subprocess.run([sys.executable, "-c", hand_over], cwd=checkout, check=False)
    assert done.returncode == 7


@pytest.mark.process
def test_its_own_help_needs_no_set_up(checkout: Path) -> None:
    done = subprocess.run(
        [sys.executable, "dev.py"], cwd=checkout, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert "dev.py demo" in done.stdout
    assert not (checkout / ".dev").exists()


@pytest.mark.parametrize("uv", ["uv", None], ids=["uv", "pip"])
def test_pins_are_installed_by_hash_and_the_project_without_a_network(
    dev: ModuleType, uv: str | None
) -> None:
    run = dev.command_for("run", uv=uv, quiet=True)
    project = dev.command_for("project", uv=uv, quiet=True)
    assert "--require-hashes" in run
    assert {"--no-deps", "--no-build-isolation"} < set(project)
    assert {"--offline", "--no-index"} & set(project)


def test_a_second_start_waits_for_the_first(dev: ModuleType) -> None:
    with dev.alone(), (dev.PRIVATE / "lock").open("w") as file:
        assert not dev.lock(file.fileno())
    with (dev.PRIVATE / "lock").open("w") as file:
        assert dev.lock(file.fileno())


@pytest.mark.skipif(os.name == "nt", reason="folders are read-only in another way there")
def test_a_folder_that_cannot_be_written_is_a_sentence(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    dev.PRIVATE.touch()
    monkeypatch.setattr(sys, "argv", ["dev.py", "demo"])
    assert dev.main() == 1
    assert capsys.readouterr().err.startswith("tpdevice: ")


def test_browser_goes_to_its_tests_with_its_arguments(dev: ModuleType) -> None:
    wanted = [["python", "-m", "tests.browser", "-k", "phone"]]
    assert words_of(dev, "browser", "-k", "phone") == wanted
    assert dev.task_for(["browser"]).sets == dev.TEST
