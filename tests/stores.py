"""Where the published files of tests lie."""

from contextlib import contextmanager

from django.conf import settings
from django.test import override_settings

from registers.exchange import published_store


@contextmanager
def publishing_into(folder):
    """Keep what is published in a folder."""
    options = {"location": str(folder), "base_url": None}
    kept = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    with override_settings(STORAGES={**settings.STORAGES, "published": kept}):
        published_store.forget()
        yield
    published_store.forget()
