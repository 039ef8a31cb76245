; Neovim and Helix name these differently; each looks past what it does not know.
(block) @indent.begin
(block "}" @indent.branch @indent.end)

(block) @indent
(block "}" @outdent)
