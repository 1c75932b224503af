"""The air tier: a software sensor on a software radio, under the real bleak client."""
