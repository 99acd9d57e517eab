"""The customer access interface V1.0.4 that China Telecom and China Unicom share."""
