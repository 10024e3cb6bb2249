"""Screens of the app, one a module."""

from __future__ import annotations
