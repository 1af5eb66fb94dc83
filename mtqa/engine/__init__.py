"""Segments and providers in, findings out."""
