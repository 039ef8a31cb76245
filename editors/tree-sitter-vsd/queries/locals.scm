; A step is known inside its stream, everything else everywhere.
(file) @local.scope
(stream) @local.scope

(stakeholder name: (_) @local.definition)
(stakeholder alias: (_) @local.definition)
(repository name: (_) @local.definition)
(repository alias: (_) @local.definition)
(step name: (_) @local.definition)
(step alias: (_) @local.definition)

(end . (_) @local.reference)
