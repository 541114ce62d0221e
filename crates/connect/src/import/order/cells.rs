//! Reading one row's cells, with the error ready that names the place.

use super::super::columns::Columns;
use super::super::table::{Row, Table};
use super::super::{RowError, Settings, money, time};
use super::Parcel;

pub struct Cells<'t> {
    pub table: &'t Table<'t>,
    pub columns: &'t Columns,
    pub row: &'t Row,
    pub settings: &'t Settings,
}

impl<'t> Cells<'t> {
    pub fn text(&self, field: &str) -> Option<&'t str> {
        self.columns.text(self.row, field)
    }

    pub fn owned(&self, field: &str) -> Option<String> {
        self.columns.owned(self.row, field)
    }

    pub fn error(&self, field: &str, words: impl Into<String>) -> RowError {
        self.table.error(self.row.line, self.columns.place(field), words)
    }

    pub fn required(&self, field: &str) -> Result<&'t str, RowError> {
        self.text(field).ok_or_else(|| self.error(field, format!("{field} is empty; every row needs one")))
    }

    /// `field` holds an amount like 128.45.
    pub fn fen(&self, field: &str) -> Result<Option<i64>, RowError> {
        self.text(field).map(|text| money::fen(text).map_err(|words| self.error(field, words))).transpose()
    }

    /// `field` counts fen.
    pub fn whole_fen(&self, field: &str) -> Result<Option<i64>, RowError> {
        self.text(field)
            .map(|text| money::whole_fen(text).map_err(|words| self.error(field, words)))
            .transpose()
    }

    pub fn time(&self, field: &str) -> Result<Option<i64>, RowError> {
        let read = |text| time::time_ms(text, &self.settings.zone).map_err(|words| self.error(field, words));
        self.text(field).map(read).transpose()
    }

    pub fn deadline(&self, field: &str) -> Result<Option<i64>, RowError> {
        let read =
            |text| time::end_of_day_ms(text, &self.settings.zone).map_err(|words| self.error(field, words));
        self.text(field).map(read).transpose()
    }

    /// Nothing is no.
    pub fn yes(&self, field: &str) -> Result<bool, RowError> {
        match self.text(field).map(str::to_lowercase).as_deref() {
            None | Some("0" | "no" | "n" | "false" | "否") => Ok(false),
            Some("1" | "yes" | "y" | "true" | "是") => Ok(true),
            Some(other) => Err(self.error(field, format!("“{other}” is neither yes nor no"))),
        }
    }

    pub fn currency(&self) -> Result<String, RowError> {
        let code = self.text("currency").unwrap_or(&self.settings.currency).to_ascii_uppercase();
        match code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) {
            true => Ok(code),
            false => {
                Err(self.error("currency", format!("“{code}” is no currency; write three letters like CNY")))
            }
        }
    }

    /// The parcel described on this row, if anything on it speaks of one.
    pub fn parcel(&self) -> Result<Option<Parcel>, RowError> {
        let parcel = Parcel {
            carrier: self.owned("carrier"),
            tracking: self.owned("tracking_number"),
            promised_by_ms: self.deadline("promised_by")?,
            shipped_at_ms: self.time("shipped_at")?,
            delivered_at_ms: self.time("delivered_at")?,
            status: self.owned("parcel_status"),
        };
        let told = parcel.carrier.is_some() || parcel.tracking.is_some() || parcel.promised_by_ms.is_some();
        let moved = parcel.shipped_at_ms.is_some() || parcel.delivered_at_ms.is_some();
        Ok((told || moved).then_some(parcel))
    }
}
