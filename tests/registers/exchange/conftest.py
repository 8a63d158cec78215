"""Where PDFs are kept while tests run: made once for all tests that ask for the same."""

import pytest


@pytest.fixture(scope="session")
def pdf_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("pdf")


@pytest.fixture
def pdf_store(settings, pdf_folder):
    settings.PDF_STORE = pdf_folder
    return pdf_folder
