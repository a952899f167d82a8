//! HTML tokens with their places; text comes in one token for each run and entity.

use std::ops::Range;

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, Span, Tokenizer};

/// A token; ranges are bytes of the fragment.
#[derive(Debug)]
pub(super) enum Token {
    /// Text as it is read.
    Text(Range<usize>, Vec<u8>),
    Start(Start),
    /// The lower-case name of an element that ends.
    End(Range<usize>, Vec<u8>),
    Comment(Range<usize>),
}

/// A start tag.
#[derive(Debug, Default)]
pub(super) struct Start {
    pub(super) at: Range<usize>,
    /// Lower case.
    pub(super) name: Vec<u8>,
    pub(super) attributes: Vec<Attribute>,
    pub(super) self_closing: bool,
}

/// An attribute of a start tag.
#[derive(Debug)]
pub(super) struct Attribute {
    /// Lower case.
    name: Vec<u8>,
    /// As it is read.
    pub(super) value: String,
    /// The bytes of the value.
    pub(super) at: Range<usize>,
}

impl Start {
    /// The first attribute of that name.
    pub(super) fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|a| a.name == name.as_bytes())
    }

    /// Its value, or nothing.
    pub(super) fn value(&self, name: &str) -> &str {
        self.attribute(name).map_or("", |a| &a.value)
    }
}

/// The tokens of `source`.
pub(super) fn tokens(source: &str) -> impl Iterator<Item = Token> + '_ {
    let mut inner = CallbackEmitter::new(Collect::default());
    inner.naively_switch_states(true);
    // A string cannot fail to be read.
    Tokenizer::new_with_emitter(source, Apart { inner }).filter_map(Result::ok)
}

/// Builds tokens from the parts of a tag.
#[derive(Debug, Default)]
struct Collect {
    start: Start,
}

impl Callback<Token, usize> for Collect {
    fn handle_event(&mut self, event: CallbackEvent<'_>, span: Span<usize>) -> Option<Token> {
        let at = span.start..span.end;
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.start = Start { at, name: name.to_vec(), ..Start::default() };
                None
            }
            CallbackEvent::AttributeName { name } => {
                let at = at.end..at.end;
                self.start.attributes.push(Attribute { name: name.to_vec(), value: String::new(), at });
                None
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(last) = self.start.attributes.last_mut() {
                    last.value = String::from_utf8_lossy(value).into_owned();
                    last.at = at;
                }
                None
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                let mut start = std::mem::take(&mut self.start);
                start.at.end = span.end;
                start.self_closing = self_closing;
                Some(Token::Start(start))
            }
            CallbackEvent::EndTag { name } => Some(Token::End(at, name.to_vec())),
            CallbackEvent::String { value } => Some(Token::Text(at, value.to_vec())),
            CallbackEvent::Comment { .. } => Some(Token::Comment(at)),
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => None,
        }
    }
}

/// Keeps each run of text and each entity apart; the tokenizer would join them and lose their places.
struct Apart {
    inner: CallbackEmitter<Collect, Token, usize>,
}

impl ForwardingEmitter for Apart {
    type Token = Token;

    fn inner(&mut self) -> &mut impl Emitter<Token = Token> {
        &mut self.inner
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_string(&mut self, value: &[u8]) {
        self.inner.emit_string(value);
        // Nothing but the pending text is written at the end of a file; the next text starts here.
        self.inner.emit_eof();
        self.inner.init_string();
    }
}
