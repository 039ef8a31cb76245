-- Models of value streams; Microsoft Visio drawings bear the same extension and are left alone.
-- Not `vim.filetype.add`: Neovim 0.7 does not heed it unless told to.
vim.api.nvim_create_autocmd({ 'BufRead', 'BufNewFile' }, {
  pattern = '*.vsd',
  callback = function(event)
    local file = io.open(event.match, 'rb')
    local head = file and file:read(4)
    if file then
      file:close()
    end
    if head == '\208\207\17\224' or head == 'PK\3\4' then
      vim.notify(vim.fn.fnamemodify(event.match, ':t') .. ' is a Microsoft Visio drawing, not a model')
    else
      vim.bo[event.buf].filetype = 'vsd'
    end
  end,
})
