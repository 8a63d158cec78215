from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from registers import triggers


class RegistersConfig(AppConfig):
    name = "registers"
    verbose_name = _("registers")

    def ready(self) -> None:
        post_migrate.connect(triggers.install_after_migrate, sender=self)
