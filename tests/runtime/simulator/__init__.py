"""Tests of runtime.simulator."""
