"""A signed-in person who asks for pages, in this process: through WSGI and all middleware."""

from __future__ import annotations

from io import BytesIO

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

SESSION = 'FROM "django_session"'
USER = 'FROM "registers_user"'


class Visitor:
    """`user` must be in the database; the session is kept there too."""

    def __init__(self, user):
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        self._cookie = f"{name}={client.cookies[name].value}"
        self._application = WSGIHandler()

    def get(self, address: str) -> bytes:
        """The body of a page. Raises RuntimeError for any answer but 200."""
        return self._answer(address, "200 OK")[1]

    def tag(self, address: str) -> str:
        """The tag that an answer carries."""
        return self._answer(address, "200 OK")[0]["ETag"]

    def unchanged(self, address: str, tag: str) -> None:
        """Ask with a tag. Raises RuntimeError where something has changed since."""
        self._answer(address, "304 Not Modified", HTTP_IF_NONE_MATCH=tag)

    def _answer(self, address: str, status: str, **more: str) -> tuple[dict[str, str], bytes]:
        said = []
        request = {**self._request(address), **more}
        answer = self._application(request, lambda *head: said.append(head))
        try:
            body = b"".join(answer)
        finally:
            answer.close()
        if [head[0] for head in said] != [status]:
            raise RuntimeError(f"{address} answered {said}.")
        return dict(said[0][1]), body

    def queries(self, address: str) -> list[str]:
        """The statements that a page costs, less one for the session and one for the user."""
        with CaptureQueriesContext(connection) as captured:
            self.get(address)
        statements = [query["sql"] for query in captured]
        for always in (SESSION, USER):
            first = next(sql for sql in statements if always in sql)
            statements.remove(first)
        return statements

    def _request(self, address):
        path, _, query = address.partition("?")
        return {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost",
            "HTTP_COOKIE": self._cookie,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
        }
