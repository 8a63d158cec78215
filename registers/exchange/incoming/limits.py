"""How much of a file is read at most: a register is far smaller, and a trap is far larger."""

LARGEST_FILE = 25_000_000
#: All parts of a workbook or a document together, unpacked, and how many parts it may have.
LARGEST_UNPACKED = 400_000_000
MOST_PARTS = 5_000
#: Rows that hold something, and columns, of one sheet; sheets of one file.
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_SHEETS = 60
#: Characters in one cell. What is longer than a text may be is told at its row; this is a trap.
LONGEST_CELL = 1_000_000
#: What the process that reads may have.
MEGABYTES = 1_536
SECONDS = 120
#: Rows of all tables that a page plans, and rows that it writes, within a few seconds each; the
#: command import_register takes any number.
MOST_ROWS_ON_PAGE = 10_000
MOST_WRITES_ON_PAGE = 2_000
#: A file with more rows is brought in by a process of its own: each that is written takes 3 ms.
MOST_ROWS_AT_ONCE = 200
