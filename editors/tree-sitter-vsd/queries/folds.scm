[
  (block)
  (long_text)
  (block_comment)
] @fold

; A run of lines of comments is one fold.
(doc_comment)+ @fold
(line_comment)+ @fold
