"""Our chatbots as documents of the workspace: profile, menu and how far the audit of each carrier is."""
