"""Reading settings from the environment: right, absent, or refused with one sentence."""

from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

YES = ("1", "true", "yes", "on")
NO = ("0", "false", "no", "off")
#: The most characters in a line of a list.
LONGEST_LINE = 200


class Environment:
    """The environment's variables. A variable that is empty counts as absent."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables

    def text(self, name: str, default: str = "") -> str:
        """What `name` holds, without blanks around it."""
        return self._variables.get(name, "").strip() or default

    def flag(self, name: str, default: bool = False) -> bool:
        """Whether `name` says yes. Raises ImproperlyConfigured when it says neither yes nor no."""
        value = self.text(name).lower()
        if not value:
            return default
        if value not in YES + NO:
            raise ImproperlyConfigured(f"{name} is {value!r}: write 1 for yes or 0 for no.")
        return value in YES

    def number(self, name: str, default: int, lowest: int, highest: int) -> int:
        """A whole number within bounds. Raises ImproperlyConfigured for anything else."""
        value = self.text(name)
        if not value:
            return default
        if not (value.isascii() and value.isdigit() and lowest <= int(value) <= highest):
            raise ImproperlyConfigured(
                f"{name} is {value!r}: write a whole number from {lowest} to {highest}."
            )
        return int(value)

    def folder(self, name: str, default: Path) -> Path:
        """A folder, made where it is not there. Raises ImproperlyConfigured when it cannot be."""
        path = Path(self.text(name) or default).absolute()
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise ImproperlyConfigured(
                f"{name} is {str(path)!r}, and no such folder can be made ({problem.strerror})."
            ) from problem
        return path

    def lines(self, name: str, default: Path) -> tuple[str, ...]:
        """The lines of the file that `name` holds; blank ones and those with a `#` in front are
        none. Raises ImproperlyConfigured when it cannot be read, or a line is too long to keep."""
        path = Path(self.text(name) or default)
        try:
            read = [line.strip() for line in path.read_text("utf-8-sig").splitlines()]
        except (OSError, ValueError) as problem:
            raise ImproperlyConfigured(
                f"{name} is {str(path)!r}, and no text can be read there."
            ) from problem
        found = tuple(line for line in read if line and not line.startswith("#"))
        if not found or max(map(len, found)) > LONGEST_LINE:
            raise ImproperlyConfigured(
                f"{name} is {str(path)!r}: it needs a line or more, none over {LONGEST_LINE} "
                "characters."
            )
        return found

    def file(self, name: str) -> Path | None:
        """The file that `name` holds, None where it holds none. Raises ImproperlyConfigured when
        there is no such file."""
        if not self.text(name):
            return None
        path = Path(self.text(name)).absolute()
        if not path.is_file():
            raise ImproperlyConfigured(f"{name} is {str(path)!r}, and there is no such file.")
        return path

    def words(self, name: str) -> list[str]:
        """The parts of a list written with commas."""
        return [word.strip() for word in self.text(name).split(",") if word.strip()]


def kept_secret_key(file: Path) -> str:
    """The random key of this machine, made at first asking and kept in `file`, for its owner only.

    Raises ImproperlyConfigured when the file can neither be read nor made.
    """
    try:
        if not file.exists():
            # Linked into place when whole: two processes that start together agree on one key.
            draft = Path(f"{file}.{get_random_secret_key()[:12].replace('/', '-')}")
            draft.touch(mode=0o600)
            draft.write_text(get_random_secret_key(), encoding="utf-8")
            _link_unless_there(draft, file)
        return file.read_text(encoding="utf-8").strip()
    except OSError as problem:
        raise ImproperlyConfigured(
            f"SECRET_KEY is not set and no key can be kept in {file} ({problem.strerror})."
        ) from problem


def _link_unless_there(draft: Path, file: Path) -> None:
    try:
        file.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
