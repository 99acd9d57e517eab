"""Tests of runtime.messages."""
