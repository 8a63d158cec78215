"""Every address of the system, and the floor's beside them."""

from django.urls import include, path

from tests.bench.floor import floor_page

urlpatterns = [
    path("floor/<slug:slug>/", floor_page, name="floor"),
    path("", include("riskregister.urls")),
]
