; Names of captures are those that Neovim, Helix, Zed and tree-sitter itself share. The later pattern wins.

[
  "organisation" "organization" "stakeholder" "repository" "item" "practice" "role" "activity" "stream" "step"
  "input" "output" "trigger" "outcome"
  "purpose" "link" "accountable" "responsible" "consulted" "informed" "uses"
  "lead_time" "process_time" "complete_and_accurate" "working_day"
] @keyword

["as" "is" "in" "from" "to" "within" "every" "runs" "or"] @keyword.operator
["optional" "rework" "reply"] @keyword.modifier

["{" "}" "(" ")"] @punctuation.bracket
["," "."] @punctuation.delimiter

; What flows is a string, quoted or not.
(quoted_name) @string
(bare_name) @variable
(input item: (_) @string)
(output item: (_) @string)
(trigger item: (_) @string)
(outcome item: (_) @string)
(item name: (_) @string)
(item broader: (_) @string)
[(text) (long_text)] @string
(escape) @string.escape

; Who and where.
(end (_) @variable)
(stakeholder name: (_) @type)
(repository name: (_) @type)
(stream name: (_) @module)
(step name: (_) @function)
(end step: (_) @function)
(declaration alias: (_) @variable)
(step alias: (_) @variable)

; The six activities and `all` are built in. In quotes, `all` is a name like any other.
((bare_name) @variable.builtin
  (#any-of? @variable.builtin "all" "All" "ALL"))
(activity name: (_) @constant.builtin)
(step activity: (_) @constant.builtin)
(step runs: (_) @module)
(end
  .
  (bare_name) @constant.builtin
  .
  (#any-of? @constant.builtin
    "plan" "engage" "design_and_transition" "obtain_build" "deliver_and_support" "improve"
    "design-and-transition" "obtain-build" "deliver-and-support"))

(declared_practice name: (_) @type)
(role name: (_) @type)
(practice practice: (_) @type)
(uses resource: (_) @type)
(accountable role: (_) @type)
(responsible role: (_) @type)
(consulted role: (_) @type)
(informed role: (_) @type)

(duration) @number
(period) @number
(percentage) @number
(link (text) @string.special.url)

"@allow" @attribute
(allow rule: (_) @label)
(reason) @string

(line_comment) @comment
(block_comment) @comment
(doc_comment) @comment.documentation
