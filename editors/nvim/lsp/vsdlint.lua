-- The language server, for Neovim 0.11: `vim.lsp.enable('vsdlint')`.
return {
  cmd = { 'vsdlint', 'lsp' },
  filetypes = { 'vsd' },
  root_markers = { 'vsdlint.toml', '.git' },
  init_options = { commands = { 'vsdlint.showOpen' } },
}
