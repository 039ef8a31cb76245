" How `.vsd` files are written.
if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

setlocal expandtab shiftwidth=2 softtabstop=2
setlocal commentstring=//\ %s
setlocal comments=s1:/*,mb:*,ex:*/,:///,://
setlocal formatoptions-=t formatoptions+=croql
setlocal iskeyword+=-

let b:undo_ftplugin = 'setlocal expandtab< shiftwidth< softtabstop< commentstring< comments< formatoptions< iskeyword<'

" The parser of editors/tree-sitter-vsd colours better than syntax/vsd.vim, where it is installed.
if has('nvim-0.9')
  lua pcall(vim.treesitter.start)
endif
