import pytest

from riskregister.demonstration import is_loopback, is_served_here


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.DEMO = True


def request(rf, **headers):
    return rf.get("/", **{"HTTP_HOST": "127.0.0.1:8000", "REMOTE_ADDR": "127.0.0.1", **headers})


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST:80"])
@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "127.8.9.1"])
def test_from_this_machine_to_this_machine(rf, host, address):
    assert is_served_here(request(rf, HTTP_HOST=host, REMOTE_ADDR=address))


def test_not_outside_demonstration_mode(rf, settings):
    settings.DEMO = False
    assert not is_served_here(request(rf))


@pytest.mark.parametrize(
    "host",
    ["register.example.org", "192.168.1.4:8000", "", "localhost.example.org", "127.0.0.1.example",
     "localhost@example.org", "0.0.0.0"],
)  # fmt: skip
def test_not_under_another_name(rf, host):
    assert not is_served_here(request(rf, HTTP_HOST=host))


@pytest.mark.parametrize("address", ["192.168.1.4", "10.0.0.1", "::ffff:10.0.0.1", "", "unix:"])
def test_not_from_another_address(rf, address):
    assert not is_served_here(request(rf, REMOTE_ADDR=address))


@pytest.mark.parametrize(
    "header",
    [
        "HTTP_X_FORWARDED_FOR",
        "HTTP_X_FORWARDED_HOST",
        "HTTP_X_FORWARDED_PROTO",
        "HTTP_FORWARDED",
        "HTTP_VIA",
        "HTTP_X_REAL_IP",
        "HTTP_X_ORIGINAL_HOST",
        "HTTP_CF_CONNECTING_IP",
        "HTTP_TRUE_CLIENT_IP",
    ],
)
@pytest.mark.parametrize("value", ["127.0.0.1", ""])
def test_not_through_anything_that_forwards(rf, header, value):
    assert not is_served_here(request(rf, **{header: value}))


@pytest.mark.parametrize("host", ["localhost", "x.localhost", "127.0.0.1", "[::1]", "::1"])
def test_names_of_this_machine(host):
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", "*", ".", "2130706433", "127.1", "example.org"])
def test_names_that_may_be_another_machine(host):
    assert not is_loopback(host)
