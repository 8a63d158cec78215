"""Whom a visitor may sign in as, on a demonstration."""

from django import template

from registers.demonstration.people import PEOPLE
from riskregister.demonstration import is_served_here

register = template.Library()


@register.simple_tag(takes_context=True)
def demonstration_people(context):
    """The people of the demonstration while it is served on this machine, else none."""
    request = context.get("request")
    return PEOPLE if request is not None and is_served_here(request) else ()
