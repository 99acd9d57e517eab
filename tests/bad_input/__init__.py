"""What attackers and clumsy people put in: always a clear sentence, never a traceback or half a file."""
