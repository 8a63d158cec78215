"""Checks the record.jsonl of the folder that it is started in, with nothing but Python 3.8."""

import argparse
import json
from hashlib import sha256


def read(*, end=False):
    """The lines of the record, which are a revision each, or the one at its end."""
    with open("record.jsonl", encoding="utf-8") as file:
        yield from (line for line in map(json.loads, file) if ("live" in line) == end)


def body_of(text):
    """What a sealed text says of a row of a table; nothing where it was altered."""
    try:
        body = json.loads(text["text"])
        hash((body["table"], body["row"]["id"]))
    except (ValueError, TypeError, LookupError, RecursionError):
        return {}
    salted = f"{text['salt']}\n{text['text']}"
    return body if sha256(salted.encode()).hexdigest() == text["digest"] else {}


def erased(lines):
    """What erasures sealed for each text that they emptied: {place: (body, number, ground)}."""
    found = {}
    for line in reversed([line for line in lines if line["verb"] == "erase"]):
        for text in line["texts"]:
            body = body_of(text) or found.get((line["number"], text["position"]), [{}])[0]
            for number, position in body.get("erases", ()):
                found.setdefault((number, position), (body, line["number"], line["subject"]))
    return found


def says(table, row, sealed, end):
    """Whether a row says what was sealed; `end` has the columns renamed and added since."""
    new = end["renamed"].get(table, {})
    now = {k if new.get(k, k) in sealed else new[k]: value for k, value in sealed.items()}
    return row in (sealed, {**end["defaults"].get(table, {}), **now})


def within(line, gone, end):
    """Hold the sealed texts to their digests, and the rows to the texts."""
    sealed = {}
    for text in line["texts"]:
        is_empty = text["text"] == text["salt"] == ""
        body = gone.get((line["number"], text["position"]), [{}])[0] if is_empty else body_of(text)
        own = "id" if body and body["table"] == "registers_revision" else "revision_id"
        if not body:
            yield f"the sealed text {text['position']} was {'emptied' if is_empty else 'altered'}."
        elif body["row"].get(own, line["key"]) == line["key"]:  # or it stands for another's
            sealed[end["tables"].get(body["table"], body["table"]), body["row"]["id"]] = body["row"]
    for table, key, moment, row in line["rows"]:
        body = sealed.pop((table, key), None)
        if body is None or moment not in (line["moment"], None) or not says(table, row, body, end):
            yield f"a row was {'changed' if body else 'added'}: {table} {key}."
    yield from (f"a row is missing: {table} {key}." for table, key in sealed)


def check(lines, gone, end, expect):
    """Every fault of the chain, of its revisions and of what stood live at the export."""
    before, newest = {"number": 0, "moment": "", "seal": "0" * 64}, {}
    for line in lines:
        found = list(within(line, gone, end))
        if line["number"] != before["number"] + 1 or line["moment"] <= before["moment"]:
            found.append(f"does not follow revision {before['number']} in number and time.")
        sealed = [f"riskregister seal {line['format']}", str(line["number"]), before["seal"] or ""]
        sealed += [text["digest"] for text in line["texts"]]
        if line["seal"] != sha256("\n".join(sealed).encode()).hexdigest():
            found.append("the seal does not fit what it seals.")
        if str(line["number"]) == expect[0] and not str(line["seal"]).startswith(expect[1]):
            found.append(f"the seal is not {expect[1]}: the chain was made anew.")
        yield from (f"Revision {line['number']}: {fault}" for fault in found)
        newest.update({(table, key): row for table, key, _moment, row in line["rows"]})
        before = line
    if before["number"] < max(int(expect[0]), end["number"]):
        yield f"The chain ends at {before['number']}: later revisions were cut off."
    for table, past, rows in end["live"]:
        for row in rows:
            last = newest.pop((past, row["id"]), None)
            if last is None:
                yield f"{table} {row['id']} stands there without a history."
            elif other := [name for name in row if row[name] != last.get(name, last)]:
                yield f"{table} {row['id']} was changed past the record: {', '.join(other)}."
        yield from (f"{table} {key} is gone." for held, key in newest if held == past)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--expect", metavar="NUMBER:SEAL", help="from any page", default="0:")
    asked, (last,) = parser.parse_args().expect.replace(" ", ""), read(end=True)
    gone = erased(read())
    faults = [*last["faults"], *check(read(), gone, last, asked.lower().split(":"))]
    for (number, place), (_body, by, ground) in sorted(gone.items()):
        print(f"Words of revision {number}, text {place}, were erased by revision {by} ({ground}).")
    reached = "whole up to revision {number}, seal {seal}.".format_map(last)
    print(*(faults or [f"{last['register']}: the record is {reached}"]), sep="\n")
    raise SystemExit(bool(faults))
