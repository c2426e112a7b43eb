//! What a page draws: glyphs with their places, and the upright lines between them.

use std::panic::{self, AssertUnwindSafe};

use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, TransformExt, interpret_page,
};

use super::ink::Ink;
use super::rules::Rule;
use crate::allowance;

/// A glyph where it is drawn; y grows downwards.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    pub(super) text: String,
    /// Where it begins and ends.
    pub(super) start: f64,
    pub(super) end: f64,
    /// The line it stands on.
    pub(super) base: f64,
    /// The height of its font.
    pub(super) size: f64,
}

/// Things that a page may draw: forms that draw each other twice make millions of a few bytes.
const MOST_DRAWN: usize = 200_000;

/// Says on its way out of the interpreter that a page draws too much.
struct Overdrawn;

/// How much of what a page draws.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) glyphs: usize,
    /// Glyphs of which the PDF does not say what they are.
    pub(super) unknown: usize,
    pub(super) images: usize,
    /// Pages that draw more than is read of them.
    pub(super) overdrawn: usize,
}

impl Count {
    /// Adds what another page draws.
    pub(super) fn add(&mut self, other: &Self) {
        self.glyphs += other.glyphs;
        self.unknown += other.unknown;
        self.images += other.images;
        self.overdrawn += other.overdrawn;
    }
}

/// A page, turned so that its text runs to the right.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) glyphs: Vec<Glyph>,
    /// The upright lines, from the left.
    pub(super) upright: Vec<Rule>,
    /// The level lines, from the top.
    pub(super) level: Vec<Rule>,
    pub(super) count: Count,
}

/// Reads the pages of a PDF.
pub(super) struct Reader<'a> {
    pdf: &'a Pdf,
    cache: InterpreterCache<'a>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(pdf: &'a Pdf) -> Self {
        Self {
            pdf,
            cache: InterpreterCache::new(),
        }
    }

    /// Reads a page, of one that draws without end the beginning.
    pub(super) fn read(&self, page: &PdfPage<'a>) -> Page {
        let (width, height) = page.render_dimensions();
        let mut canvas = Canvas {
            width: f64::from(width),
            height: f64::from(height),
            glyphs: Vec::new(),
            ink: Ink::default(),
            count: Count::default(),
            drawn: 0,
        };
        let mut context = Context::new(
            page.initial_transform(true).to_kurbo(),
            Rect::new(0.0, 0.0, canvas.width, canvas.height),
            &self.cache,
            self.pdf.xref(),
            InterpreterSettings::default(),
        );
        let drawing = AssertUnwindSafe(|| interpret_page(page, &mut context, &mut canvas));
        if let Err(payload) = panic::catch_unwind(drawing) {
            if !payload.is::<Overdrawn>() {
                panic::resume_unwind(payload);
            }
            canvas.count.overdrawn = 1;
        }
        canvas.page()
    }
}

/// Which way text runs: to the right, downwards, to the left, upwards.
const TURNS: usize = 4;

/// What a page draws, as it comes.
struct Canvas {
    width: f64,
    height: f64,
    /// Each with the way it runs.
    glyphs: Vec<(usize, Placed)>,
    ink: Ink,
    count: Count,
    /// What is drawn, clipped or grouped so far.
    drawn: usize,
}

struct Placed {
    text: String,
    start: Point,
    end: Point,
    size: f64,
}

impl Canvas {
    /// Counts what is drawn, and leaves the page where it is too much.
    fn step(&mut self) {
        allowance::tick();
        self.drawn += 1;
        if self.drawn > MOST_DRAWN {
            panic::resume_unwind(Box::new(Overdrawn));
        }
    }

    fn place(&mut self, glyph: &Drawn, transform: Affine) {
        let start = transform * Point::ZERO;
        let along = transform * Point::new(1000.0, 0.0) - start;
        let up = transform * Point::new(0.0, 1000.0) - start;
        let size = up.hypot();
        let inside = Rect::new(0.0, 0.0, self.width, self.height).contains(start);
        if !inside || !(1.0..=1000.0).contains(&size) {
            return;
        }
        let Some(turn) = turn(along) else {
            return;
        };
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => char::REPLACEMENT_CHARACTER.to_string(),
        };
        if text.chars().all(|c| c.is_whitespace() || c.is_control()) {
            return;
        }
        let advance = match glyph {
            Drawn::Outline(glyph) => glyph.advance_width(),
            Drawn::Type3(glyph) => glyph.advance_width(),
        };
        let end = advance.map(|advance| transform * Point::new(f64::from(advance), 0.0));
        let usual = start + along / along.hypot() * size;
        let end = end
            .filter(|end| {
                let width = (*end - start).hypot();
                width > 0.05 * size && width < 4.0 * size
            })
            .unwrap_or(usual);
        self.count.glyphs += 1;
        self.count.unknown += usize::from(text.contains(char::REPLACEMENT_CHARACTER));
        self.glyphs.push((
            turn,
            Placed {
                text,
                start,
                end,
                size,
            },
        ));
    }

    /// The page with the way turned to the right that most of its text runs.
    fn page(self) -> Page {
        let runs = |way: &usize| self.glyphs.iter().filter(|(turn, _)| turn == way).count();
        let way = (0..TURNS).rev().max_by_key(runs).unwrap_or(0);
        let glyphs = self
            .glyphs
            .into_iter()
            .filter(|(turn, _)| *turn == way)
            .map(|(_, placed)| {
                let (start, end) = (turned(placed.start, way), turned(placed.end, way));
                Glyph {
                    text: placed.text,
                    start: start.x,
                    end: end.x.max(start.x),
                    base: start.y,
                    size: placed.size,
                }
            })
            .collect();
        let (mut upright, mut level) = (Vec::new(), Vec::new());
        for (one, other) in self.ink.lines() {
            let (one, other) = (turned(one, way), turned(other, way));
            upright.extend(rule(one.x, other.x, one.y, other.y));
            level.extend(rule(one.y, other.y, one.x, other.x));
        }
        upright.sort_by(|one, other| one.at.total_cmp(&other.at));
        Page {
            glyphs,
            upright,
            level,
            count: self.count,
        }
    }
}

/// The line that a stroke is, if it hardly moves in one direction and does in the other.
fn rule(at: f64, end: f64, from: f64, to: f64) -> Option<Rule> {
    let (from, to) = (from.min(to), from.max(to));
    ((at - end).abs() < 1.0 && to - from > 4.0).then_some(Rule {
        at: at.midpoint(end),
        from,
        to,
    })
}

/// The way that a direction runs; `None` for text across the page, as a watermark is.
fn turn(along: Vec2) -> Option<usize> {
    let Vec2 { x, y } = along;
    let mostly = |one: f64, other: f64| one > 0.0 && other.abs() < one * 0.2;
    if mostly(x, y) {
        Some(0)
    } else if mostly(y, x) {
        Some(1)
    } else if mostly(-x, y) {
        Some(2)
    } else if mostly(-y, x) {
        Some(3)
    } else {
        None
    }
}

/// Where a point is once the page is turned.
fn turned(at: Point, way: usize) -> Point {
    match way {
        1 => Point::new(at.y, -at.x),
        2 => Point::new(-at.x, -at.y),
        3 => Point::new(-at.y, at.x),
        _ => at,
    }
}

impl Device<'_> for Canvas {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'_>, mode: &DrawMode) {
        self.step();
        self.ink.paint(path, &props, mode);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.step();
            self.place(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {
        self.step();
        self.count.images += 1;
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.step();
    }

    fn push_clip_rect(&mut self, _: &Rect) {
        self.step();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {
        self.step();
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
