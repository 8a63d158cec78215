"""The store of published files: a folder, or a store that speaks S3 (moto's, on a port here)."""

import boto3
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import storages
from moto.server import ThreadedMotoServer

from registers.exchange import published_store
from registers.exchange.published_store import Missing, given, keep, read, take_away
from riskregister.environment import Environment
from riskregister.published import published_storage


@pytest.fixture(scope="module")
def server():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(server, settings, monkeypatch, tmp_path):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    said = {
        "PUBLISHED_BUCKET": "published-files", "PUBLISHED_ENDPOINT": server,
        "PUBLISHED_REGION": "us-east-1",
    }  # fmt: skip
    bucket = boto3.resource("s3", endpoint_url=server, region_name="us-east-1").Bucket(
        "published-files"
    )
    bucket.create()
    held = published_storage(Environment(said), tmp_path)
    settings.STORAGES = {**settings.STORAGES, "published": held}
    return bucket


@pytest.fixture(params=["folder", "s3"])
def store(request):
    if request.param == "s3":
        request.getfixturevalue("s3")
    return request.param


def test_a_file_is_kept_once_and_given_out_as_it_was(store):
    code = keep(b"What both owners agreed.")
    assert keep(b"What both owners agreed.") == code
    assert read(code) == given(code) == b"What both owners agreed."
    take_away(code)
    for ask in (read, given):
        with pytest.raises(Missing, match="is not in the store"):
            ask(code)


def test_a_file_lies_in_the_bucket_under_its_code(s3):
    code = keep(b"In the bucket.")
    assert [found.key for found in s3.objects.all()] == [f"{code[:2]}/{code}"]
    take_away(code)


def test_another_file_in_its_place_is_not_given_out(store):
    code = keep(b"To be altered.")
    place = f"{code[:2]}/{code}"
    storages["published"].delete(place)
    with storages["published"].open(place, "wb") as file:
        file.write(b"Altered.")
    with pytest.raises(Missing, match="was altered in the store"):
        read(code)
    assert keep(b"To be altered.") == code
    assert read(code) == b"To be altered."


def test_a_process_keeps_no_more_than_it_may(store, monkeypatch):
    monkeypatch.setattr(published_store, "KEPT_BYTES", 10)
    first, second = keep(b"12345678"), keep(b"abcdefgh")
    assert (given(first), given(second), given(first)) == (b"12345678", b"abcdefgh", b"12345678")


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"PUBLISHED_ENDPOINT": "https://store"}, "PUBLISHED_BUCKET is not"),
        ({"PUBLISHED_REGION": "eu-west-2"}, "PUBLISHED_BUCKET is not"),
        ({"PUBLISHED_BUCKET": "s3://files"}, "write the bucket's name alone"),
        ({"PUBLISHED_BUCKET": "Files"}, "write the bucket's name alone"),
        ({"PUBLISHED_BUCKET": "10.0.0.1"}, "write the bucket's name alone"),
        ({"PUBLISHED_BUCKET": "files", "PUBLISHED_ENDPOINT": "store:9000"}, "must begin with http"),
        ({"PUBLISHED_BUCKET": "files", "PUBLISHED_ENDPOINT": "https://"}, "must begin with http"),
    ],
)
def test_settings_that_make_no_sense_are_refused(said, problem, tmp_path):
    with pytest.raises(ImproperlyConfigured, match=problem):
        published_storage(Environment(said), tmp_path)


def test_without_settings_it_is_a_folder_of_the_data(tmp_path):
    held = published_storage(Environment({}), tmp_path)
    assert held["OPTIONS"]["location"] == str(tmp_path / "published")
