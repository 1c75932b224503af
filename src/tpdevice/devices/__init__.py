"""One file per kind of sensor: bytes to readings, no I/O."""
