"""Bluetooth through bleak, which is imported nowhere else."""
