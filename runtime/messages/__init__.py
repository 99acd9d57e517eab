"""What a chatbot says and hears: elements, suggestions, fallback, limits, and their wire form."""
