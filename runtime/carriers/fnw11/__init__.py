"""The RCS MaaP chatbot interface of the GSMA (FNW.11)."""
