"""How the child process that makes a PDF says why it made none."""

PANGO_MISSING = 41
OUT_OF_MEMORY = 42
