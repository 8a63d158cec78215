"""What only the pages for the public ask of a value."""

from collections.abc import Mapping

from django import template

from scoring.matrix import Band

register = template.Library()


@register.filter
def tone_of(tones: Mapping[Band, int], band: Band) -> int:
    """The tone of a band among those of its scheme."""
    return tones[band]
