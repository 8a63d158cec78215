"""The floor of the PDF: HTML on standard input, a tagged PDF on standard output.

    python -m tests.bench.bare_pdf FONT

One font, WeasyPrint's own style sheet, no pass after it.
"""

import sys
from pathlib import Path

import weasyprint

SHEET = "@font-face {{ font-family: Bare; src: url({font}) }} html {{ font-family: Bare }}"


def main(font: str) -> None:
    sheet = weasyprint.CSS(string=SHEET.format(font=Path(font).as_uri()))
    document = weasyprint.HTML(string=sys.stdin.buffer.read().decode())
    sys.stdout.buffer.write(document.write_pdf(stylesheets=[sheet], pdf_variant="pdf/ua-1"))


if __name__ == "__main__":
    main(*sys.argv[1:])
