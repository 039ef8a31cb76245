-- A session in Neovim, of any version from 0.7 on: open the file in $VSD_FILE, see what is found, take the quick fix,
-- save, see it go. What happened is written to $VSD_REPORT. Run by test_neovim.py.

local report = { version = tostring(vim.version().minor) }

local function await(what, check)
  assert(vim.wait(30000, check, 50), what .. ': ' .. vim.inspect(vim.diagnostic.get(0)))
end

local function findings()
  local found = {}
  for _, finding in ipairs(vim.diagnostic.get(0)) do
    local lsp = finding.user_data and finding.user_data.lsp or {}
    table.insert(found, { line = finding.lnum + 1, message = finding.message, code = finding.code or lsp.code })
  end
  return found
end

local function is_fix(action)
  return action.kind == 'quickfix' and action.edit ~= nil and not action.title:lower():match('allow')
end

--- Takes the first quick fix for the line under the cursor.
local function fix()
  if vim.fn.has('nvim-0.8') == 1 then
    return vim.lsp.buf.code_action({ filter = is_fix, apply = true })
  end
  -- Neovim 0.7 asks its user which one to take.
  local params = vim.lsp.util.make_range_params()
  params.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics() }
  for id, answer in pairs(vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 10000)) do
    for _, action in ipairs(answer.result or {}) do
      if is_fix(action) then
        return vim.lsp.util.apply_workspace_edit(action.edit, vim.lsp.get_client_by_id(id).offset_encoding)
      end
    end
  end
end

local ok, problem = pcall(function()
  vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.VSD_FILE))
  report.filetype = vim.bo.filetype
  local buffer = vim.api.nvim_get_current_buf()
  report.highlighter = vim.treesitter ~= nil and vim.treesitter.highlighter.active[buffer] ~= nil
  if vim.bo.filetype ~= 'vsd' then
    return
  end
  await('nothing was found', function()
    return #vim.diagnostic.get(0) > 0
  end)
  report.before = findings()
  vim.api.nvim_win_set_cursor(0, { report.before[1].line, vim.diagnostic.get(0)[1].col })
  local text = vim.api.nvim_buf_get_lines(0, 0, -1, true)
  fix()
  await('no fix was applied', function()
    return not vim.deep_equal(text, vim.api.nvim_buf_get_lines(0, 0, -1, true))
  end)
  vim.cmd('write')
  await('something is still found', function()
    return #vim.diagnostic.get(0) == 0
  end)
  report.after = findings()
end)
report.problem = not ok and problem or nil

local file = io.open(vim.env.VSD_REPORT, 'w')
file:write(vim.fn.json_encode(report))
file:close()
vim.cmd('qall!')
