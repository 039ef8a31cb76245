-- Maps of streams in a browser. The page is a file that loads itself anew, and that is written whenever the server says
-- that the picture may be another. Works from Neovim 0.7 on.
--
-- `vim.g.vsdlint_browser` is the command that opens the page, as a list; without it the system's.

local M = {}

--- The map that is shown: the page, what it is of, whether that was named, and the client and the document that know it.
local map = {}

local PAGE = [[
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta http-equiv="refresh" content="1">
<title>%s</title>
<style>:root { color-scheme: light dark } body { margin: 0 }</style>
</head>
<body>
%s
</body>
</html>
]]

local function client_of(buffer)
  local clients = vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = buffer }) or vim.lsp.buf_get_clients(buffer)
  for _, client in pairs(clients) do
    if client.name == 'vsdlint' then
      return client
    end
  end
end

local function escaped(text)
  return (text:gsub('[&<>]', { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;' }))
end

--- Writes the page so that no browser ever reads half of it.
local function write(drawing)
  local half = map.page .. '.half'
  local file = assert(io.open(half, 'wb'))
  file:write(PAGE:format(escaped(drawing.title), drawing.svg))
  file:close()
  assert(vim.loop.fs_rename(half, map.page))
end

local function browse(page)
  local browser = vim.g.vsdlint_browser
  if browser then
    vim.fn.jobstart(vim.list_extend(vim.deepcopy(browser), { page }), { detach = true })
  elseif vim.ui.open then
    vim.ui.open(page)
  else
    local system = vim.loop.os_uname().sysname
    local open = system == 'Darwin' and { 'open' } or system:match('Windows') and { 'explorer' } or { 'xdg-open' }
    vim.fn.jobstart(vim.list_extend(open, { page }), { detach = true })
  end
end

local function ask(client, params, answer)
  local handler = function(problem, drawing)
    answer(drawing ~= vim.NIL and drawing or nil, problem and (problem.message or tostring(problem)))
  end
  if vim.fn.has('nvim-0.11') == 1 then
    client:request('vsdlint/draw', params, handler)
  else
    client.request('vsdlint/draw', params, handler)
  end
end

--- What to ask for the stream under the cursor; nothing in a buffer that the client does not know.
local function params_here(client)
  if client_of(vim.api.nvim_get_current_buf()) ~= client then
    return nil
  end
  return vim.lsp.util.make_position_params(0, client.offset_encoding)
end

--- Draws the map anew: of the stream under the cursor, or else of what it was before.
local function redraw(client)
  if map.client_id ~= client.id then
    return
  end
  local function known()
    ask(client, { textDocument = map.document, of = map.of }, function(drawing)
      if drawing then
        write(drawing)
      end
    end)
  end
  local here = not map.is_named and params_here(client)
  if not here then
    return known()
  end
  ask(client, here, function(drawing)
    if drawing then
      map.of, map.document = drawing.of, here.textDocument
      write(drawing)
    else
      known()
    end
  end)
end

--- Shows the map of the stream under the cursor, or of `what`: a stream by its name or alias, `landscape` or `chain`.
function M.show(what)
  local client = client_of(vim.api.nvim_get_current_buf())
  if not client then
    return vim.notify('vsdlint does not run for this buffer', vim.log.levels.WARN)
  end
  client.handlers['vsdlint/drawingChanged'] = function()
    redraw(client)
  end
  local params = params_here(client)
  if what then
    params = { textDocument = params.textDocument, of = what }
  end
  ask(client, params, function(drawing, problem)
    if not drawing then
      return vim.notify(problem or 'No stream stands here. Put the cursor into one.', vim.log.levels.WARN)
    end
    map = {
      page = map.page or (vim.fn.tempname() .. '.html'),
      of = drawing.of,
      is_named = what ~= nil,
      client_id = client.id,
      document = params.textDocument,
    }
    write(drawing)
    browse(map.page)
  end)
end

return M
