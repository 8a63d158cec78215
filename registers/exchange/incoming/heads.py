"""What a file says of the register itself, its owners, its scheme, its themes and its posts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from registers.exchange.columns import BANDS, CELLS, LEVELS, OWNERS, POSTS, REGISTER, THEMES, Table
from registers.exchange.incoming import meaning
from registers.exchange.incoming.desk import Desk, altered, judged, values_of
from registers.exchange.incoming.given import Given
from registers.planned import LEFT, Item, Told

#: The columns of the register's row that can be brought in.
_HEAD = ("title", "introduction", "marking", "notice", "appetite", "public")


def plan_register(desk: Desk) -> None:
    """The head of the register. A file of another register changes nothing of it."""
    rows = desk.rows(REGISTER)
    for given in rows[:1]:
        told = Told()
        values = values_of(REGISTER, given, told)
        slug = values.get("slug", desk.snapshot.slug)
        if slug != desk.snapshot.slug:
            desk.notices.append(
                _("The file was made of the register “%(slug)s”. Its title, introduction, marking, "
                  "notice and appetite are left alone.") % {"slug": meaning.told(slug)}
            )  # fmt: skip
            continue
        wanted = {key: values[key] for key in _HEAD if key in values}
        if "public" in wanted:
            wanted["public"] = wanted["public"] is True
        item = Item(REGISTER.key, LEFT, desk.snapshot.title, given.place, key=desk.snapshot.key)
        found = altered(REGISTER, wanted, desk.snapshot, told, given)
        _mind_rules(desk, values)
        desk.put(judged(item, told, found, new=False))


def _mind_rules(desk: Desk, values: Mapping[str, Any]) -> None:
    """Say that what goes by proposal is for the owners to choose, where a file says otherwise."""
    said = values.get("by_proposal")
    if said is not None and said.split() != list(desk.snapshot.by_proposal):
        desk.notices.append(
            _("The file says otherwise of what is changed by proposal. That is left alone: the "
              "owners choose it on the register's own page.")
        )  # fmt: skip


def plan_fixed(desk: Desk) -> None:
    """Owners and the scheme: what a file says of them differently is told and left alone."""
    if desk.rows(OWNERS) and _rows(desk, OWNERS) != _kept(desk, OWNERS):
        desk.notices.append(
            _("The file names other owners than the register. Owners are left alone: a register is "
              "handed on from its own page.")
        )  # fmt: skip
    if any(desk.rows(t) and _rows(desk, t) != _kept(desk, t) for t in (LEVELS, BANDS, CELLS)):
        desk.notices.append(
            _("The file has another scheme than the register. The scheme is left alone, and levels "
              "are read as this register's.")
        )  # fmt: skip


def _rows(desk: Desk, table: Table) -> list[tuple[Any, ...]]:
    found = []
    for given in desk.rows(table):
        values = values_of(table, given, Told())
        found.append(tuple(values.get(column.key) or None for column in table.columns))
    return found


def _kept(desk: Desk, table: Table) -> list[tuple[Any, ...]]:
    return [
        tuple(column.take(row) or None for column in table.columns)
        for row in table.rows(desk.snapshot)
    ]


def plan_themes(desk: Desk) -> None:
    for given in desk.rows(THEMES):
        told = Told(list(given.notices), list(given.refusals))
        values = values_of(THEMES, given, told)
        number = values.get("number")
        kept = next((t for t in desk.snapshot.themes if t.number == number), None)
        if number is None or f"theme {number}" in desk.met:
            told.refusals.append(
                _("A theme has a number, which stands there once: this row is not taken.")
            )
        desk.met.add(f"theme {number}")
        found = altered(THEMES, values, kept, told, given)
        if kept is None and not values.get("name"):
            told.refusals.append(_("A new theme has a name."))
        about = f"{number} {values.get('name') or (kept.name if kept else '')}".strip()
        item = Item(THEMES.key, LEFT, about, given.place, key=kept.key if kept else None)
        desk.put(judged(item, told, found, new=kept is None))
        if not told.refusals and kept is None:
            desk.themes[number or 0] = values["name"]


def theme_of(desk: Desk, raw: Any, given: Given, told: Told) -> int | None:
    """The number of the theme that a cell names by its number, its name or both; one that the
    register has not is added where it has a name. None for an empty cell, and for a refusal."""
    if meaning.is_empty(raw):
        return None
    if isinstance(raw, str) and raw in desk.themes.values() and not raw.strip().isdigit():
        return next(number for number, name in desk.themes.items() if name == raw)
    number, name = _number_and_name(raw)
    if number in desk.themes and not name:
        return number
    alike = meaning.name_among(desk.themes.values(), name or str(raw)) if name or raw else None
    for known, title in desk.themes.items():
        if title == alike and number in (None, known):
            return known
    if number in desk.themes:
        told.notices.append(
            _("Theme %(number)s is called “%(name)s” here, and in the file “%(raw)s”.")
            % {"number": number, "name": desk.themes[number], "raw": meaning.told(name)}
        )
        return number
    if not name:
        told.refusals.append(
            _("There is no theme %(number)s here: give it a name in the file.") % {"number": number}
        )
        return None
    return _add_theme(desk, number or max(desk.themes, default=0) + 1, name, given, told)


def _add_theme(desk: Desk, number: int, name: str, given: Given, told: Told) -> int | None:
    found = altered(THEMES, {"number": number, "name": name}, None, told, given)
    if told.refusals:
        return None
    desk.themes[number] = name
    item = Item(THEMES.key, LEFT, f"{number} {name}", given.place)
    desk.put(judged(item, Told(), found, new=True))
    return number


def _number_and_name(raw: Any) -> tuple[int | None, str]:
    """The parts of `3`, `3. Finance`, `Theme 3: Finance` or `Finance`."""
    try:
        return meaning.whole(raw), ""
    except meaning.Unclear:
        pass
    words = " ".join(str(raw).split())
    found = meaning.NUMBERED.fullmatch(words)
    return (int(found[1]), found[2].strip()) if found else (None, words)


def plan_posts(desk: Desk) -> None:
    kept = {post.title: post for post in desk.snapshot.posts}
    for given in desk.rows(POSTS):
        told = Told()
        values = values_of(POSTS, given, told)
        title, owner = values.get("title", ""), owner_of(desk, values.get("owner", ""), told)
        post = kept.get(title)
        if f"post {title}" in desk.met:
            told.refusals.append(_("This post stands in the file twice."))
        desk.met.add(f"post {title}")
        if post is None and not told.refusals:
            desk.add_post(title, given, told, owner)
        if post is None and not told.refusals:
            continue
        if post and owner != (post.owner.short_name if post.owner else ""):
            told.notices.append(_("Which organisation a post is of is not changed by a file."))
        desk.put(judged(Item(POSTS.key, LEFT, title, given.place), told, (), new=False))


def owner_of(desk: Desk, name: str, told: Told) -> str:
    """The short name of the owner that a text names by its name or its short name; empty for an
    empty text, and for a refusal."""
    if not name:
        return ""
    for owner in desk.snapshot.owners:
        if meaning.plain(name) in {meaning.plain(owner.short_name), meaning.plain(owner.name)}:
            if name != owner.short_name:
                told.notices.append(
                    _("“%(raw)s” is the owner %(owner)s.")
                    % {"raw": meaning.told(name), "owner": owner.short_name}
                )
            return owner.short_name
    owners = ", ".join(owner.short_name for owner in desk.snapshot.owners)
    told.refusals.append(
        _("“%(raw)s” is not an owner of this register. Its owners are %(owners)s.")
        % {"raw": meaning.told(name), "owners": owners}
    )
    return ""
