"""The commands of ``python -m etl``: one module each, put together in ``etl.__main__``."""
