"""Tests of what joins the document to Qt."""
