//! Which parts tell a label from all others: how much likelier a part is in texts of the label, as a logarithm, either
//! way (Wang and Manning, 2012). A plane may lean more on such parts than on those that all labels have.

use crate::rows::Row;

/// So much a part may say that is as likely in any label.
const LEAST: f32 = 1.0;

/// So many texts of no label in particular are thought to hold every part besides, or what is seen once would tell all.
const BESIDES: f32 = 2.0;

/// By place, how far a weight stretches; over all rows such that their mean length stays as it is.
pub fn stretch(rows: &[Row], is_ours: &dyn Fn(usize) -> bool, places: usize) -> Vec<f32> {
    let (mut ours, mut others) = (vec![0f32; places], vec![0f32; places]);
    for (number, row) in rows.iter().enumerate() {
        let counts = if is_ours(number) { &mut ours } else { &mut others };
        row.iter().for_each(|(place, _)| counts[*place as usize] += 1.0);
    }
    let (all_ours, all_others) = (ours.iter().sum::<f32>().max(1.0), others.iter().sum::<f32>().max(1.0));
    let share = all_ours / (all_ours + all_others);
    let ratio = |(ours, others): (&f32, &f32)| {
        let (ours, others) = (ours + BESIDES * share, others + BESIDES * (1.0 - share));
        ((ours / all_ours) / (others / all_others)).ln().abs() + LEAST
    };
    let mut stretch: Vec<f32> = ours.iter().zip(&others).map(ratio).map(|ratio| ratio * ratio).collect();
    let length =
        |row: &Row| row.iter().map(|(at, weight)| stretch[*at as usize] * weight * weight).sum::<f32>();
    let mean = rows.iter().map(length).sum::<f32>() / rows.len().max(1) as f32;
    if mean > 0.0 {
        stretch.iter_mut().for_each(|one| *one /= mean);
    }
    stretch
}
