"""Results as text: tables for people; JSON, YAML and CSV for programs."""
