"""The tab Chatbot of the library: profile, menu, audits and versions of each of our chatbots."""
