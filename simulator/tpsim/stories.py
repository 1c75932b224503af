"""Finding a story by its name: one of the table, one fault in one phase, or a file of one's own."""

import math
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

from tpsim.faults import ABOUT, Mishap, named
from tpsim.scenarios import SCENARIOS, Scenario, Temper

ONE_FAULT: Final = "fault:"
PHASES: Final = ("SCREENING", "CALIBRATE", "APPROACH", "HOLD", "RELEASE", "REST", "LENGTHEN")
_SOON_S: Final = {"HOLD": (5.0, 10.0)}
"""How long into a phase its fault comes: past the settling of a hold, and else after a moment."""
_LARGEST_BYTES: Final = 65_536
_TOP: Final = {"about", "battery_mv", "wraps_after_s", "person", "mishap"}
_MISHAP: Final = {"fault", "phase", "after_s", "lasts_s", "amount"}
_RANGES: Final = {f.name for f in fields(Temper) if "tuple" in str(f.type)}
"""What a person does after a time that is drawn from a range."""
_SWITCHES: Final = {f.name for f in fields(Temper) if f.type is bool}


def find(name: str) -> Scenario:
    """Return the story that goes by this name.

    Raises
    ------
    ValueError
        If there is none, or its file makes no sense.
    """
    if name in SCENARIOS:
        return SCENARIOS[name]
    if name.startswith(ONE_FAULT):
        return _of_one_fault(name)
    if name.endswith(".toml"):
        return read(Path(name))
    known = ", ".join(SCENARIOS)
    raise ValueError(f"scenario {name!r} is none of {known}, nor fault:NAME, nor a .toml file")


def _of_one_fault(name: str) -> Scenario:
    fault_name, _, phase = name.removeprefix(ONE_FAULT).partition(":")
    fault, phase = named(fault_name), _phase(phase or "HOLD")
    about = ABOUT[fault]
    after_s = _SOON_S.get(phase, (0.5, 1.0))
    mishap = Mishap(fault, after_s, about.lasts_s, phase=phase)
    return Scenario(name, f"{about.text}; in {phase}", mishaps=(mishap,))


def read(path: Path) -> Scenario:
    """Return the story that a TOML file tells.

    Raises
    ------
    ValueError
        If it cannot be read or makes no sense; it says what, and where.
    """
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST_BYTES + 1)
        if len(text) > _LARGEST_BYTES:
            raise ValueError(f"larger than {_LARGEST_BYTES} bytes")
        told = tomllib.loads(text.decode())
        return _story(path.stem, told)
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{path}: {error}") from None


def _story(name: str, told: Mapping[str, Any]) -> Scenario:
    _only(told, _TOP, "the file")
    mishaps = told.get("mishap", [])
    if not isinstance(mishaps, list) or not all(isinstance(m, dict) for m in mishaps):
        raise ValueError("mishap is no list of tables; write [[mishap]]")
    wraps = told.get("wraps_after_s")
    return Scenario(
        name,
        _text(told.get("about", name), "about"),
        temper=_temper(told.get("person", {})),
        mishaps=tuple([_mishap(m, f"mishap {n}") for n, m in enumerate(mishaps, 1)]),
        battery_mv=round(_number(told.get("battery_mv", 3950), "battery_mv", most=100_000)),
        wraps_after_s=None if wraps is None else _number(wraps, "wraps_after_s"),
    )


def _mishap(told: Mapping[str, Any], where: str) -> Mishap:
    _only(told, _MISHAP, where)
    fault = named(_text(told.get("fault", ""), f"{where}, fault"))
    lasts_s = told.get("lasts_s", ABOUT[fault].lasts_s)
    amount = told.get("amount")
    return Mishap(
        fault,
        _range(told.get("after_s", 0.0), f"{where}, after_s"),
        _number(lasts_s, f"{where}, lasts_s"),
        None if amount is None else _number(amount, f"{where}, amount", least=-1e6),
        _phase(_text(told.get("phase", "HOLD"), f"{where}, phase")),
    )


def _temper(told: object) -> Temper:
    if not isinstance(told, dict):
        raise ValueError("person is no table; write [person]")
    known = {f.name for f in fields(Temper)}
    _only(told, known, "person")
    values: dict[str, Any] = {
        name: _kind_of(name)(value, f"person, {name}") for name, value in told.items()
    }
    return Temper(**values)


def _kind_of(name: str) -> Callable[[object, str], object]:
    if name in _SWITCHES:
        return _switch
    return _range if name in _RANGES else _number


def _only(told: Mapping[str, Any], known: set[str], where: str) -> None:
    for name in told:
        if name not in known:
            choice = ", ".join(sorted(known))
            raise ValueError(f"{where} has {name[:40]!r}, which is none of {choice}")


def _phase(name: str) -> str:
    if name not in PHASES:
        raise ValueError(f"phase {name[:40]!r} is none of {', '.join(PHASES)}")
    return name


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{where} is no text")
    return value


def _switch(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{where} is neither true nor false")
    return value


def _number(value: object, where: str, *, least: float = 0.0, most: float = 1e6) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{where} is no number")
    if not least <= value <= most:
        raise ValueError(f"{where} is not between {least:g} and {most:g}")
    return float(value)


def _range(value: object, where: str) -> tuple[float, float]:
    if isinstance(value, list):
        if len(value) != 2:
            raise ValueError(f"{where} is neither a number nor two")
        low, high = _number(value[0], where), _number(value[1], where)
        if low > high:
            raise ValueError(f"{where}: the first is larger than the second")
        return low, high
    one = _number(value, where)
    return one, one
