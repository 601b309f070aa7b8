"""What a document of a campaign must say: loads a standard (规范) from its YAML file."""

__version__ = "0.1.0"
