"""Where published files are kept: a folder of this machine, or a store that speaks S3."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from riskregister.environment import Environment

#: What a bucket may be called, as Amazon has it.
BUCKET = re.compile(r"(?!\d+\.\d+\.\d+\.\d+\Z)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


def published_storage(env: Environment, data: Path) -> dict[str, Any]:
    """The storage of published files, as `STORAGES` wants it.

    `PUBLISHED_BUCKET` names a bucket, `PUBLISHED_ENDPOINT` the address of the store where it is
    not Amazon's, `PUBLISHED_REGION` its region; its keys come as the store's own tools read them
    (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a role). Without a bucket it is the folder
    `published` in the data folder. Raises ImproperlyConfigured.
    """
    bucket, endpoint = env.text("PUBLISHED_BUCKET"), env.text("PUBLISHED_ENDPOINT")
    region = env.text("PUBLISHED_REGION")
    if not bucket:
        for name, value in (("PUBLISHED_ENDPOINT", endpoint), ("PUBLISHED_REGION", region)):
            if value:
                raise ImproperlyConfigured(
                    f"{name} is set and PUBLISHED_BUCKET is not: name the bucket too, or neither."
                )
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(data / "published"), "base_url": None},
        }
    if not BUCKET.fullmatch(bucket):
        raise ImproperlyConfigured(
            f"PUBLISHED_BUCKET is {bucket!r}: write the bucket's name alone, 3 to 63 small "
            "letters, digits, dots and hyphens."
        )
    parts = urlsplit(endpoint)
    if endpoint and (parts.scheme not in {"http", "https"} or not parts.hostname):
        raise ImproperlyConfigured(
            f"PUBLISHED_ENDPOINT is {endpoint!r}: it must begin with https:// or http://."
        )
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": endpoint or None,
            "region_name": region or None,
            "file_overwrite": False,
            "querystring_auth": False,
        },
    }
