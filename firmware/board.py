"""The board: which pin does what, its LED, its button, its battery and its sleep.

The pins are those of a LOLIN D32, as its maker states them; for another board, change them here.
"""

from time import sleep_ms

import esp32
import machine
from machine import ADC, I2C, Pin

HX711_CLOCK = 25
HX711_DATA = 26
I2C_SDA = 21
I2C_SCL = 22
BUTTON = 33
"""To ground. Only a pin of the chip's sleep domain can wake it: 0, 2, 4, 12-15, 25-27, 32-39."""
BATTERY = 35
"""On ADC1 (32-39): the radio disturbs ADC2."""
LED = 5
LED_ON = 0

BATTERY_READS = 16


class Board:
    """The parts of the board that are not the sensor."""

    def __init__(self, *, battery_divider: float) -> None:
        self._led = Pin(LED, Pin.OUT, value=1 - LED_ON)
        self._button = Pin(BUTTON, Pin.IN, Pin.PULL_UP)
        self._battery = None
        self._divider = battery_divider
        if battery_divider:
            self._battery = ADC(Pin(BATTERY), atten=ADC.ATTN_11DB)
        self.serial = machine.unique_id()

    def led(self, *, lit: bool) -> None:
        """Light the LED, or not."""
        self._led.value(LED_ON if lit else 1 - LED_ON)

    def pressed(self) -> bool:
        """Return whether the button is down."""
        return self._button.value() == 0

    def battery_mv(self) -> int:
        """Return the battery's voltage, mV; 0 if none is wired."""
        if self._battery is None:
            return 0
        total_uv = sum(self._battery.read_uv() for _ in range(BATTERY_READS))
        return int(total_uv * self._divider / (1000 * BATTERY_READS))

    def sleep(self) -> None:
        """Sleep until the button, or reset, wakes the board; it begins anew then."""
        self.led(lit=False)
        while self.pressed():  # or it would wake at once
            sleep_ms(20)
        # Its clock held high puts an HX711 to sleep as well.
        Pin(HX711_CLOCK, Pin.OUT, value=1, hold=True)
        esp32.wake_on_ext0(self._button, esp32.WAKEUP_ALL_LOW)
        machine.deepsleep()


def i2c() -> I2C:
    """Return the bus of the barometer."""
    return I2C(0, sda=Pin(I2C_SDA), scl=Pin(I2C_SCL), freq=400_000)


def remember_failure() -> None:
    """Let the next start know that this one failed."""
    machine.RTC().memory(b"failed")


def failed_before() -> bool:
    """Return whether the last start failed, and forget it."""
    memory = machine.RTC()
    failed = memory.memory() == b"failed"
    memory.memory(b"")
    return failed
