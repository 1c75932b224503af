"""Simulated people, held in a band in several ways; see `benchmarks.guidance`."""
