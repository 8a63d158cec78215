from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class RegistersConfig(AppConfig):
    name = "registers"
    verbose_name = _("registers")

    def ready(self) -> None:
        # By name: before this moment no model can be imported.
        pre_migrate.connect(
            import_string("registers.triggers.take_away_before_migrate"), sender=self
        )
        post_migrate.connect(import_string("registers.triggers.install_after_migrate"), sender=self)
        for signal, receiver in (
            (user_logged_in, "signed_in"),
            (user_logged_out, "signed_out"),
            (user_login_failed, "not_signed_in"),
        ):
            signal.connect(import_string(f"registers.views.sign_ins.{receiver}"))
        words_erased = import_string("registers.actions.erasures.words_erased")
        words_erased.connect(import_string("registers.exchange.write_pdf.forget_all"))
        words_erased.connect(import_string("registers.exchange.incoming.uploads.forget_all"))
