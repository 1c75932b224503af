"""The charge of a lithium cell from its voltage, roughly."""

PERCENT_AT_MV = ((3300, 0), (3600, 10), (3700, 30), (3800, 50), (3950, 75), (4200, 100))
"""Assumed: a lithium polymer cell under a light load; the true curve differs from cell to cell."""
NONE_BELOW_MV = 2500
"""Less than this is no cell at all. Assumed."""
LOW_MV = 3550
"""Assumed: some minutes are left."""
RECOVERED_MV = 3650


def percent(voltage_mv: int) -> int:
    """Return the charge, percent, on straight lines between the points of the table."""
    under_mv, under = PERCENT_AT_MV[0]
    for mv, charge in PERCENT_AT_MV:
        if voltage_mv < mv:
            if mv == under_mv:
                return under
            return under + (voltage_mv - under_mv) * (charge - under) // (mv - under_mv)
        under_mv, under = mv, charge
    return under


class Battery:
    """The last voltage; low stays low until it has risen well above, so that it is said once."""

    def __init__(self) -> None:
        self.voltage_mv = 0
        """0 if none is wired, or it was not measured yet."""
        self.low = False

    def measured(self, voltage_mv: int) -> None:
        """Take a voltage, mV."""
        self.voltage_mv = voltage_mv if NONE_BELOW_MV <= voltage_mv <= 0xFFFF else 0
        if self.voltage_mv:
            self.low = self.voltage_mv < (RECOVERED_MV if self.low else LOW_MV)
