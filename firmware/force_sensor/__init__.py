"""What the sensor to build knows without its hardware; see `docs/protocols/open-force.md`.

It runs under CPython and MicroPython. Nothing that is done for each sample makes an object, and
no number on the way leaves the 31 bits that a 32-bit MicroPython keeps without making one: so the
memory's clean-up never comes between two samples because of them.
"""
