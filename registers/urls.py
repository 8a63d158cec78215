"""The addresses of registers. Outsiders of a register get 404 at all of its addresses."""

from django.urls import include, path

from registers.views import api, demonstration, erasures, health, published, publishing
from registers.views.changes import changes, changes_xlsx
from registers.views.evidence import evidence, evidence_pdf, evidence_xlsx
from registers.views.export import export_json, export_pdf, paper
from registers.views.export_files import export, export_file
from registers.views.export_record import export_record
from registers.views.heatmap import heatmap
from registers.views.help import help_page
from registers.views.history import history, history_csv, history_xlsx
from registers.views.home import home
from registers.views.mail_choice import mail_choice
from registers.views.map_files import map_pdf, map_png, map_svg
from registers.views.meeting import latest, meeting
from registers.views.mine import mine
from registers.views.posts import post_hold, posts
from registers.views.presence import presence
from registers.views.proposals import (
    proposal,
    proposal_draft,
    proposals_choice,
    proposals_list,
)
from registers.views.record import record
from registers.views.register import register
from registers.views.review_papers import (
    review_pack,
    review_pack_pdf,
    review_record,
    review_record_docx,
    review_record_pdf,
)
from registers.views.reviews import review, reviews
from registers.views.risk import risk
from registers.views.scheme import scheme
from registers.views.signing import sign, sign_in_again, signed_text
from registers.views.tokens import token_revoke, tokens
from registers.views.year import this_year, year_in_review, year_xlsx

REVIEW = "registers/<slug:slug>/reviews/<int:key>/"

