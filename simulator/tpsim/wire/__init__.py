"""What each kind of sensor says on the air, written from its page in `docs/protocols/`."""
