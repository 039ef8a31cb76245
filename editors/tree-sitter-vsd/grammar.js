// The language of `.vsd` files for tree-sitter. docs/language.md says what is right; grammar/vsd.pest is the grammar
// that vsdlint itself reads by. This one is for colours, folds and selections, so it is strict: what vsdlint calls a
// syntax error should be an ERROR or MISSING node here. `tests/editors` holds the two against each other.

const KEYWORDS = `
  organisation organization stakeholder repository item practice role activity stream step
  as is in from to or within every runs optional rework reply input output trigger outcome
  purpose link accountable responsible consulted informed uses
  lead_time process_time complete_and_accurate working_day
`.trim().split(/\s+/);

const sepBy1 = (separator, rule) => seq(rule, repeat(seq(separator, rule)));

// A list may end with one comma. With `or` it is one of the items, with commas it is all of them; the two do not mix.
const list = (rule) => seq(sepBy1(',', rule), optional(','));
const items = ($) => choice(list($._item), seq(sepBy1('or', $._item), 'or', $._item, optional(',')));

const block = ($, statement) => seq('{', repeat(seq(repeat($.allow), statement)), '}');

// The larger unit goes first, and none stands twice: each unit may be followed by any of the smaller ones.
const duration = ($) => {
  const units = [$._weeks, $._days, $._working_days, $._hours, $._minutes, $._seconds];
  return choice(...units.map((unit, at) => seq(unit, ...units.slice(at + 1).map((smaller) => optional(smaller)))));
};

