"""Naming the post that answers for something: out of the list, or a new one."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registers.content import Post, Snapshot
from registers.forms.fields import Line, Pick

NONE = gettext_lazy("None recorded")


def post_field(label: Any) -> Pick:
    return Pick(label=label, required=False)


def new_post_field() -> Line:
    return Line(
        label=gettext_lazy("Or a post that is not in the list (optional)"),
        required=False,
        longest=200,
        help_text=gettext_lazy(
            "Its title, such as Chief Finance Officer. Name posts, not people. It is added to "
            "the register's list."
        ),
    )


def offer_posts(field: Pick, snapshot: Snapshot, current: str) -> None:
    field.offer([("", NONE), *((post.title, _titled(post)) for post in snapshot.posts)], current)


def _titled(post: Post) -> str:
    return f"{post.title}, {post.owner.short_name}" if post.owner else post.title


def one_post_only(form: Any, name: str) -> None:
    """Refuse a new post beside another choice out of the list than the one that stood there."""
    chosen, new = form.cleaned_data.get(name), form.cleaned_data.get("new_post")
    if new and chosen and chosen != form.initial.get(name):
        form.add_error("new_post", _("Choose one from the list or write a new one here, not both."))
