"""The addresses of registers. Outsiders of a register get 404 at all of its addresses."""

from django.urls import include, path

from registers.views import demonstration, health
from registers.views.export import export_json, export_pdf
from registers.views.heatmap import heatmap
from registers.views.help import help_page
from registers.views.history import history
from registers.views.home import home
from registers.views.register import register
from registers.views.risk import risk
from registers.views.scheme import scheme

urlpatterns = [
    path("", include("registers.edit_urls")),
    path("", home, name="home"),
    path("help/", help_page, name="help"),
    path("registers/<slug:slug>/", register, name="register"),
    path("registers/<slug:slug>/heatmap/", heatmap, name="heatmap"),
    path("registers/<slug:slug>/history/", history, name="history"),
    path("registers/<slug:slug>/scheme/", scheme, name="scheme"),
    path("registers/<slug:slug>/export/pdf/", export_pdf, name="export_pdf"),
    path("registers/<slug:slug>/export/json/", export_json, name="export_json"),
    path("registers/<slug:slug>/risks/<str:reference>/", risk, name="risk"),
    path("demonstration/sign-in/", demonstration.sign_in, name="demo_sign_in"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
