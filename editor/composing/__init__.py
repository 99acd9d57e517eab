"""Composing a message part by part, as the picture of the phone lets people do: free of Qt."""
