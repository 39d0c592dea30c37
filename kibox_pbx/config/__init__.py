"""The practice and its telephone, as one YAML file says."""
