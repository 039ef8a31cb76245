-- The places of a step whose flows do not meet, as a lens of the language server names them, in the quickfix list. Works
-- from Neovim 0.7 on.

local M = {}

--- Shows the places that a lens brings: its arguments are the document, the place of the step, and these.
function M.show(command, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  local items = vim.lsp.util.locations_to_items(command.arguments[3], client.offset_encoding)
  vim.fn.setqflist({}, ' ', { title = command.title, items = items })
  vim.cmd('botright copen')
end

--- Has Neovim know what lenses bring.
function M.register()
  vim.lsp.commands['vsdlint.showOpen'] = M.show
  -- A lens of which the title says all brings a command without a name.
  vim.lsp.commands[''] = vim.lsp.commands[''] or function() end
end

return M
