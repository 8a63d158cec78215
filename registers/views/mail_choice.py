"""Choosing which mails one gets."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from registers.actions.mail import choose_mail
from registers.models import MailChoice


class MailForm(forms.Form):
    due = forms.BooleanField(label=gettext_lazy("What is mine and due or overdue"), required=False)
    digest = forms.BooleanField(
        label=gettext_lazy("Once a week, what the other owners did"), required=False
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def mail_choice(request):
    if request.method == "POST":
        form = MailForm(request.POST)
        form.full_clean()
        choose_mail(request.user, **form.cleaned_data)
        messages.success(request, _("Your choice is kept."))
        return redirect("mail_choice")
    chosen = MailChoice.objects.filter(person=request.user).first() or MailChoice()
    form = MailForm(initial={"due": chosen.due, "digest": chosen.digest})
    return render(request, "registers/mail_choice.html", {"form": form})
