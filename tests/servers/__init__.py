"""Programs that tests run against: a database server, a browser, a judge of PDFs.

Each module says with `find()` where its program is on this machine, or None.
"""
