"""Documents as files, one module a format. They know `views.documents.document`, and no report."""
