"""A software sensor with a simulated person behind it; speaks the real bytes."""
