"""The tab Chatbot of the library."""
