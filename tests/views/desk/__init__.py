"""Tests of the frame of the desk."""
