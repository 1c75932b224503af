"""Samples in, facts out."""
