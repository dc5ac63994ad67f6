"""Measuring: how well and how fast the shipped reader reads (`make score`, `make speed`)."""
