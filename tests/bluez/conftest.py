"""The tests in guest/ run in the emulated machine only: `python3 dev.py bluez`."""

collect_ignore = ["guest"]
