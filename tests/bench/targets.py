"""What it may cost: ratios to the floor, statements, queries."""

#: A page of a register against a bare page of as many rows, by what it is and the size at which
#: the target is set.
PAGES = {("register page", 100): 2.0, ("heat map", 1000): 2.0}
#: Queries of a page beyond session and user: with no snapshot kept, and once it is.
QUERIES, QUERIES_KEPT = 12, 3
#: Statements of one assessment, BEGIN and COMMIT counted.
STATEMENTS = 12
#: A snapshot as at a revision against the live one; the same where one of a thousand risks has
#: five hundred versions on PostgreSQL; and the second reading of the same revision.
PAST, PAST_DEEP_ON_POSTGRESQL, SECOND_READING = 2.0, 3.0, 0.1
#: A page as at a revision against the same page as it is now, once both are kept.
PAGE_PAST = 1.3
#: A published page or file against a static file from the same process.
PUBLISHED = 1.5
#: Verifying a record against hashing its stored texts.
VERIFY = 120
#: The PDF of 19 risks against bare WeasyPrint, starting Python and importing left out.
PDF = {19: 3.0}
#: "Linear in risks": a risk among a thousand costs at most so much more than one among a hundred.
LINEAR = 1.25
#: "The same at a million history rows": one assessment against the same one in a young register.
FLAT = 1.25
