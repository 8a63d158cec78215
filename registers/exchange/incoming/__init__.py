"""Files in: read into cells, mapped onto the tables of `columns.py`, and planned.

```
cells.py       what a sheet holds          ← xlsx.py, delimited.py, words.py (DOCX), tables of JSON
mapping.py     which column means what     ← headings.py guesses it, a person corrects it
given.py       rows by the keys of columns ← gathering.py
plan.py        those rows and a snapshot   → registers.planned.Plan
```
"""
