"""The wiring as an app of Django's, for its checks."""

from django.apps import AppConfig

from riskregister import checks


class RiskregisterConfig(AppConfig):
    name = "riskregister"

    def ready(self) -> None:
        checks.enrol()
