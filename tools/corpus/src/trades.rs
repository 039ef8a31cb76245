//! The kinds of work that streams are about: what is done in which order, by whom, and what comes of it.

/// A kind of stream. `{}` stands for its subject, a thing such as a laptop.
#[derive(Debug)]
pub struct Trade {
    /// What it is called, before the place.
    pub title: &'static str,
    /// What its alias begins with.
    pub alias: &'static str,
    /// What it is for.
    pub purpose: &'static str,
    /// Who is accountable for it.
    pub owner: &'static str,
    /// What starts it.
    pub trigger: &'static str,
    /// A broader item that the shared declarations let the trigger count as.
    pub broader: &'static str,
    /// Who starts it, and who is served by it.
    pub stakeholder: &'static str,
    /// A repository with what it may look up there.
    pub lookup: (&'static str, &'static str),
    /// What it learns for improve.
    pub lesson: &'static str,
    /// Its steps; shorter streams leave out [`SPARE`].
    pub steps: [Work; 9],
}

/// A kind of step.
#[derive(Debug)]
pub struct Work {
    /// What is done; one word is a bare name, and needs no alias.
    pub name: &'static str,
    /// The alias, one word.
    pub alias: &'static str,
    /// The activity whose work it is.
    pub activity: &'static str,
    /// A practice that it draws on.
    pub practice: &'static str,
    /// Who does it.
    pub role: &'static str,
    /// What comes of it.
    pub output: &'static str,
}

/// The steps that can be left out, the first of them first.
pub const SPARE: [usize; 2] = [6, 5];

/// The step whose result may come back.
pub const BUILDS: usize = 3;

/// The step that may send it back.
pub const CHECKS: usize = 4;

/// What streams are about.
pub const SUBJECTS: [&str; 24] = [
    "laptop",
    "printer",
    "till",
    "web shop",
    "scanner",
    "mailbox",
    "data link",
    "warehouse system",
    "phone",
    "payroll service",
    "meeting room",
    "database",
    "server",
    "firewall",
    "backup",
    "access card",
    "price list",
    "loyalty app",
    "supplier portal",
    "camera",
    "display",
    "router",
    "label printer",
    "intranet",
];

const fn work(
    name: &'static str,
    alias: &'static str,
    activity: &'static str,
    practice: &'static str,
    role: &'static str,
    output: &'static str,
) -> Work {
    Work { name, alias, activity, practice, role, output }
}

