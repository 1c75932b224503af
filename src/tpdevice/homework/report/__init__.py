"""A report of one plan and what was done of it: values in, text out."""
