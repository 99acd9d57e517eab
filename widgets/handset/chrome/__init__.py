"""The phone around the conversation: shell, bars, input, fixed menu."""
