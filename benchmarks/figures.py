"""Figures of a benchmark: gathered, compared with their goal, printed as a table or as JSON."""

import argparse
import json
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version

import numpy as np

_WIDTH = 56


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number."""

    what: str
    value: float
    unit: str
    goal: str = ""
    """As it was set, such as "<= 5"."""
    of: str = ""
    """What the number is of: how many values, which percentile."""

    @property
    def reached(self) -> bool | None:
        """Whether the goal was reached; None where there is none."""
        if not self.goal:
            return None
        sign, limit = self.goal.split()
        return self.value <= float(limit) if sign == "<=" else self.value >= float(limit)


def percentiles(
    what: str, values: list[float], unit: str, *, goal: str = "", scale: float = 1.0
) -> list[Figure]:
    """Return median and 99th percentile of some values; the goal is for the latter."""
    if not values:
        return [Figure(f"{what}, p99", float("nan"), unit, goal, "no values")]
    scaled = np.array(values) * scale
    of = f"{len(values)} values, max {scaled.max():.3g}"
    return [
        Figure(f"{what}, p50", float(np.percentile(scaled, 50)), unit, "", of),
        Figure(f"{what}, p99", float(np.percentile(scaled, 99)), unit, goal, of),
    ]


def options(about: str | None) -> argparse.ArgumentParser:
    """Return a parser with what every benchmark understands."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    return parser


class Board:
    """Figures with the machine and the versions that they were measured with, each as it comes."""

    def __init__(self, *, as_json: bool, beside: Sequence[str] = ()) -> None:
        libraries = ("tpdevice", "numpy", "bleak", "bumble", "textual", *beside)
        self._as_json = as_json
        self._figures: list[Figure] = []
        self._about = {
            "python": platform.python_version(),
            "system": f"{platform.system()} {platform.machine()}",
            **{name: version(name) for name in libraries},
        }
        if not as_json:
            print(" · ".join(f"{name} {value}" for name, value in self._about.items()))

    def add(self, figures: Iterable[Figure]) -> None:
        """Take figures, and print them unless JSON is to come."""
        for figure in figures:
            self._figures.append(figure)
            if self._as_json:
                continue
            mark = {True: "reached", False: "MISSED", None: ""}[figure.reached]
            print(
                f"{figure.what:<{_WIDTH}}  {figure.value:>8.4g} {figure.unit:<12} "
                f"{figure.goal:<9} {mark:<8} {figure.of}".rstrip(),
                flush=True,
            )

    def close(self) -> None:
        """Print JSON, if that was asked for."""
        if self._as_json:
            rows = [asdict(figure) | {"reached": figure.reached} for figure in self._figures]
            print(json.dumps({"about": self._about, "figures": rows}, indent=2))
