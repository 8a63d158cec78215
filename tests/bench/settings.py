"""The settings of the system itself, with the floor's page beside its own."""

from riskregister.settings import *  # noqa: F403
from riskregister.settings import INSTALLED_APPS as ITS_APPS

INSTALLED_APPS = [*ITS_APPS, "tests.bench"]
ROOT_URLCONF = "tests.bench.urls"
# A thousand risks are printed to the end, so that the cost is known; what the system itself
# allows is held against it in the report.
PDF_SECONDS = 400
PDF_WAIT = 1200
