" A block is indented, its closing brace is not.
if exists('b:did_indent')
  finish
endif
let b:did_indent = 1

setlocal autoindent
setlocal indentexpr=VsdIndent(v:lnum)
setlocal indentkeys=0},o,O
let b:undo_indent = 'setlocal autoindent< indentexpr< indentkeys<'

if exists('*VsdIndent')
  finish
endif

function VsdIndent(line) abort
  let before = prevnonblank(a:line - 1)
  let depth = indent(before)
  if getline(before) =~# '{\s*\%(//.*\)\?$'
    let depth += shiftwidth()
  endif
  if getline(a:line) =~# '^\s*}'
    let depth -= shiftwidth()
  endif
  return depth
endfunction
