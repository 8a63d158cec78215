"""Write requirements.txt and requirements-dev.txt, with hashes, from pyproject.toml.

For every platform and every Python from 3.11 on. The lists hold no address: whoever installs
fetches from the index that their own machine is set to, and the hashes say whether it is the same.
"""

import subprocess
import sys

COMPILE = [
    *(sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet"),
    *("--no-config", "--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-annotate", "--custom-compile-command", "make lock"),
]


def main(upgrade: bool) -> None:
    """Compile both lists; with `upgrade`, newer versions where pyproject.toml lets them."""
    newer = ["--upgrade"] if upgrade else []
    subprocess.run([*COMPILE, *newer, "-o", "requirements.txt"], check=True)
    develop = ["--group", "dev", "-c", "requirements.txt", "-o", "requirements-dev.txt"]
    subprocess.run([*COMPILE, *newer, *develop], check=True)


if __name__ == "__main__":
    main("--upgrade" in sys.argv[1:])
