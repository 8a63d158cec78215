"""How lines of the log look."""

import logging

SECURITY = "registers.security"


class Line(logging.Formatter):
    """A line of the security log is JSON and nothing else, for a log collector; others bear in
    front when, how grave and where from."""

    def format(self, record: logging.LogRecord) -> str:
        return record.getMessage() if record.name == SECURITY else super().format(record)
