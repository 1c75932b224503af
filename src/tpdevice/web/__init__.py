"""The same screens in a browser: a small server that lets one browser in, and a page of our own.

It knows nothing of a session. It starts the program as a child whose screens go through pipes, and
stands between them and one browser. What it lets in, and why, is in docs/explanation/browser.md.
"""
