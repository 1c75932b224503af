"""Tapes as files, and recorded sessions run again."""
