//! A model as bytes: a line that says what it is, numbers with the low byte first. Read with care, since a file may
//! have been cut off.

use crate::model::{Damaged, HeldBack, Label, Model};
use crate::rows::Known;

const HEAD: &[u8] = b"redress learned 1\n";

pub fn write(model: &Model) -> Vec<u8> {
    let mut out = HEAD.to_vec();
    let mut number = |number: u32| out.extend(number.to_le_bytes());
    number(model.labels.len() as u32);
    number(model.known.prints.len() as u32);
    number(model.held_back.cases);
    number(model.held_back.right);
    number(model.warmth.to_bits());
    number(model.known.usual);
    for (label, (scale, constant)) in model.labels.iter().zip(&model.scales) {
        for number in [label.name.len() as u32, label.cases, scale.to_bits(), constant.to_bits()] {
            out.extend(number.to_le_bytes());
        }
        out.extend(label.name.as_bytes());
    }
    out.extend(model.known.prints.iter().flat_map(|print| print.to_le_bytes()));
    out.extend(model.known.telling.iter().flat_map(|telling| telling.to_le_bytes()));
    out.extend(model.steps.iter().map(|step| step.to_le_bytes()[0]));
    out
}

pub fn read(bytes: &[u8]) -> Result<Model, Damaged> {
    let mut rest = Rest(bytes.strip_prefix(HEAD).ok_or(Damaged)?);
    let (labels, places) = (rest.number()? as usize, rest.number()? as usize);
    let held_back = HeldBack { cases: rest.number()?, right: rest.number()? };
    let (warmth, usual) = (rest.float()?, rest.number()?);
    let (mut names, mut scales) = (Vec::new(), Vec::new());
    for _ in 0..labels {
        let (length, cases) = (rest.number()? as usize, rest.number()?);
        scales.push((rest.float()?, rest.float()?));
        let name = std::str::from_utf8(rest.take(length)?).map_err(|_| Damaged)?.to_owned();
        names.push(Label { name, cases });
    }
    let prints: Vec<u64> = rest.many(places)?.map(u64::from_le_bytes).collect();
    let telling = rest.many(places)?.map(f32::from_le_bytes).collect();
    let steps = rest.take(places.checked_mul(labels).ok_or(Damaged)?)?;
    let steps = steps.iter().map(|step| i8::from_le_bytes([*step])).collect();
    if !rest.0.is_empty() || !prints.is_sorted() {
        return Err(Damaged);
    }
    let known = Known { prints, telling, usual };
    Ok(Model { labels: names, known, steps, scales, warmth, held_back, version: String::new() })
}

struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], Damaged> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    fn many<const N: usize>(&mut self, count: usize) -> Result<impl Iterator<Item = [u8; N]> + 'a, Damaged> {
        let taken = self.take(count.checked_mul(N).ok_or(Damaged)?)?;
        Ok(taken.as_chunks::<N>().0.iter().copied())
    }

    fn number(&mut self) -> Result<u32, Damaged> {
        let bytes = self.take(4)?;
        Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    fn float(&mut self) -> Result<f32, Damaged> {
        self.number()
            .map(f32::from_bits)
            .and_then(|float| if float.is_finite() { Ok(float) } else { Err(Damaged) })
    }
}