module.exports = grammar({
  name: 'vsd',

  word: ($) => $.bare_name,

  // A keyword is no bare name, wherever it stands.
  reserved: { global: () => KEYWORDS },

  // No other blank is one: vsdlint reports a no-break space as an invisible character.
  extras: ($) => [/[ \t\r\n]/, $.doc_comment, $.line_comment, $.block_comment],

  supertypes: ($) => [$.declaration],

  rules: {
    file: ($) => repeat(seq(repeat($.allow), $.declaration)),

    declaration: ($) =>
      choice(
        $.organisation,
        $.stakeholder,
        $.repository,
        $.item,
        $.declared_practice,
        $.role,
        $.activity,
        $.stream,
      ),

    // ── Declarations ────────────────────────────────────────────────────────────────────────────

    organisation: ($) =>
      seq(
        choice('organisation', 'organization'),
        field('name', $._name),
        field('body', optional(alias($._organisation_block, $.block))),
      ),
    stakeholder: ($) => seq('stakeholder', $._declared),
    repository: ($) => seq('repository', $._declared),
    declared_practice: ($) => seq('practice', $._declared),
    role: ($) => seq('role', $._declared),
    item: ($) =>
      seq(
        'item',
        field('name', $._name),
        optional($._alias),
        optional(seq('is', field('broader', list($._item)))),
        field('body', optional(alias($._plain_block, $.block))),
      ),
    activity: ($) =>
      seq('activity', field('name', $._name), field('body', alias($._activity_block, $.block))),
    stream: ($) =>
      seq(
        'stream',
        field('name', $._name),
        optional($._alias),
        field('body', optional(alias($._stream_block, $.block))),
      ),
    step: ($) =>
      seq(
        'step',
        field('name', $._name),
        optional($._alias),
        optional(seq('runs', field('runs', $._name))),
        optional(seq('in', field('activity', $._name))),
        field('body', alias($._step_block, $.block)),
      ),

    _declared: ($) =>
      seq(field('name', $._name), optional($._alias), field('body', optional(alias($._plain_block, $.block)))),
    _alias: ($) => seq('as', field('alias', $._name)),

    // ── Blocks: what may stand where ────────────────────────────────────────────────────────────

    _plain_block: ($) => block($, choice($.purpose, $.link)),
    _organisation_block: ($) => block($, choice($.purpose, $.link, $.working_day)),
    _activity_block: ($) => block($, choice($.purpose, $.link, $._roles, $.input, $.output)),
    _stream_block: ($) =>
      block($, choice($.purpose, $.link, $._roles, $.trigger, $.step, $.outcome)),
    _step_block: ($) =>
      block(
        $,
        choice(
          $.purpose,
          $.link,
          $._roles,
          $.practice,
          $.uses,
          $.lead_time,
          $.process_time,
          $.complete_and_accurate,
          $.input,
          $.output,
        ),
      ),
    _roles: ($) => choice($.accountable, $.responsible, $.consulted, $.informed),

    // ── Statements ──────────────────────────────────────────────────────────────────────────────

    purpose: ($) => seq('purpose', choice($.text, $.long_text)),
    link: ($) => seq('link', $.text),

    accountable: ($) => seq('accountable', list($._role)),
    responsible: ($) => seq('responsible', list($._role)),
    consulted: ($) => seq('consulted', list($._role)),
    informed: ($) => seq('informed', list($._role)),
    practice: ($) => seq('practice', list(field('practice', $._name))),
    uses: ($) => seq('uses', list(field('resource', $._name))),

    lead_time: ($) => seq('lead_time', $.duration),
    process_time: ($) => seq('process_time', $.duration),
    working_day: ($) => seq('working_day', $.duration),
    complete_and_accurate: ($) => seq('complete_and_accurate', $.percentage),

    input: ($) => seq(optional(choice('optional', 'rework', 'reply')), 'input', items($), optional($._from)),
    output: ($) => seq(optional('optional'), 'output', items($), optional($._to)),
    trigger: ($) =>
      seq('trigger', items($), optional($._from), optional(seq('every', field('every', choice($.period, $.duration))))),
    outcome: ($) => seq('outcome', items($), optional($._to), optional(seq('within', field('within', $.duration)))),

    _from: ($) => seq('from', list(field('from', $.end))),
    _to: ($) => seq('to', list(field('to', $.end))),
    _item: ($) => field('item', $._name),
    _role: ($) => field('role', $._name),

    // `.` joins a stream and a step without blanks, so what is behind it is a word of its own.
    end: ($) =>
      seq(
        $._name,
        optional(
          seq(
            token.immediate('.'),
            field('step', choice(alias($._immediate_name, $.bare_name), alias($._immediate_quoted, $.quoted_name))),
          ),
        ),
      ),

    allow: ($) =>
      seq(
        '@allow',
        '(',
        repeat1(seq(field('rule', $.bare_name), ',')),
        field('reason', $.reason),
        optional(','),
        ')',
      ),
    reason: ($) => $._text,

    // ── Names, texts, quantities ────────────────────────────────────────────────────────────────

    _name: ($) => choice($.bare_name, $.quoted_name),
    bare_name: () => /\p{XID_Start}[\p{XID_Continue}-]*/,
    quoted_name: ($) => $._text,
    _text: ($) => seq('"', $._content, token.immediate('"')),
    _content: ($) => repeat1(choice($._characters, $.escape)),
    _characters: () => token.immediate(prec(1, /[^"\\\n]+/)),
    escape: () => token.immediate(/\\(["\\nt]|u\{[0-9A-Fa-f]{1,6}\})/),
    _immediate_name: () => token.immediate(/\p{XID_Start}[\p{XID_Continue}-]*/),
    _immediate_quoted: ($) => seq(token.immediate('"'), $._content, token.immediate('"')),

    text: ($) => choice($._text, '""'),
    long_text: () => /"""([^"]|"[^"]|""[^"])*"""/,

    // No keywords: elsewhere each is a name.
    period: () => choice('day', 'week', 'month', 'quarter', 'year'),
    duration: ($) => duration($),
    _weeks: () => /[0-9]+w/,
    _days: () => /[0-9]+d/,
    _working_days: () => /[0-9]+wd/,
    _hours: () => /[0-9]+h/,
    _minutes: () => /[0-9]+min/,
    _seconds: () => /[0-9]+s/,
    percentage: () => /-?[0-9]+(\.[0-9]+)?%/,

    // ── Comments ────────────────────────────────────────────────────────────────────────────────

    // `///` documents what follows; `////` is a row of slashes.
    doc_comment: () => /\/\/\/([^\/\n][^\n]*)?/,
    line_comment: () => /\/\/(\/\/[^\n]*|[^\/\n][^\n]*)?/,
    block_comment: () => /\/\*([^*]|\*+[^*\/])*\*+\//,
  },
});
