-- A session in Neovim, of any version from 0.7 on: open the file in $VSD_FILE, run the lens of each step, and see what it
-- lists. What happened is written to $VSD_REPORT. Run by test_neovim.py.

local report = { lists = {}, said = {} }

local ok, problem = pcall(function()
  vim.notify = function(message)
    table.insert(report.said, message)
  end
  vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.VSD_FILE))
  local model = vim.api.nvim_get_current_win()
  assert(vim.wait(30000, function()
    return #vim.diagnostic.get(0) > 0
  end, 50))
  vim.lsp.codelens.refresh()
  assert(vim.wait(30000, function()
    return #vim.lsp.codelens.get(0) > 0
  end, 50))
  for _, lens in ipairs(vim.lsp.codelens.get(0)) do
    vim.api.nvim_set_current_win(model)
    vim.api.nvim_win_set_cursor(model, { lens.range.start.line + 1, 0 })
    vim.fn.setqflist({})
    vim.lsp.codelens.run()
    for _, item in ipairs(vim.fn.getqflist()) do
      table.insert(report.lists, lens.command.title .. ': ' .. vim.trim(item.text))
    end
  end
end)
report.problem = not ok and problem or nil

local file = io.open(vim.env.VSD_REPORT, 'w')
file:write(vim.fn.json_encode(report))
file:close()
vim.cmd('qall!')
