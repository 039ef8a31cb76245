-- A session in Neovim, of any version from 0.7 on: open the file in $VSD_FILE, show the map of a stream, change the text,
-- and see that the page of the map follows. What happened is written to $VSD_REPORT. Run by test_neovim.py.

local report = {}

local function await(what, check)
  assert(vim.wait(30000, check, 50), what .. ': ' .. vim.inspect(report))
end

local function read(path)
  local file = io.open(path, 'rb')
  local text = file and file:read('*a') or ''
  if file then
    file:close()
  end
  return text
end

--- The page that the browser was told to open last, the newest of `count`.
local function opened(count)
  local pages = {}
  await('no browser was opened', function()
    pages = vim.split(vim.trim(read(vim.env.VSD_OPENED)), '\n')
    return #pages == count and pages[count] ~= ''
  end)
  return pages[count]
end

local function replace(old, new)
  local lines = vim.api.nvim_buf_get_lines(0, 0, -1, true)
  for at, line in ipairs(lines) do
    lines[at] = line:gsub(old, new)
  end
  vim.api.nvim_buf_set_lines(0, 0, -1, true, lines)
end

local ok, problem = pcall(function()
  local said = {}
  vim.notify = function(message)
    table.insert(said, message)
  end
  vim.g.vsdlint_browser = { 'sh', '-c', 'echo "$0" >> "$VSD_OPENED"' }
  vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.VSD_FILE))
  await('nothing was found', function()
    return #vim.diagnostic.get(0) > 0
  end)
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  vim.cmd('VsdMap')
  await('nothing was said', function()
    return #said == 1
  end)
  vim.fn.search('^  step ')
  vim.cmd('VsdMap')
  local page = opened(1)
  report.first = read(page)
  replace('"Closed incidents"', '"Closed incident"')
  await('the page does not follow', function()
    return not read(page):match('badge error')
  end)
  report.second = read(page)
  -- Elsewhere the map of before stays, also under a new name.
  replace('"Register the failure"', '"Note <the> failure"')
  await('the page does not follow', function()
    return read(page):match('Note &lt;the&gt; failure') ~= nil
  end)
  vim.cmd('VsdMap landscape')
  report.same = opened(2) == page
  report.third = read(page)
  vim.cmd('VsdMap restor')
  await('nothing was said', function()
    return #said == 2
  end)
  report.said = said
end)
report.problem = not ok and problem or nil

local file = io.open(vim.env.VSD_REPORT, 'w')
file:write(vim.fn.json_encode(report))
file:close()
vim.cmd('qall!')
