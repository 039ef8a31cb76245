//! Which way each flow takes: through the gutters between columns and the channels between rows, never through a box.
//!
//! Gutter `g` lies before column `g`, channel `k` above row `k`; behind the last column and below the last row there is one
//! more.

use crate::draw::diagram::{Arrangement, Diagram, Flow, Origin, Target};
use crate::draw::layout::rows::Rows;

/// Which way a flow takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// Down or up in one gutter, or straight through it.
    Gutter(usize),
    /// Through a gutter, along a channel, and through another gutter.
    Channel {
        /// The gutter behind the box that gives.
        out: usize,
        /// The channel.
        channel: usize,
        /// The gutter before the box that takes.
        into: usize,
    },
    /// Between the band at the top and a box, in this gutter.
    Band(usize),
    /// Straight between a box and who stands outside beside it.
    Beside,
    /// It begins or ends beside the box.
    Stub,
}

/// The way of each flow.
pub(super) fn routes(diagram: &Diagram, columns: &[usize], rows: &Rows) -> Vec<Route> {
    let mut routes: Vec<Route> = diagram.flows.iter().map(|flow| route(flow, columns, rows)).collect();
    if diagram.arrangement == Arrangement::Beside {
        for route in &mut routes {
            if matches!(route, Route::Band(_)) {
                *route = Route::Beside;
            }
        }
    }
    routes
}

fn route(flow: &Flow, columns: &[usize], rows: &Rows) -> Route {
    let (from, to) = match (flow.from, flow.to) {
        (Origin::Output(from), Target::Input(to)) => (from.node, to.node),
        (Origin::Output(from), Target::External(_)) => return Route::Band(columns[from.node] + 1),
        (Origin::External(_), Target::Input(to)) => return Route::Band(columns[to.node]),
        _ => return Route::Stub,
    };
    let (out, into) = (columns[from] + 1, columns[to]);
    let (above, below) = (rows.row[from], rows.row[to]);
    if out == into {
        return Route::Gutter(out);
    }
    if out < into {
        // Along the row of one of the two, where nothing stands in between.
        if rows.is_free(above, out, into) {
            return Route::Gutter(into);
        }
        if rows.is_free(below, out, into) {
            return Route::Gutter(out);
        }
    }
    let channel = match above.cmp(&below) {
        // What comes back runs below, what goes on runs above.
        std::cmp::Ordering::Equal if out > into => above + 1,
        std::cmp::Ordering::Equal => above,
        std::cmp::Ordering::Less => below,
        std::cmp::Ordering::Greater => below + 1,
    };
    Route::Channel { out, channel, into }
}
