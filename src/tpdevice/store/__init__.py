"""One SQLite file: tape, trace and log."""
