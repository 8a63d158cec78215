"""What is one's own in a register, to report on."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registers.permissions import REPORT, holders
from registers.presentation.mine_page import mine as of_posts
from registers.views.access import for_register


@require_safe
@login_required
def mine(request, slug):
    access = for_register(request, slug, REPORT)
    held = holders(access.register, access.today)
    posts = {post for post, person in held.items() if person == request.user}
    page = of_posts(access.snapshot, posts, access.today)
    return render(request, "registers/mine.html", access.page("mine", page=page))
