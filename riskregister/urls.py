"""Every address of the system."""

from django.urls import include, path

from registers.admin import site

urlpatterns = [
    path("admin/", site.urls),
    path("accounts/", include("riskregister.account_urls")),
    path("", include("registers.urls")),
]
