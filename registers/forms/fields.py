"""Fields that keep a text as it was typed, and say in plain words what cannot be kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from registers.text import check_line, check_not_blank, check_text, check_year, with_line_feeds


class Text(forms.CharField):
    """A text to the letter: nothing is stripped, and line ends count as one character.

    There is no `maxlength` for the browser, which would cut a pasted text off in silence.
    """

    def __init__(self, *, longest: int | None = None, **options: Any) -> None:
        super().__init__(strip=False, **options)
        self.longest = longest
        self.validators = [
            check_text,
            *(v for v in self.validators if not isinstance(v, ProhibitNullCharactersValidator)),
        ]
        if self.required:
            self.validators.append(check_not_blank)

    def to_python(self, value: Any) -> str:
        return with_line_feeds(super().to_python(value))

    def run_validators(self, value: str) -> None:
        super().run_validators(value)
        if self.longest is not None and len(value) > self.longest:
            raise ValidationError(
                _("Shorten this to %(limit)s characters: it has %(length)s."),
                code="too_long",
                params={"limit": self.longest, "length": f"{len(value):,}"},
            )


class Prose(Text):
    """Text of any number of lines."""

    def __init__(self, *, rows: int = 5, **options: Any) -> None:
        widget = forms.Textarea(attrs={"class": "form-control", "rows": rows})
        super().__init__(**{"widget": widget, **options})


class Line(Text):
    """Text of one line."""

    def __init__(self, *, short: bool = False, **options: Any) -> None:
        looks = "form-control form-control-short" if short else "form-control"
        super().__init__(widget=forms.TextInput(attrs={"class": looks}), **options)
        self.validators.append(check_line)


class Reason(Prose):
    """Why something is done. `needed` False where only some changes want a reason; `public` where
    the public reads it too."""

    def __init__(
        self, label: Any, *, needed: bool = True, hint: Any = None, public: bool = False
    ) -> None:
        super().__init__(
            label=label,
            required=needed,
            rows=3,
            help_text=format_lazy(
                "{} {}",
                hint or _("Both organisations will read this."),
                _("It may have to be released on request."),
            ),
            error_messages={
                "required": _("Say why. The public will read it.")
                if public
                else _("Say why. Both organisations will read it.")
            },
        )


class Day(forms.DateField):
    """A day, in any of the ways in which people in Britain write one; shown as 14 June 2026."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            widget=forms.TextInput(
                attrs={"class": "form-control form-control-short", "autocomplete": "off"}
            ),
            input_formats=[
                "%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d",
            ],
            error_messages={"invalid": _("Write a day such as 14 June 2026 or 14/6/2026.")},
            validators=[check_year],
            **{"help_text": _("For example 14 June 2026"), **options},
        )  # fmt: skip

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, date):
            return value
        return date_format(value, "j F Y") if value.year >= 1000 else value.isoformat()

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str):
            value = re.sub(r"\s+", " ", value.strip())
        return super().to_python(value)


class Whole(forms.IntegerField):
    """A whole number between two others."""

    def __init__(self, lowest: int, highest: int, **options: Any) -> None:
        told = format_lazy(
            _("Write a whole number from {lowest} to {highest}."), lowest=lowest, highest=highest
        )
        widget = forms.TextInput(
            attrs={"class": "form-control form-control-short", "inputmode": "numeric"}
        )
        super().__init__(
            min_value=lowest,
            max_value=highest,
            widget=widget,
            error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), told),
            **options,
        )


class Pick(forms.ChoiceField):
    """One out of a list that each register makes for itself: see `offer`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.Select(attrs={"class": "form-select"}),
            error_messages={
                "invalid_choice": _("“%(value)s” is not in the list: choose again."),
                "required": _("Choose one."),
            },
            **options,
        )

    def offer(self, choices: Iterable[tuple[str, Any]], current: Any = "") -> None:
        """Set what can be chosen; what stands there now can always stay."""
        offered = list(choices)
        if current and current not in (value for value, _label in offered):
            offered.append((current, current))
        self.choices = offered
