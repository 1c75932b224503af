"""A kind of sensor in words: what it measures, how far one is led by it, and how it is known."""

from dataclasses import dataclass
from typing import Any, Final

import msgspec

from tpdevice.core import rules
from tpdevice.core.band import Support
from tpdevice.core.coaching import Coaching, a_second, coaching_of, too_coarse
from tpdevice.core.driver import DriverSpec
from tpdevice.core.options import Option
from tpdevice.core.plan import Limits
from tpdevice.core.units import mn
from tpdevice.devices import DRIVERS, driver
from tpdevice.runtime.content import points
from tpdevice.session.bandrule import strongest_aim_mn

_COARSE: Final = "its steps are too coarse for what would be asked for at any place"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of sensor as it is listed."""

    spec: DriverSpec
    options: tuple[Option, ...]
    allowed: Coaching
    """At the best of places, with nothing between sensor and body."""
    why: str
    """Why not more; empty where it is coached fully."""

    @property
    def page(self) -> str:
        """Where its protocol is written down, in the project's folder."""
        return f"docs/protocols/{self.spec.key}.md"

    @property
    def least_aim_n(self) -> float | None:
        """The least force that its steps are fine enough to lead to, N, or None where unknown."""
        step_n = self.spec.resolution_n
        return None if step_n is None else step_n / rules.COARSEST


def kind(key: str) -> Kind:
    """Return one kind of sensor.

    Raises
    ------
    UnknownDevice
        If there is no such kind.
    """
    spec = driver(key).spec
    return Kind(spec, DRIVERS[key].options, *_allowed(spec))


def kinds() -> list[Kind]:
    """Return every kind of sensor: those first that one is led by."""
    order = list(Coaching)
    return sorted([kind(key) for key in DRIVERS], key=lambda each: order.index(each.allowed))


def _allowed(spec: DriverSpec) -> tuple[Coaching, str]:
    allowed, why = coaching_of(spec)
    step_n, range_n = spec.resolution_n, spec.range_n
    if allowed is Coaching.NONE or step_n is None or range_n is None:
        return allowed, why
    limits = Limits(None, range_n, 0.0, 0.0)
    strongest_mn = max(
        strongest_aim_mn(place.rules, limits, support=support)
        for place in points().values()
        for support in Support
    )
    return (Coaching.NONE, _COARSE) if too_coarse(mn(step_n), strongest_mn) else (allowed, why)


def use(each: Kind) -> str:
    """Return what a session with it is, and why not more."""
    if each.why:
        return f"{each.allowed}: {each.why}"
    first = ", once its newtons are known" if each.spec.conversion is None else ""
    return f"{each.allowed}{first}"


def tested(spec: DriverSpec) -> str:
    """Return whether it was tried."""
    return "verified" if spec.verified_on_hardware else "not verified on hardware"


def facts(each: Kind) -> str:
    """Return what it measures, how often and how much, in a line."""
    spec = each.spec
    return " · ".join((f"{spec.quantity}, {spec.mode}", a_second(spec.rate_hz), reach(each)))


def reach(each: Kind) -> str:
    """Return where it is of use: from the least aim that its steps allow to its range."""
    spec, least_n = each.spec, each.least_aim_n
    if spec.range_n is None:
        return f"up to {spec.range_raw:.10g} {spec.raw_unit}"
    if each.allowed is Coaching.NONE or least_n is None or least_n < 1.0:
        return f"up to {spec.range_n:.0f} N"
    return f"{least_n:.0f} to {spec.range_n:.0f} N"


def in_full(each: Kind) -> list[tuple[str, str]]:
    """Return everything that is known of a kind, as pairs of a name and words."""
    spec = each.spec
    return [
        ("used", use(each)),
        ("measures", f"{spec.quantity}, {spec.mode}"),
        ("range", f"{reach(each)}{_steps(each)}"),
        *([("newtons", spec.finds_out)] if spec.conversion is None else []),
        ("sends", f"{spec.sends}, {a_second(spec.rate_hz)}, {_way(spec)}"),
        ("found", "only where you say --kind" if spec.by_hand else "by its advert"),
        *([("options", ", ".join(option.name for option in each.options))] if each.options else []),
        ("known", f"{spec.certainty}: {spec.source}"),
        ("tried", tested(spec)),
        *([("mind", spec.note)] if spec.note else []),
        ("protocol", each.page),
    ]


def _steps(each: Kind) -> str:
    step_n = each.spec.resolution_n
    return "" if step_n is None else f", in steps of {step_n:.2g} N"


def _way(spec: DriverSpec) -> str:
    if spec.advert_only:
        return "in its adverts"
    return "with a clock of its own" if spec.has_clock else "without a clock of its own"


def as_data(each: Kind) -> dict[str, Any]:
    """Return everything that is known of a kind, for programs."""
    spec = each.spec
    known: dict[str, Any] = msgspec.to_builtins(spec)
    return known | {
        "range_n": None if spec.range_n is None else round(spec.range_n, 3),
        "resolution_n": spec.resolution_n,
        "least_aim_n": each.least_aim_n,
        "coaching": each.allowed,
        "why_not_more": each.why,
        "options": [{"name": o.name, "about": o.about, "default": o.default} for o in each.options],
        "protocol": each.page,
    }
