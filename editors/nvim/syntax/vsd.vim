" Colours for `.vsd` files, where no parser of tree-sitter is installed. Works in Vim as well.
if exists('b:current_syntax')
  finish
endif

syntax case match
syntax iskeyword @,48-57,_,-,192-255

syntax keyword vsdDeclaration organisation organization stakeholder repository item role activity stream step
syntax keyword vsdFlow input output trigger outcome
syntax keyword vsdField practice purpose link accountable responsible consulted informed uses
syntax keyword vsdField lead_time process_time complete_and_accurate working_day
syntax keyword vsdModifier optional rework reply
syntax keyword vsdJoint as is in from to within every runs or
syntax keyword vsdBuiltin plan engage design_and_transition obtain_build deliver_and_support improve
syntax keyword vsdBuiltin design-and-transition obtain-build deliver-and-support all

syntax match vsdQuantity "\<-\?\d\+\%(\.\d\+\)\?%"
syntax match vsdQuantity "\<\%(\d\+\%(wd\|min\|[wdhs]\)\)\+\>"
syntax match vsdQuantity "\%(\<every\s\+\)\@<=\%(day\|week\|month\|quarter\|year\)\>"
syntax match vsdEscape contained "\\\%(["\\nt]\|u{\x\{1,6}}\)"
syntax region vsdText start=+"+ skip=+\\.+ end=+"+ oneline contains=vsdEscape
syntax region vsdText start=+"""+ end=+"""+
syntax match vsdAllow "@allow\>"
syntax match vsdComment "//.*$" contains=@Spell
syntax match vsdDoc "///\%(/\)\@!.*$" contains=@Spell
syntax region vsdComment start="/\*" end="\*/" contains=@Spell

highlight default link vsdDeclaration Keyword
highlight default link vsdFlow Statement
highlight default link vsdField Identifier
highlight default link vsdModifier StorageClass
highlight default link vsdJoint Operator
highlight default link vsdBuiltin Constant
highlight default link vsdQuantity Number
highlight default link vsdText String
highlight default link vsdEscape SpecialChar
highlight default link vsdAllow PreProc
highlight default link vsdComment Comment
highlight default link vsdDoc SpecialComment

let b:current_syntax = 'vsd'
