"""The doors of reports. There is none through which a row could be added to a ledger."""

from django.urls import path

from lianxin.reports import hot_views, views

app_name = "reports"
urlpatterns = [
    path("ledger/", views.ledger, name="ledger"),
    path("ledger/paper/", views.paper, name="paper"),
    path("ledger/export/", views.export, name="export"),
    path("exports/", views.exports, name="exports"),
    path("hot/export/", hot_views.export_issues, name="export-hot"),
    path("hot/details/export/", hot_views.export_voices, name="export-hot-details"),
    path("hot/briefing/", hot_views.briefing, name="hot-briefing"),
    path("summary/", views.totals, name="summary"),
    path("quarter/", views.quarter, name="quarter"),
]
