"""LibreOffice, without a window: what people open our files with."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

NAMES = ("soffice", "libreoffice")
ON_A_MAC = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
#: A machine that has just begun takes long to start it.
WITHIN = 180


#: A profile that is taken as it stands, with one macro of its own.
SETTLED = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted" oor:op="fuse">
<value>true</value></prop></item></oor:items>"""
LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<library:libraries xmlns:library="http://openoffice.org/2000/library"
 xmlns:xlink="http://www.w3.org/1999/xlink"><library:library library:name="Standard"
 xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/>
</library:libraries>"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard">
<library:element library:name="Work"/></library:library>"""
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Work"
 script:language="StarBasic">{}</script:module>"""
#: Opens a workbook as a person does, writes into its cells, and saves it as what it was.
MACRO = """
Sub Main
  Dim opening(0) As New com.sun.star.beans.PropertyValue
  opening(0).Name = "Hidden"
  opening(0).Value = True
  book = StarDesktop.loadComponentFromURL({opened}, "_blank", 0, opening())
{steps}
  Dim saving(0) As New com.sun.star.beans.PropertyValue
  saving(0).Name = "FilterName"
  saving(0).Value = "Calc MS Excel 2007 XML"
  book.storeToURL({saved}, saving())
  book.close(True)
End Sub
"""


class Typed(NamedTuple):
    """What is put into a cell, such as `B7`, of a sheet: a text as a text, a number as a number, a
    day as it is typed."""

    sheet: str
    cell: str
    value: str | int | date


def find() -> str | None:
    """The program: the one that LIBREOFFICE names, or else one of the usual ones."""
    if named := os.environ.get("LIBREOFFICE"):
        return named
    on_path = (shutil.which(name) for name in NAMES)
    on_a_mac = ON_A_MAC if Path(ON_A_MAC).exists() else None
    return next(filter(None, (*on_path, on_a_mac)), None)


def version() -> str:
    """What the program says of itself, as in `LibreOffice 7.4.7.2`."""
    said = subprocess.run([find(), "--version"], capture_output=True, text=True, check=True)
    return " ".join(said.stdout.split()[:2])


def converted(files: Iterable[Path], ending: str, folder: Path) -> list[Path]:
    """Open files and save each as another format in a folder, in one start.

    Raises AssertionError, with what the program said, where one was not made.
    """
    files = list(files)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        said = _run(profile, "--convert-to", ending, "--outdir", folder, *files)
    made = [folder / f"{file.stem}.{ending}" for file in files]
    missing = [file.name for file in made if not file.exists()]
    assert not missing, f"LibreOffice made no {missing}: {said}"
    return made


def changed(workbook: Path, steps: Iterable[Typed], saved: Path) -> Path:
    """Have LibreOffice itself write into cells of a workbook and save it under another name.

    Raises AssertionError, with what the program said, where it was not saved.
    """
    macro = MACRO.format(
        opened=_quoted(workbook.as_uri()),
        saved=_quoted(saved.as_uri()),
        steps="\n".join(map(_written, steps)),
    )
    with _profile_with(macro) as profile:
        said = _run(profile, "macro:///Standard.Work.Main")
    assert saved.exists(), f"LibreOffice saved no {saved.name}: {said}"
    return saved


def _run(profile: str | Path, *arguments: str | Path) -> str:
    """Start it with a profile and wait for its end; what it said."""
    done = subprocess.run(
        [find(), "--headless", "--norestore", f"-env:UserInstallation=file://{profile}",
         *arguments],
        capture_output=True, text=True, check=False, timeout=WITHIN,
    )  # fmt: skip
    return f"{done.stdout}{done.stderr}"


@contextmanager
def _profile_with(macro: str) -> Iterator[Path]:
    """A profile of its own whose module `Standard.Work` is a macro in Basic."""
    with tempfile.TemporaryDirectory() as folder:
        user = Path(folder) / "user"
        library = user / "basic" / "Standard"
        library.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(SETTLED, "utf-8")
        (user / "basic" / "script.xlc").write_text(LIBRARIES, "utf-8")
        (library / "script.xlb").write_text(LIBRARY, "utf-8")
        (library / "Work.xba").write_text(MODULE.format(escape(macro)), "utf-8")
        yield Path(folder)


def _written(step: Typed) -> str:
    """A line of Basic that puts something into a cell."""
    sheet, cell = _quoted(step.sheet), _quoted(step.cell)
    if isinstance(step.value, int):
        put = f"Value = {step.value}"
    elif isinstance(step.value, date):
        put = f"FormulaLocal = {_quoted(step.value.isoformat())}"
    else:
        put = f"String = {_quoted(step.value)}"
    return f"  book.Sheets.getByName({sheet}).getCellRangeByName({cell}).{put}"


def _quoted(text: str) -> str:
    """A text as Basic writes it: a quotation mark twice, ends of lines by their number."""
    lines = ('"{}"'.format(line.replace('"', '""')) for line in text.split("\n"))
    return " & Chr(10) & ".join(lines)
