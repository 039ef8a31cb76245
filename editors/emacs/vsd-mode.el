;;; vsd-mode.el --- Models of value streams  -*- lexical-binding: t; -*-

;; Author: the vsdlint authors
;; URL: https://github.com/vsdlint/vsdlint
;; Version: 0.1.0
;; Package-Requires: ((emacs "27.1"))
;; Keywords: languages, tools
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; Colours, indentation and an index for `.vsd' files, and the language server
;; `vsdlint lsp' for `M-x eglot'.

;;; Code:

(defgroup vsd nil
  "Models of value streams."
  :group 'languages)

(defcustom vsd-indent-offset 2
  "How many columns a block is indented."
  :type 'integer
  :safe #'integerp)

(defcustom vsd-program "vsdlint"
  "The program vsdlint: a name, or a path."
  :type 'string)

(defconst vsd-declarations
  '("organisation" "organization" "stakeholder" "repository" "item" "practice" "role" "activity" "stream" "step")
  "Keywords that declare something.")

(defconst vsd-statements
  '("input" "output" "trigger" "outcome"
    "purpose" "link" "accountable" "responsible" "consulted" "informed" "uses"
    "lead_time" "process_time" "complete_and_accurate" "working_day")
  "Keywords that say something of what is declared.")

(defconst vsd-joints
  '("as" "is" "in" "from" "to" "or" "within" "every" "runs" "optional" "rework"
    "reply")
  "Keywords inside a statement.")

(defconst vsd-builtins
  '("plan" "engage" "design_and_transition" "obtain_build" "deliver_and_support" "improve" "all"
    "design-and-transition" "obtain-build" "deliver-and-support")
  "The six activities and `all'.")

(defvar vsd-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?/ ". 124b" table)
    (modify-syntax-entry ?* ". 23" table)
    (modify-syntax-entry ?\n "> b" table)
    (modify-syntax-entry ?_ "_" table)
    (modify-syntax-entry ?- "_" table)
    (modify-syntax-entry ?@ "_" table)
    (modify-syntax-entry ?' "." table)
    table)
  "What the letters of a `.vsd' file are.")

(defvar vsd-font-lock-keywords
  `((,(concat "\\_<" (regexp-opt '("stream" "step" "stakeholder" "repository" "role" "item"))
              "\\_>[ \t]+\\(\"[^\"\n]*\"\\|\\_<\\(?:\\sw\\|\\s_\\)+\\_>\\)")
     1 font-lock-function-name-face)
    (,(regexp-opt vsd-declarations 'symbols) . font-lock-keyword-face)
    (,(regexp-opt vsd-statements 'symbols) . font-lock-keyword-face)
    (,(regexp-opt vsd-joints 'symbols) . font-lock-builtin-face)
    (,(regexp-opt vsd-builtins 'symbols) . font-lock-constant-face)
    ("\\_<every[ \t]+\\(day\\|week\\|month\\|quarter\\|year\\)\\_>" 1 font-lock-type-face)
    ("\\_<@allow\\_>" . font-lock-preprocessor-face)
    ("\\_<\\(?:[0-9]+\\(?:wd\\|min\\|[wdhs]\\)\\)+\\_>\\|\\_<[0-9.]+%" . font-lock-type-face))
  "Colours of `.vsd' files.")

(defun vsd-indent-line ()
  "Indent this line: as deep as blocks are open."
  (interactive)
  (let* ((state (save-excursion (syntax-ppss (line-beginning-position))))
         (closing (save-excursion (back-to-indentation) (eq (char-after) ?})))
         (depth (max 0 (- (car state) (if closing 1 0))))
         (offset (- (current-column) (current-indentation))))
    (unless (nth 3 state)               ; a purpose may run over several lines
      (indent-line-to (* depth vsd-indent-offset))
      (when (> offset 0) (forward-char offset)))))

(defvar vsd-imenu-generic-expression
  '(("Streams" "^[ \t]*stream[ \t]+\\(\"[^\"\n]*\"\\|[^ \t\n{]+\\)" 1)
    ("Steps" "^[ \t]*step[ \t]+\\(\"[^\"\n]*\"\\|[^ \t\n{]+\\)" 1)
    ("Activities" "^[ \t]*activity[ \t]+\\(\"[^\"\n]*\"\\|[^ \t\n{]+\\)" 1))
  "What `imenu' lists.")

;;;###autoload
(define-derived-mode vsd-mode prog-mode "Value stream"
  "Major mode for models of value streams."
  (setq-local comment-start "// ")
  (setq-local comment-end "")
  (setq-local comment-start-skip "//+[ \t]*")
  (setq-local font-lock-defaults '(vsd-font-lock-keywords))
  (setq-local indent-line-function #'vsd-indent-line)
  (setq-local indent-tabs-mode nil)
  (setq-local electric-indent-chars '(?\n ?}))
  (setq-local imenu-generic-expression vsd-imenu-generic-expression))

;;;###autoload
(defun vsd-mode-unless-drawing ()
  "Turn on `vsd-mode', unless the file is a Microsoft Visio drawing."
  (let* ((file buffer-file-name)
         (head (and file
                    (file-readable-p file)
                    (with-temp-buffer
                      (set-buffer-multibyte nil)
                      (insert-file-contents-literally file nil 0 4)
                      (buffer-string)))))
    (if (member head '("\xd0\xcf\x11\xe0" "PK\3\4"))
        (progn (fundamental-mode)
               (message "%s is a Microsoft Visio drawing, not a model" (buffer-name)))
      (vsd-mode))))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.vsd\\'" . vsd-mode-unless-drawing))

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               `(vsd-mode . ,(lambda (&rest _) (list vsd-program "lsp")))))

(provide 'vsd-mode)
;;; vsd-mode.el ends here
