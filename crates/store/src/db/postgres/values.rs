//! Our three kinds of value in PostgreSQL's binary form, in and out.

use super::super::{DbError, Result, Row, Value};
use super::numeric;
use tokio_postgres::types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};

pub fn read_row(row: &tokio_postgres::Row) -> Result<Row> {
    (0..row.len()).map(|column| read_value(row, column)).collect::<Result<_>>().map(Row)
}

fn read_value(row: &tokio_postgres::Row, column: usize) -> Result<Value> {
    Ok(match *row.columns()[column].type_() {
        Type::INT8 => row.try_get::<_, Option<i64>>(column)?.into(),
        Type::INT4 => row.try_get::<_, Option<i32>>(column)?.map(i64::from).into(),
        Type::BOOL => row.try_get::<_, Option<bool>>(column)?.map(i64::from).into(),
        Type::NUMERIC => row.try_get::<_, Option<numeric::Whole>>(column)?.map(|n| n.0).into(),
        Type::TEXT | Type::VARCHAR | Type::NAME => row.try_get::<_, Option<String>>(column)?.into(),
        Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(column)?.into(),
        _ => return Err(DbError::WrongType { column, wanted: "a number, a text or bytes" }),
    })
}

impl Value {
    pub fn pg_type(&self) -> Type {
        match self {
            Value::Null => Type::UNKNOWN,
            Value::Int(_) => Type::INT8,
            Value::Text(_) => Type::TEXT,
            Value::Bytes(_) => Type::BYTEA,
            Value::Texts(_) => Type::TEXT_ARRAY,
            Value::Ints(_) => Type::INT8_ARRAY,
        }
    }
}

impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(number) if *ty == Type::INT4 => i32::try_from(*number)?.to_sql_checked(ty, out),
            Value::Int(number) => number.to_sql_checked(ty, out),
            Value::Text(text) => text.to_sql_checked(ty, out),
            Value::Bytes(bytes) => bytes.to_sql_checked(ty, out),
            Value::Texts(list) => list.to_sql_checked(ty, out),
            Value::Ints(list) => list.to_sql_checked(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}
