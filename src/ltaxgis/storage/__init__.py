"""The project file behind the ports: SQLAlchemy Core over pysqlite3 and SpatiaLite."""
