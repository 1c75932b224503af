"""UUIDs as they stand on the air."""


def UUID(value):  # noqa: N802 - the board's name
    if isinstance(value, int):
        return bytes((value & 0xFF, value >> 8))
    return bytes(reversed(bytes.fromhex(value.replace("-", ""))))