/// All kinds of streams.
pub const TRADES: [Trade; 4] = [
    Trade {
        title: "Restore a failed {}",
        alias: "restore",
        purpose: "Get people working again, and learn from the failure",
        owner: "Service owner",
        trigger: "{} outage report",
        broader: "Service request",
        stakeholder: "user",
        lookup: ("KEDB", "Known errors"),
        lesson: "{} failure figures",
        steps: [
            work(
                "Register the {} outage",
                "register",
                "engage",
                "Service desk",
                "Service desk agent",
                "{} incident record",
            ),
            work(
                "triage",
                "triage",
                "engage",
                "Incident management",
                "Service desk agent",
                "{} support task",
            ),
            work(
                "Diagnose the {} fault",
                "diagnose",
                "deliver_and_support",
                "Incident management",
                "Support engineer",
                "{} diagnosis",
            ),
            work(
                "Build a fix for the {}",
                "build",
                "obtain_build",
                "Software development and management",
                "Developer",
                "{} candidate fix",
            ),
            work(
                "Test the fix",
                "test",
                "design_and_transition",
                "Service validation and testing",
                "Tester",
                "{} approved package",
            ),
            work(
                "Agree a time with the branch",
                "agree",
                "engage",
                "Relationship management",
                "Relationship manager",
                "{} agreed window",
            ),
            work(
                "Announce the work",
                "announce",
                "engage",
                "Service desk",
                "Service desk agent",
                "{} sent announcement",
            ),
            work(
                "Deploy the fix for the {}",
                "deploy",
                "deliver_and_support",
                "Deployment management",
                "Platform engineer",
                "{} repaired installation",
            ),
            work(
                "Close the {} incident",
                "close",
                "deliver_and_support",
                "Incident management",
                "Service desk agent",
                "Restored {}",
            ),
        ],
    },
    Trade {
        title: "Order a new {}",
        alias: "order",
        purpose: "Give people what they need for their work, at a fair price",
        owner: "Product owner",
        trigger: "{} order form",
        broader: "Service request",
        stakeholder: "customer",
        lookup: ("contracts", "Supplier terms"),
        lesson: "{} purchase figures",
        steps: [
            work(
                "Receive the {} order",
                "receive",
                "engage",
                "Service request management",
                "Service desk agent",
                "{} logged wish",
            ),
            work(
                "Check the budget",
                "budget",
                "plan",
                "Service financial management",
                "Portfolio manager",
                "{} funded demand",
            ),
            work(
                "Compare offers for the {}",
                "compare",
                "obtain_build",
                "Supplier management",
                "Buyer",
                "{} shortlist",
            ),
            work(
                "Negotiate the {} contract",
                "negotiate",
                "obtain_build",
                "Supplier management",
                "Sourcing manager",
                "{} draft contract",
            ),
            work(
                "Review the contract",
                "review",
                "plan",
                "Risk management",
                "Privacy officer",
                "{} signed contract",
            ),
            work(
                "Place the order with the supplier",
                "place",
                "obtain_build",
                "Supplier management",
                "Buyer",
                "{} purchase confirmation",
            ),
            work(
                "unpack",
                "unpack",
                "obtain_build",
                "IT asset management",
                "Support engineer",
                "{} registered asset",
            ),
            work(
                "Install the {} on site",
                "install",
                "deliver_and_support",
                "Deployment management",
                "Platform engineer",
                "{} working set",
            ),
            work(
                "Hand over the {}",
                "hand_over",
                "engage",
                "Service desk",
                "Service desk agent",
                "Delivered {}",
            ),
        ],
    },
    Trade {
        title: "Change the {}",
        alias: "change",
        purpose: "Bring in what is new without breaking what is there",
        owner: "Head of IT",
        trigger: "{} change proposal",
        broader: "Change request",
        stakeholder: "customer",
        lookup: ("CMS", "Configuration records"),
        lesson: "{} change review",
        steps: [
            work(
                "Record the proposal",
                "record",
                "engage",
                "Change enablement",
                "Change manager",
                "{} numbered proposal",
            ),
            work(
                "Assess the {} change",
                "assess",
                "plan",
                "Change enablement",
                "Enterprise architect",
                "{} impact statement",
            ),
            work(
                "Design the new {}",
                "design",
                "design_and_transition",
                "Service design",
                "Enterprise architect",
                "{} blueprint",
            ),
            work(
                "Build the new {}",
                "build",
                "obtain_build",
                "Software development and management",
                "Developer",
                "{} release candidate",
            ),
            work(
                "Verify the {} release",
                "verify",
                "design_and_transition",
                "Service validation and testing",
                "Tester",
                "{} verified build",
            ),
            work(
                "Train the branch",
                "train",
                "engage",
                "Workforce and talent management",
                "Trainer",
                "{} trained staff",
            ),
            work("schedule", "schedule", "plan", "Change enablement", "Change manager", "{} reserved slot"),
            work(
                "Release the new {}",
                "release",
                "design_and_transition",
                "Release management",
                "Delivery manager",
                "{} rollout",
            ),
            work(
                "Review the {} change",
                "review",
                "deliver_and_support",
                "Change enablement",
                "Operations manager",
                "Improved {}",
            ),
        ],
    },
    Trade {
        title: "Prevent failures of the {}",
        alias: "prevent",
        purpose: "Find the cause before the same thing happens a second time",
        owner: "Improvement manager",
        trigger: "{} trend alert",
        broader: "Improvement opportunity",
        stakeholder: "auditor",
        lookup: ("KB", "Lessons learned"),
        lesson: "{} root cause",
        steps: [
            work(
                "Log the {} problem",
                "log",
                "engage",
                "Problem management",
                "Service desk agent",
                "{} open problem",
            ),
            work("rank", "rank", "plan", "Problem management", "Improvement manager", "{} ranked candidate"),
            work(
                "Investigate the {} problem",
                "investigate",
                "deliver_and_support",
                "Problem management",
                "Support engineer",
                "{} likely cause",
            ),
            work(
                "Propose a remedy",
                "propose",
                "design_and_transition",
                "Availability management",
                "Enterprise architect",
                "{} proposed remedy",
            ),
            work(
                "Weigh cost and benefit",
                "weigh",
                "plan",
                "Service financial management",
                "Portfolio manager",
                "{} business case",
            ),
            work(
                "Inform the board",
                "inform",
                "engage",
                "Portfolio management",
                "Head of IT",
                "{} decision paper",
            ),
            work(
                "Check for personal data",
                "protect",
                "plan",
                "Data protection",
                "Privacy officer",
                "{} privacy note",
            ),
            work(
                "Carry out the remedy",
                "carry_out",
                "obtain_build",
                "Infrastructure and platform management",
                "Platform engineer",
                "{} hardened setup",
            ),
            work(
                "Watch the {} for a month",
                "watch",
                "deliver_and_support",
                "Monitoring and event management",
                "Operations manager",
                "Reliable {}",
            ),
        ],
    },
];
