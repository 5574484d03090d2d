//! What the worker is asked for, and how far each answer has come. [`Remotes`] is the one list of it.

use std::ops::Deref;
use std::rc::Rc;

use crate::engine::protocol::{
    Comparison, CopiesView, DocumentView, Failure, Listing, Overview, Response, Results, Suggestions,
};

/// Stands for the number of a call that is about to be made. Calls are numbered from 1.
const NOT_ASKED_YET: u32 = 0;

/// Something the worker is asked for: what is there, what is under way, what went wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Remote<T> {
    /// The last answer; it stays while a newer one is under way, so that nothing flickers.
    pub value: Option<Shared<T>>,
    /// Number of the call whose answer is awaited. Other answers are stale.
    pub pending: Option<u32>,
    /// Why the last call has no answer.
    pub failure: Option<Failure>,
}

/// Data that are compared by identity, because comparing whole documents on every rendering would be slow.
#[derive(Debug)]
pub struct Shared<T>(Rc<T>);

/// Makes [`Remotes`], [`Subject`] and what is done with all of them from one list, so that none is forgotten.
macro_rules! remotes {
    ($($(#[$note:meta])* $subject:ident, $name:ident: $answer:ty;)*) => {
        /// Everything that the worker is asked for.
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct Remotes { $($(#[$note])* pub $name: Remote<$answer>,)* }

        /// One of the [`Remotes`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Subject { $($(#[$note])* $subject,)* }

        impl Remotes {
            /// Those that the worker is yet to be asked for.
            pub fn unasked(&self) -> impl Iterator<Item = Subject> {
                let all = [$((Subject::$subject, self.$name.is_unasked()),)*];
                all.into_iter().filter(|(_, is_unasked)| *is_unasked).map(|(subject, _)| subject)
            }

            /// Whether any answer is awaited.
            pub fn is_waiting(&self) -> bool {
                [$(self.$name.pending,)*].iter().any(Option::is_some)
            }

            /// The worker was asked, by the call of this number.
            pub fn ask(&mut self, subject: Subject, number: u32) {
                match subject { $(Subject::$subject => self.$name.ask(number),)* }
            }

            /// The call of this number failed, whatever it asked for.
            pub fn fail(&mut self, number: u32, failure: &Failure) {
                $(self.$name.fail(number, failure);)*
            }

            /// Everything that failed is to be asked for again.
            pub fn retry(&mut self) {
                $(self.$name.retry();)*
            }
        }
    };
}

remotes! {
    /// What the corpus is.
    Overview, overview: Overview;
    /// The documents found.
    Results, results: Results;
    /// The open document.
    Document, document: DocumentView;
    /// What the open document has in common with others.
    Copies, copies: CopiesView;
    /// Two documents side by side.
    Comparison, comparison: Comparison;
    /// How what is being typed may go on.
    Completions, completions: Suggestions;
    /// The next step of the documents that are to be shared, without the documents themselves.
    Listing, listing: Listing;
    /// Documents that speak like the open one, once they were asked for.
    Related, related: Listing;
    /// What the view counts.
    Count, count: Response;
    /// The same, all of it, to be exported.
    Export, exported: Response;
}

impl<T> Remote<T> {
    /// It is to be asked for.
    pub fn mark_pending(&mut self) {
        self.pending = Some(NOT_ASKED_YET);
    }

    /// Is asked for when the request is another than before, and dropped when there is none.
    pub fn follow<R: PartialEq>(&mut self, before: &Option<R>, now: &Option<R>) {
        if now.is_none() {
            *self = Remote::default();
        } else if now != before {
            self.mark_pending();
        }
    }

    /// Whether there has been nothing of it so far.
    pub fn is_first_awaited(&self) -> bool {
        self.value.is_none() && self.pending.is_some()
    }

    /// Whether the worker is yet to be asked.
    pub fn is_unasked(&self) -> bool {
        self.pending == Some(NOT_ASKED_YET)
    }

    /// Keeps the answer to a call, unless another call was made since.
    pub fn answer(&mut self, number: u32, value: T) {
        if self.pending == Some(number) {
            *self = Remote { value: Some(Shared::new(value)), ..Remote::default() };
        }
    }

    fn ask(&mut self, number: u32) {
        self.pending = Some(number);
        self.failure = None;
    }

    fn fail(&mut self, number: u32, failure: &Failure) {
        if self.pending == Some(number) {
            *self = Remote { failure: Some(failure.clone()), ..Remote::default() };
        }
    }

    fn retry(&mut self) {
        if self.failure.is_some() {
            self.mark_pending();
        }
    }
}

impl<T> Default for Remote<T> {
    fn default() -> Remote<T> {
        Remote { value: None, pending: None, failure: None }
    }
}

impl<T> Shared<T> {
    /// Takes data that will be compared by identity from now on.
    pub fn new(value: T) -> Shared<T> {
        Shared(Rc::new(value))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Shared<T> {
        Shared(self.0.clone())
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Shared<T>) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
