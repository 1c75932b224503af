"""Guided trigger-point self-massage with a Bluetooth force sensor."""
