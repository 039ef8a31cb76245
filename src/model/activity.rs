//! The six activities of the ITIL 4 service value chain.

use crate::syntax::keyword::ACTIVITIES;

/// One of the six activities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Activity {
    /// Plan.
    Plan,
    /// Engage.
    Engage,
    /// Design and transition.
    DesignAndTransition,
    /// Obtain/build.
    ObtainBuild,
    /// Deliver and support.
    DeliverAndSupport,
    /// Improve.
    Improve,
}

impl Activity {
    /// All six, in ITIL's order.
    pub const ALL: [Activity; 6] = [
        Activity::Plan,
        Activity::Engage,
        Activity::DesignAndTransition,
        Activity::ObtainBuild,
        Activity::DeliverAndSupport,
        Activity::Improve,
    ];

    /// Its index in [`Activity::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }

    /// The name as models usually write it, which is also the bare name.
    pub fn name(self) -> &'static str {
        ACTIVITIES[self.index()]
    }

    /// The words of the name, as names are compared.
    pub fn words(self) -> String {
        self.name().replace('_', " ")
    }
}

/// Where a step stands in the value chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActivityOf {
    /// In this activity.
    In(Activity),
    /// In none: the step says nothing.
    Nowhere,
    /// In an activity that is not known, since its name is unknown; it may be any.
    Unknown,
}

impl ActivityOf {
    /// All that there are, in their order.
    pub fn all() -> impl Iterator<Item = ActivityOf> {
        Activity::ALL.into_iter().map(ActivityOf::In).chain([ActivityOf::Nowhere, ActivityOf::Unknown])
    }

    /// The activity, where it is known.
    pub fn activity(self) -> Option<Activity> {
        match self {
            ActivityOf::In(activity) => Some(activity),
            _ => None,
        }
    }

    /// The activities that it is, or may be, in their order.
    pub(super) fn activities(self) -> &'static [Activity] {
        const ALL: &[Activity] = &Activity::ALL;
        match self {
            ActivityOf::In(activity) => &ALL[activity.index()..=activity.index()],
            ActivityOf::Nowhere => &[],
            ActivityOf::Unknown => ALL,
        }
    }

    /// The activities but for the one that it is.
    pub(super) fn others(self) -> impl Iterator<Item = Activity> + Clone {
        Activity::ALL.into_iter().filter(move |&activity| self != ActivityOf::In(activity))
    }

    /// Whether it is, or may be, this activity.
    pub fn may_be(self, activity: Activity) -> bool {
        self == ActivityOf::In(activity) || self == ActivityOf::Unknown
    }
}
