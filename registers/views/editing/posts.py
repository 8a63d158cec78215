"""A post that is named for the first time is added to the register's list with the change."""

from django.utils.translation import gettext as _

from registers.actions import Invalid, add_post
from registers.snapshot import snapshot


def with_new_post(register, fields, name, by):
    """`fields` with the post of `new_post` as the value of `name`; it is added where there is
    none of that title. To be called in the transaction of the change that it goes with."""
    fields = dict(fields)
    title = fields.pop("new_post", "")
    if not title:
        return fields
    if title not in (post.title for post in snapshot(register).posts):
        try:
            add_post(register, by=by, title=title, reason=_("Named for the first time."))
        except Invalid as refused:
            raise Invalid({"new_post": str(refused)}) from None
    return {**fields, name: title}
