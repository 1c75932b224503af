"""Sounds, looked at as an ear would: bands of a few hundred hertz, and how loud each is when."""
