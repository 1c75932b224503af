"""From two marks to a band, in millinewtons."""

from msgspec.structs import replace

from tpdevice.core import rules
from tpdevice.core.band import Band, BandKind, NoBand, Support, Thresholds
from tpdevice.core.plan import Limits, PointRules
from tpdevice.core.units import mn, ns

_LOWERED_HALF = max(rules.HALF_WIDTH.values())
"""A band that is lowered asks for less already: there it is as wide as by hand, however pressed."""


def outer_ceiling_mn(point: PointRules, limits: Limits) -> int:
    """Return the lowest ceiling that does not depend on the person's marks."""
    ceilings_n = [point.ceiling_n, limits.range_n]
    if limits.plan_n is not None:
        ceilings_n.append(limits.plan_n)
    return mn(min(ceilings_n))


def strongest_aim_mn(point: PointRules, limits: Limits, *, support: Support) -> int:
    """Return the aim that no marks could exceed."""
    top_mn = rules.TOP_PER_CEILING * outer_ceiling_mn(point, limits)
    return round(top_mn / rules.AIM_BELOW_TOP[support])


def band_for(
    marks: Thresholds, *, support: Support, point: PointRules, limits: Limits
) -> Band | NoBand:
    """Return the band for these marks, lowered where the last time here asks for it, or why not."""
    band = _full_band(marks, support=support, point=point, limits=limits)
    return band if isinstance(band, NoBand) else gentler(band, limits.lower_percent)


def _full_band(
    marks: Thresholds, *, support: Support, point: PointRules, limits: Limits
) -> Band | NoBand:
    ceiling = outer_ceiling_mn(point, limits)
    tender, comfort = marks.tender_mn, marks.comfort_mn
    if tender is None:
        return _uncalibrated(ceiling)
    alarm = ceiling
    if comfort is not None:
        # Means over different ramps may contradict each other; nobody is asked for more than both.
        tender = min(tender, comfort)
        ceiling = min(ceiling, round(rules.CEILING_PER_COMFORT * comfort))
        alarm = min(ceiling, round(rules.ALARM_PER_COMFORT * comfort))
    kind, bottom, top, aim = _edges(tender, comfort, ceiling, support=support, gentle=point.gentle)
    if _half_width(bottom, top) < rules.NARROWEST:
        return NoBand("the comfortable range here is too narrow to hold with this tool")
    return Band(
        kind=kind,
        bottom_mn=bottom,
        top_mn=top,
        aim_mn=aim,
        margin_mn=round(rules.MARGIN * aim),
        ceiling_mn=ceiling,
        alarm_mn=alarm,
        free_mn=round(rules.FREE_PER_TENDER * tender),
    )


def _edges(
    tender: int, comfort: int | None, ceiling: int, *, support: Support, gentle: bool
) -> tuple[BandKind, int, int, int]:
    most = round(rules.TOP_PER_CEILING * ceiling)
    if gentle:
        low, high = rules.GENTLE
        bottom, top = round(low * tender), min(round(high * tender), most)
        return BandKind.GENTLE, bottom, top, (bottom + top) // 2
    below_top = rules.AIM_BELOW_TOP[support]
    if comfort is None:
        bottom = round(rules.LOWEST_PER_TENDER * tender)
        top = min(round(rules.TENDER_ONLY_TOP * tender), most)
        return BandKind.TENDER_ONLY, bottom, top, min((bottom + top) // 2, round(top / below_top))
    top = min(
        round(tender + rules.TOP_SHARE * (comfort - tender)),
        round(rules.TOP_PER_TENDER * tender),
        most,
    )
    aim = min(round(tender + rules.AIM_SHARE * (comfort - tender)), round(top / below_top))
    return BandKind.STANDARD, _bottom(tender, top, support=support), top, aim


def _bottom(tender: int, top: int, *, support: Support) -> int:
    """Return T, lowered just as far as the band needs, at most to 0.9 T."""
    wide_enough = _under(top, rules.HALF_WIDTH[support])
    return max(min(tender, wide_enough), round(rules.LOWEST_PER_TENDER * tender))


def _under(top: int, half: float) -> int:
    """Return the bottom that makes a band plus or minus `half` of its middle wide."""
    return round(top * (1 - half) / (1 + half))


def _half_width(bottom: int, top: int) -> float:
    return (top - bottom) / (top + bottom) if top > bottom else 0.0


def _uncalibrated(ceiling: int) -> Band:
    """Return the band without marks: no real aim, half the ceiling; ratings lead instead."""
    top = round(rules.UNCALIBRATED_SHARE * ceiling)
    bottom = round(rules.UNCALIBRATED_BOTTOM * ceiling)
    aim = (bottom + top) // 2
    return Band(
        kind=BandKind.UNCALIBRATED,
        bottom_mn=bottom,
        top_mn=top,
        aim_mn=aim,
        margin_mn=round(rules.MARGIN * aim),
        ceiling_mn=ceiling,
        alarm_mn=ceiling,
        free_mn=min(mn(rules.FREE_N), bottom),
    )


def in_one_go_ns(band: Band) -> int:
    """Return how long to press in one go, so that coming off slowly ends before the guard acts."""
    off_s = rules.REACTION_S + band.top_mn / mn(sum(rules.RELEASE_N_PER_S) / 2)
    return ns(min(rules.IN_ONE_GO_S, rules.HARD_LIMIT_S - off_s))


def steered(band: Band, support: Support) -> tuple[int, int, int]:
    """Return where "more", "there" and "less" are said, mN.

    A band without marks is wide and has no target: there, only its edges count.
    """
    if band.kind is BandKind.UNCALIBRATED:
        return band.bottom_mn, band.bottom_mn + band.margin_mn, band.top_mn
    width = band.top_mn - band.bottom_mn
    more, there, less = (
        band.bottom_mn + round(share * width)
        for share in (rules.MORE_AT, rules.THERE_AT[support], rules.LESS_AT)
    )
    return more, there, less


def gentler(band: Band, percent: int) -> Band:
    """Return a band with bottom, aim and top lowered by a share; what the guard watches stays."""
    if percent <= 0:
        return band
    # No answer lowers it further; a tape from elsewhere may say anything.
    left = 100 - min(percent, rules.LOWER_VERY_SORE_PERCENT)
    bottom, top, aim = (edge * left // 100 for edge in (band.bottom_mn, band.top_mn, band.aim_mn))
    return _between(band, bottom=bottom, top=top, aim=aim)


def lowered(band: Band, most_mn: int) -> Band:
    """Return a band whose top is at most `most_mn`; its bottom moves only if it must, downward."""
    if most_mn >= band.top_mn:
        return band
    bottom = min(band.bottom_mn, _under(most_mn, _LOWERED_HALF))
    aim = min(band.aim_mn, (bottom + most_mn) // 2)
    return _between(band, bottom=bottom, top=most_mn, aim=aim)


def _between(band: Band, *, bottom: int, top: int, aim: int) -> Band:
    """Return a band with other edges; what the guard watches stays."""
    return replace(
        band,
        bottom_mn=bottom,
        top_mn=top,
        aim_mn=aim,
        margin_mn=round(rules.MARGIN * aim),
        free_mn=min(band.free_mn, bottom),
    )
