"""Shapes as a column type: WKB in, WKB out; PostGIS has functions of the same two meanings."""

from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import BindParameter, ColumnElement, Dialect, func, literal
from sqlalchemy.types import LargeBinary, UserDefinedType


class Shape(UserDefinedType[BaseGeometry]):
    """A Shapely geometry of one kind in the project's CRS."""

    cache_ok = True

    def __init__(self, kind: str, srid: int) -> None:
        self.kind = kind
        self.srid = srid

    def get_col_spec(self, **_: Any) -> str:
        return self.kind

    def bind_expression(self, bindvalue: BindParameter[Any]) -> ColumnElement[Any]:
        return func.GeomFromWKB(bindvalue, literal(self.srid), type_=self)

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        return func.AsBinary(column, type_=_Wkb())

    def bind_processor(self, dialect: Dialect) -> Any:
        return to_wkb


class _Wkb(LargeBinary):
    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return from_wkb


def to_wkb(shape: BaseGeometry | None) -> bytes | None:
    return None if shape is None else bytes(shapely.to_wkb(shape))


def from_wkb(wkb: bytes | None) -> BaseGeometry | None:
    return None if wkb is None else shapely.from_wkb(wkb)