urlpatterns = [
    path("", include("registers.edit_urls")),
    path("", home, name="home"),
    path("help/", help_page, name="help"),
    path("mails/", mail_choice, name="mail_choice"),
    path("registers/<slug:slug>/", register, name="register"),
    path("registers/<slug:slug>/heatmap/", heatmap, name="heatmap"),
    path("registers/<slug:slug>/heatmap/meeting/", meeting, name="meeting"),
    path("registers/<slug:slug>/export/map/pdf/", map_pdf, name="map_pdf"),
    path("registers/<slug:slug>/export/map/png/", map_png, name="map_png"),
    path("registers/<slug:slug>/export/map/svg/", map_svg, name="map_svg"),
    path("registers/<slug:slug>/heatmap/latest/", latest, name="latest"),
    path("registers/<slug:slug>/history/", history, name="history"),
    path("registers/<slug:slug>/changes/", changes, name="changes"),
    path("registers/<slug:slug>/record/", record, name="record"),
    path("registers/<slug:slug>/record/erasures/ask/", erasures.ask, name="erasure_ask"),
    path("registers/<slug:slug>/record/erasures/<int:pk>/", erasures.erasure, name="erasure"),
    path("registers/<slug:slug>/export/record/", export_record, name="export_record"),
    path("registers/<slug:slug>/record/evidence/", evidence, name="evidence"),
    path("registers/<slug:slug>/export/evidence/pdf/", evidence_pdf, name="evidence_pdf"),
    path("registers/<slug:slug>/export/evidence/xlsx/", evidence_xlsx, name="evidence_xlsx"),
    path("registers/<slug:slug>/export/changes/xlsx/", changes_xlsx, name="changes_xlsx"),
    path("registers/<slug:slug>/export/history/csv/", history_csv, name="history_csv"),
    path("registers/<slug:slug>/export/history/xlsx/", history_xlsx, name="history_xlsx"),
    path("registers/<slug:slug>/reviews/", reviews, name="reviews"),
    path(REVIEW, review, name="review"),
    path(f"{REVIEW}pack/", review_pack, name="review_pack"),
    path(f"{REVIEW}record/", review_record, name="review_record"),
    path(f"{REVIEW}export/pack/pdf/", review_pack_pdf, name="review_pack_pdf"),
    path(f"{REVIEW}export/record/pdf/", review_record_pdf, name="review_record_pdf"),
    path(f"{REVIEW}export/record/docx/", review_record_docx, name="review_record_docx"),
    path("registers/<slug:slug>/year/", this_year, name="this_year"),
    path("registers/<slug:slug>/year/<int:starts>/", year_in_review, name="year"),
    path("registers/<slug:slug>/export/year/<int:starts>/xlsx/", year_xlsx, name="year_xlsx"),
    path("registers/<slug:slug>/mine/", mine, name="mine"),
    path("registers/<slug:slug>/posts/", posts, name="posts"),
    path("registers/<slug:slug>/posts/<int:key>/holder/", post_hold, name="post_hold"),
    path("registers/<slug:slug>/reviews/<int:review>/sign/", sign, name="sign"),
    path(
        "registers/<slug:slug>/reviews/<int:review>/sign/in/", sign_in_again, name="sign_in_again"
    ),
    path(
        "registers/<slug:slug>/put-forward/<int:candidate>/text/", signed_text, name="signed_text"
    ),
    path("registers/<slug:slug>/proposals/", proposals_list, name="proposals"),
    path("registers/<slug:slug>/proposals/choice/", proposals_choice, name="proposals_choice"),
    path("registers/<slug:slug>/proposals/<int:key>/", proposal, name="proposal"),
    path(
        "registers/<slug:slug>/proposals/drafts/<int:key>/", proposal_draft, name="proposal_draft"
    ),
    path("registers/<slug:slug>/scheme/", scheme, name="scheme"),
    path("registers/<slug:slug>/paper/", paper, name="paper"),
    path("registers/<slug:slug>/export/", export, name="export"),
    path("registers/<slug:slug>/export/file/", export_file, name="export_file"),
    path("registers/<slug:slug>/export/pdf/", export_pdf, name="export_pdf"),
    path("registers/<slug:slug>/export/json/", export_json, name="export_json"),
    path("registers/<slug:slug>/risks/<str:reference>/", risk, name="risk"),
    path("registers/<slug:slug>/risks/<str:reference>/open/", presence, name="presence"),
    path("registers/<slug:slug>/programs/", tokens, name="tokens"),
    path("registers/<slug:slug>/programs/<int:key>/revoke/", token_revoke, name="token_revoke"),
    path("api/openapi.json", api.api_description, name="api_description"),
    path("api/register.schema.json", api.api_schema, name="api_schema"),
    path("api/registers/<slug:slug>/", api.api_register, name="api_register"),
    path("api/registers/<slug:slug>/tables/<slug:table>/", api.api_table, name="api_table"),
    path("registers/<slug:slug>/publish/", publishing.choose, name="publications"),
    path("registers/<slug:slug>/publish/hold/", publishing.hold, name="publication_hold"),
    path("registers/<slug:slug>/publish/<int:version>/", publishing.publish, name="publish"),
    path("registers/<slug:slug>/publish/<int:version>/page/", publishing.page, name="publish_page"),
    path(
        "registers/<slug:slug>/publish/<int:version>/<str:name>",
        publishing.file,
        name="publish_file",
    ),
    path("favicon.ico", published.icon, name="icon"),
    path("published/", published.registers, name="published_registers"),
    path("published/page.css", published.style, name="published_style"),
    path("published/<slug:slug>/", published.latest, name="published"),
    path("published/<slug:slug>/versions/", published.versions, name="published_versions"),
    path("published/<slug:slug>/check/", published.check, name="published_check"),
    path("published/<slug:slug>/feed/", published.feed, name="published_feed"),
    path("published/<slug:slug>/accessibility/", published.accessibility, name="accessibility"),
    path("published/<slug:slug>/<int:version>/", published.version, name="published_version"),
    path(
        "published/<slug:slug>/<int:version>/<str:name>",
        published.version_file,
        name="published_file",
    ),
    path("demonstration/sign-in/", demonstration.sign_in, name="demo_sign_in"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
