//! Which of the words that patterns need stand in a view, and where.

use super::matcher::View;
use crate::rule::program::{NeedId, Program};

/// Where in the view at hand the words stand that patterns need: one look at each token answers for all of them.
#[derive(Debug, Default)]
pub(super) struct Present {
    /// The number of the view.
    now: u32,
    /// By need: the view in which its words stood last, and at which tokens, one bit each; the last bit stands for all
    /// tokens from there on.
    known: Vec<(u32, u64)>,
}

/// The last bit of a place.
const LAST: usize = 63;

impl Present {
    /// Looks at the tokens of another view.
    pub(super) fn begin(&mut self, view: View<'_>, program: &Program) {
        self.now += 1;
        self.known.resize(program.needs, (0, 0));
        for (i, token) in view.tokens.iter().enumerate().filter(|(_, t)| t.word != 0) {
            for &need in program.needs_of(token.word) {
                let (seen, places) = &mut self.known[need as usize];
                if *seen != self.now {
                    (*seen, *places) = (self.now, 0);
                }
                *places |= 1 << i.min(LAST);
            }
        }
    }

    /// Whether the words that a pattern needs stand in the view, in its order and near enough to each other.
    pub(super) fn holds(&self, needs: &[(NeedId, u8)]) -> bool {
        let mut places = None;
        needs.iter().all(|&(need, reach)| {
            let (seen, stands) = self.known[need as usize];
            let here = if seen == self.now { stands } else { 0 };
            let left = places.map_or(here, |before| here & behind(before, u32::from(reach)));
            places = Some(left);
            left != 0
        })
    }

    /// Whether a word of a need stands at a place or up to `reach` behind it; yes where nobody looked.
    pub(super) fn near(&self, (need, reach): (NeedId, u8), place: usize) -> bool {
        if place >= LAST || self.known.is_empty() {
            return true;
        }
        let (seen, places) = self.known[need as usize];
        let from = places >> place << place;
        let end = place + usize::from(reach) + 1;
        let window = if end > LAST { u64::MAX } else { (1 << end) - 1 };
        seen == self.now && from & window != 0
    }
}

/// The places up to `reach` behind those given.
fn behind(places: u64, reach: u32) -> u64 {
    let mut out = places << 1;
    let mut done = 1;
    while done < reach.min(LAST as u32) {
        let step = done.min(reach - done);
        out |= out << step;
        done += step;
    }
    // What lies beyond the last bit is in it.
    let beyond = reach >= LAST as u32 || places >> (LAST as u32 - reach) != 0;
    out | u64::from(beyond) << LAST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn behind_reaches_so_far_and_not_farther() {
        assert_eq!(behind(0b1, 1), 0b10);
        assert_eq!(behind(0b1, 3), 0b1110);
        assert_eq!(behind(0b101, 2), 0b11110);
        assert_eq!(behind(0, 5), 0);
    }

    #[test]
    fn the_last_place_stands_for_all_behind_it() {
        assert_eq!(behind(1 << 62, 5), 1 << 63);
        assert_eq!(behind(1 << 63, 1), 1 << 63);
        assert_ne!(behind(1, 200) & 1 << 63, 0);
        assert_eq!(behind(1, 62) & 1 << 63, 0);
    }
}
