//! The 34 practices of ITIL 4, built in.

/// Their names as words, the way names are compared: general management first, then service management, then technical.
pub const PRACTICES: [&str; 34] = [
    // General management practices.
    "architecture management",
    "continual improvement",
    "information security management",
    "knowledge management",
    "measurement and reporting",
    "organizational change management",
    "portfolio management",
    "project management",
    "relationship management",
    "risk management",
    "service financial management",
    "strategy management",
    "supplier management",
    "workforce and talent management",
    // Service management practices.
    "availability management",
    "business analysis",
    "capacity and performance management",
    "change enablement",
    "incident management",
    "it asset management",
    "monitoring and event management",
    "problem management",
    "release management",
    "service catalogue management",
    "service configuration management",
    "service continuity management",
    "service design",
    "service desk",
    "service level management",
    "service request management",
    "service validation and testing",
    // Technical management practices.
    "deployment management",
    "infrastructure and platform management",
    "software development and management",
];
