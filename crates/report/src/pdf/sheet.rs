//! Laying out: what stands where on which page. Everything is placed first and drawn at the end, when the number of
//! pages is known.

use super::lines::lines;
use crate::Table;
use crate::font;
use krilla::Document;
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;

/// A4 in points.
const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;
const MARGIN: f32 = 56.0;
const ROOM: f32 = WIDTH - 2.0 * MARGIN;
const BOTTOM: f32 = HEIGHT - 64.0;
const LEADING: f32 = 1.5;
const GUTTER: f32 = 8.0;
const FOOT: f32 = 8.0;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    Plain,
    Strong,
    Faint,
}

enum Mark {
    Text { x: f32, y: f32, size: f32, ink: Ink, text: String },
    Rule { x: f32, y: f32, width: f32 },
}

/// Where a heading stands.
pub struct Place {
    page: usize,
    y: f32,
}

impl Place {
    pub fn destination(&self) -> XyzDestination {
        XyzDestination::new(self.page, Point::from_xy(0.0, self.y))
    }
}

pub struct Sheet {
    pages: Vec<Vec<Mark>>,
    y: f32,
}

impl Sheet {
    pub fn new() -> Sheet {
        Sheet { pages: vec![vec![]], y: MARGIN }
    }

    pub fn paragraph(&mut self, text: &str, size: f32, ink: Ink, indent: f32) {
        for line in lines(text, size, ROOM - indent) {
            self.line(line, size, ink, MARGIN + indent);
        }
        self.y += size * 0.5;
    }

    /// A heading is never the last line of a page.
    pub fn heading(&mut self, text: &str, size: f32) -> Place {
        self.y += size;
        self.make_room(size * LEADING * 3.0);
        let place = Place { page: self.pages.len() - 1, y: (self.y - size).max(0.0) };
        self.paragraph(text, size, Ink::Strong, 0.0);
        self.rule(MARGIN, ROOM);
        self.y += size * 0.5;
        place
    }

    pub fn note(&mut self, text: &str, size: f32) {
        self.rule(MARGIN, ROOM);
        self.y += 2.0;
        self.paragraph(text, size, Ink::Plain, GUTTER);
        self.rule(MARGIN, ROOM);
        self.y += size;
    }

    pub fn table(&mut self, table: &Table, size: f32) {
        let columns = columns(&table.widths);
        if !table.head.is_empty() {
            self.make_room(size * LEADING * 3.0);
            self.row(&table.head, &columns, size, Ink::Strong);
        }
        for row in &table.rows {
            self.row(row, &columns, size, Ink::Plain);
        }
        self.y += size;
    }

    /// Line by line over all columns, so that a row longer than a page goes on with the next.
    fn row(&mut self, cells: &[String], columns: &[(f32, f32)], size: f32, ink: Ink) {
        let cells: Vec<Vec<String>> =
            cells.iter().zip(columns).map(|(text, (_, width))| lines(text, size, *width)).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        self.make_room((height as f32 * size * LEADING).min(BOTTOM - MARGIN));
        for at in 0..height {
            self.make_room(size * LEADING);
            self.y += size * LEADING;
            for (cell, (x, _)) in cells.iter().zip(columns) {
                if let Some(text) = cell.get(at) {
                    self.mark(Mark::Text { x: *x, y: self.y, size, ink, text: text.clone() });
                }
            }
        }
        self.y += size * 0.4;
        self.rule(MARGIN, ROOM);
    }

    fn line(&mut self, text: String, size: f32, ink: Ink, x: f32) {
        self.make_room(size * LEADING);
        self.y += size * LEADING;
        self.mark(Mark::Text { x, y: self.y, size, ink, text });
    }

    fn rule(&mut self, x: f32, width: f32) {
        self.mark(Mark::Rule { x, y: self.y, width });
    }

    fn make_room(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.pages.push(vec![]);
            self.y = MARGIN;
        }
    }

    fn mark(&mut self, mark: Mark) {
        self.pages.last_mut().expect("there is always a page").push(mark);
    }

    pub fn draw(self, out: &mut Document, foot: &str) {
        let font = font::font();
        let count = self.pages.len();
        for (number, marks) in (1..).zip(self.pages) {
            let settings = PageSettings::from_wh(WIDTH, HEIGHT).expect("A4 has a size");
            let mut page = out.start_page_with(settings);
            let mut surface = page.surface();
            let foot = Mark::Text {
                x: MARGIN,
                y: HEIGHT - 36.0,
                size: FOOT,
                ink: Ink::Faint,
                text: format!("{foot} · {number} / {count}"),
            };
            for mark in marks.iter().chain([&foot]) {
                draw(&mut surface, &font, mark);
            }
            surface.finish();
            page.finish();
        }
    }
}

fn draw(surface: &mut Surface, font: &krilla::text::Font, mark: &Mark) {
    match mark {
        Mark::Text { x, y, size, ink, text } => {
            let colour = match ink {
                Ink::Faint => rgb::Color::new(74, 85, 104),
                _ => rgb::Color::new(29, 36, 51),
            };
            surface.set_fill(Some(Fill {
                paint: colour.into(),
                opacity: NormalizedF32::ONE,
                rule: Default::default(),
            }));
            // One weight is embedded; a thin outline makes the strong one.
            let outline = Stroke { paint: colour.into(), width: size * 0.03, ..Stroke::default() };
            surface.set_stroke((*ink == Ink::Strong).then_some(outline));
            surface.draw_glyphs(
                Point::from_xy(*x, *y),
                &font::glyphs(text),
                font.clone(),
                text,
                *size,
                false,
            );
        }
        Mark::Rule { x, y, width } => {
            let mut path = PathBuilder::new();
            path.move_to(*x, *y);
            path.line_to(x + width, *y);
            surface.set_fill(None);
            let grey = rgb::Color::new(154, 165, 177);
            surface.set_stroke(Some(Stroke { paint: grey.into(), width: 0.5, ..Stroke::default() }));
            surface.draw_path(&path.finish().expect("a line has two ends"));
        }
    }
}

/// Left edge and width of each column.
fn columns(widths: &[u16]) -> Vec<(f32, f32)> {
    let total: f32 = widths.iter().map(|width| f32::from(*width)).sum();
    let mut x = MARGIN;
    let place = |width: &u16| {
        let whole = ROOM * f32::from(*width) / total;
        let column = (x, whole - GUTTER);
        x += whole;
        column
    };
    widths.iter().map(place).collect()
}
