-- `:VsdMap` shows the map of the stream under the cursor in a browser; `:VsdMap restore`, `:VsdMap landscape` and
-- `:VsdMap chain` show what they name.
vim.api.nvim_create_user_command('VsdMap', function(command)
  require('vsdlint.map').show(command.args ~= '' and command.args or nil)
end, { nargs = '?', desc = 'Show the map of a stream in a browser' })

-- What a lens above a step brings when it is run: the places that are open, in the quickfix list.
vim.api.nvim_create_autocmd('FileType', {
  pattern = 'vsd',
  once = true,
  callback = function()
    require('vsdlint.open').register()
  end,
})
