//! What a page paints besides glyphs, as the lines that a reader sees.
//!
//! Programs draw a line as a stroke or as a thin box, piece by piece. They also paint boxes behind
//! text, often one for every cell and one for its margins, mostly in white: such a box shows no
//! line but where its colour ends.

use hayro_interpret::kurbo::{Affine, BezPath, PathEl, PathSeg, Point, Rect, Shape};
use hayro_interpret::{DrawMode, DrawProps, Paint};

/// A page has at most so many lines that part columns.
const MOST_STROKES: usize = 20_000;
/// A page with more painted boxes than this holds a drawing.
const MOST_SHADES: usize = 1_000;
/// A box no thicker than this is a line.
const THIN: f64 = 2.5;
/// Boxes no further apart than this, a line between two cells, touch.
const TOUCH: f64 = 1.5;
/// What is no darker than this is seen as white.
const WHITE: u8 = 250;

/// A painted box.
#[derive(Debug, Clone, Copy)]
struct Shade {
    area: Rect,
    colour: [u8; 4],
}

/// What a page paints, as it comes.
#[derive(Debug, Default)]
pub(super) struct Ink {
    strokes: Vec<(Point, Point)>,
    shades: Vec<Shade>,
}

impl Ink {
    /// Takes a path as it is painted.
    pub(super) fn paint(&mut self, path: &BezPath, props: &DrawProps<'_>, mode: &DrawMode) {
        let colour = match &props.paint {
            Paint::Color(colour) => colour.to_rgba().to_rgba8(),
            Paint::Pattern(_) => [128, 128, 128, 255],
        };
        if matches!(mode, DrawMode::Invisible) || !is_seen(colour) {
            return;
        }
        if matches!(mode, DrawMode::Fill(_)) {
            for part in parts(path) {
                self.fill(&part, props.transform, colour);
            }
        } else {
            self.stroke(path, props.transform);
        }
    }

    fn stroke(&mut self, path: &BezPath, transform: Affine) {
        for segment in path.segments() {
            if let PathSeg::Line(line) = segment {
                self.line(transform * line.p0, transform * line.p1);
            }
        }
    }

    fn line(&mut self, one: Point, other: Point) {
        if self.strokes.len() < MOST_STROKES && one.is_finite() && other.is_finite() {
            self.strokes.push((one, other));
        }
    }

    fn fill(&mut self, part: &BezPath, transform: Affine, colour: [u8; 4]) {
        let area = (transform * part.clone()).bounding_box();
        if !area.is_finite() {
            return;
        }
        let (across, down) = (area.width(), area.height());
        let middle = area.center();
        if down <= THIN && down <= across {
            self.line(Point::new(area.x0, middle.y), Point::new(area.x1, middle.y));
        } else if across <= THIN {
            self.line(Point::new(middle.x, area.y0), Point::new(middle.x, area.y1));
        } else if self.shades.len() <= MOST_SHADES && is_box(part) {
            self.shades.push(Shade { area, colour });
        }
    }

    /// The lines that are seen: those drawn, and where the colour of boxes ends.
    pub(super) fn lines(mut self) -> Vec<(Point, Point)> {
        if self.shades.len() <= MOST_SHADES {
            let shades = std::mem::take(&mut self.shades);
            for shade in &shades {
                for (from, to, beyond) in edges(shade.area) {
                    let goes_on = shades
                        .iter()
                        .any(|other| other.colour == shade.colour && other.area.contains(beyond));
                    if !goes_on {
                        self.line(from, to);
                    }
                }
            }
        }
        self.strokes
    }
}

/// The sides of a box, each with a point beyond its middle.
fn edges(area: Rect) -> [(Point, Point, Point); 4] {
    let Rect { x0, y0, x1, y1 } = area;
    let middle = area.center();
    let at = Point::new;
    [
        (at(x0, y0), at(x1, y0), at(middle.x, y0 - TOUCH)),
        (at(x0, y1), at(x1, y1), at(middle.x, y1 + TOUCH)),
        (at(x0, y0), at(x0, y1), at(x0 - TOUCH, middle.y)),
        (at(x1, y0), at(x1, y1), at(x1 + TOUCH, middle.y)),
    ]
}

/// Whether a colour shows on white paper.
fn is_seen([red, green, blue, opacity]: [u8; 4]) -> bool {
    opacity > 255 - WHITE && red.min(green).min(blue) < WHITE
}

/// Whether a part is a box: level and upright sides only.
fn is_box(part: &BezPath) -> bool {
    part.segments().all(|segment| match segment {
        PathSeg::Line(line) => {
            (line.p0.x - line.p1.x).abs() < 0.5 || (line.p0.y - line.p1.y).abs() < 0.5
        }
        _ => false,
    })
}

/// The parts of a path that each begin anew.
fn parts(path: &BezPath) -> Vec<BezPath> {
    let mut parts: Vec<BezPath> = Vec::new();
    for element in path.elements() {
        match (element, parts.last_mut()) {
            (PathEl::MoveTo(_), _) => parts.push(std::iter::once(*element).collect()),
            (_, Some(part)) => part.push(*element),
            // What nothing began draws nothing.
            (_, None) => {}
        }
    }
    parts
}
