//! What the customer asks for, part by part, with what could meet each.

#[derive(Clone, Default)]
pub struct DemandCard {
    pub confirmed: bool,
    pub parts: Vec<DemandRow>,
    /// Every part there is, for the form that confirms or corrects.
    pub boxes: Vec<DemandBox>,
}

#[derive(Clone)]
pub struct DemandRow {
    pub label: &'static str,
    /// The figure the customer named.
    pub figure: String,
    pub words: String,
    pub meets: Vec<String>,
    pub sums: Vec<String>,
}

#[derive(Clone)]
pub struct DemandBox {
    pub code: &'static str,
    pub label: &'static str,
    pub checked: bool,
    pub amount: String,
    pub percent: String,
    pub times: String,
}
