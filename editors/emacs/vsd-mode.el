;;; vsd-mode.el --- Models of value streams  -*- lexical-binding: t; -*-

;; Author: the vsdlint authors
;; URL: https://github.com/vsdlint/vsdlint
;; Version: 0.1.0
;; Package-Requires: ((emacs "27.1"))
;; Keywords: languages, tools
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; Colours, indentation and an index for `.vsd' files, the language server
;; `vsdlint lsp' for `M-x eglot', and `M-x vsd-show-map' for the map of a stream.

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

;; Maps of streams.

(defcustom vsd-map-in-browser 'unless-image
  "Where `vsd-show-map' shows a map.
In a browser always, or unless this Emacs can show the image itself."
  :type '(choice (const :tag "In a browser" t)
                 (const :tag "In a buffer, if it can be shown there" unless-image)))

(defconst vsd-map-page
  "<!DOCTYPE html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">
<meta http-equiv=\"refresh\" content=\"1\">
<title>%s</title>
<style>:root { color-scheme: light dark } body { margin: 0 }</style>
</head>
<body>
%s
</body>
</html>
"
  "The page around a map: it loads itself anew and nothing else.")

(defvar vsd--map nil
  "The map that is shown.
A list of the server, the document's identifier, what it is of, and whether
that was named.")

(defvar vsd--map-file nil
  "The page in the browser.")

(declare-function eglot-current-server "eglot")
(declare-function eglot--TextDocumentPositionParams "eglot")
(declare-function url-unhex-string "url-util")
(declare-function url-filename "url-parse")
(autoload 'url-generic-parse-url "url-parse")
(declare-function jsonrpc-async-request "jsonrpc")

(defun vsd--map-in-buffer-p ()
  "Whether maps are shown in a buffer."
  (and (eq vsd-map-in-browser 'unless-image)
       (display-graphic-p)
       (image-type-available-p 'svg)))

(defun vsd--map-write (drawing)
  "Write DRAWING into the page, so that no browser ever reads half of it."
  (unless vsd--map-file
    (setq vsd--map-file (make-temp-file "vsd-map-" nil ".html"))
    (add-hook 'kill-emacs-hook (lambda () (delete-file vsd--map-file))))
  (let ((half (concat vsd--map-file ".half"))
        (coding-system-for-write 'utf-8-unix)
        (title (plist-get drawing :title)))
    (dolist (letter '(("&" . "&amp;") ("<" . "&lt;") (">" . "&gt;")))
      (setq title (replace-regexp-in-string (car letter) (cdr letter) title t t)))
    (write-region (format vsd-map-page title (plist-get drawing :svg)) nil half nil 'silent)
    (rename-file half vsd--map-file t)))

(defun vsd--map-boxes (svg)
  "The boxes in SVG: a list of lists of left, top, right, bottom and place.
A place is `URI#LLINE,COLUMN'."
  (let ((start 0) (boxes nil))
    (while (string-match "<g class=\"node\" data-at=\"\\([^\"]*\\)\">\\(?:<title>[^<]*</title>\\)?<rect \\([^>]*\\)>" svg start)
      (setq start (match-end 0))
      (let* ((place (match-string 1 svg))
             (rect (match-string 2 svg))
             (of (lambda (name)
                   (if (string-match (concat " " name "=\"\\([0-9]+\\)\"") rect)
                       (string-to-number (match-string 1 rect))
                     0)))
             (x (funcall of "x"))
             (y (funcall of "y")))
        (push (list x y (+ x (funcall of "width")) (+ y (funcall of "height"))
                    (replace-regexp-in-string "&amp;" "&" place t t))
              boxes)))
    (nreverse boxes)))

(defun vsd--map-open (place)
  "Show the statement at PLACE, in the window that has its file if one has."
  (when (string-match "\\`\\(.+\\)#L\\([0-9]+\\),\\([0-9]+\\)\\'" place)
    (let* ((line (string-to-number (match-string 2 place)))
           (column (string-to-number (match-string 3 place)))
           (file (decode-coding-string
                  (url-unhex-string (url-filename (url-generic-parse-url (match-string 1 place))))
                  'utf-8)))
      (pop-to-buffer (find-file-noselect file))
      (goto-char (point-min))
      (forward-line (1- line))
      (forward-char (min (1- column) (- (line-end-position) (point)))))))

(defun vsd-map-click (event)
  "Show the statement of the box on which the mouse was clicked in EVENT."
  (interactive "e")
  (let* ((end (event-start event))
         (image (posn-image end))
         (boxes (plist-get (cdr image) :vsd-boxes))
         (at (posn-object-x-y end))
         (size (posn-object-width-height end))
         (scale (if boxes (/ (float (plist-get (cdr image) :vsd-width)) (max 1 (car size))) 1))
         (x (* scale (car at)))
         (y (* scale (cdr at))))
    (pcase-dolist (`(,left ,top ,right ,bottom ,place) boxes)
      (when (and (<= left x right) (<= top y bottom))
        (vsd--map-open place)))))

(defun vsd--map-draw (drawing)
  "Show DRAWING in the place of the last one."
  (if (not (vsd--map-in-buffer-p))
      (vsd--map-write drawing)
    (with-current-buffer (get-buffer-create "*vsd map*")
      (unless (derived-mode-p 'special-mode) (special-mode))
      (let* ((inhibit-read-only t)
             (svg (plist-get drawing :svg))
             (width (if (string-match " viewBox=\"0 0 \\([0-9]+\\) " svg)
                        (string-to-number (match-string 1 svg))
                      1))
             (image (create-image (encode-coding-string svg 'utf-8) 'svg t)))
        (setq image (append image (list :vsd-width width :vsd-boxes (vsd--map-boxes svg))))
        (erase-buffer)
        (insert-image image (plist-get drawing :title))
        (let ((keys (make-sparse-keymap)))
          (define-key keys [mouse-1] #'vsd-map-click)
          (put-text-property (point-min) (point-max) 'keymap keys))
        (goto-char (point-min))))))

(defun vsd--map-ask (server params answer &optional refused)
  "Ask SERVER for a picture with PARAMS.
Call ANSWER with it, nil if there is none, or REFUSED with the reason."
  (jsonrpc-async-request
   server :vsdlint/draw params
   :success-fn answer
   :error-fn (lambda (problem)
               (when refused (funcall refused (plist-get problem :message))))
   :deferred nil))

(defun vsd--map-redraw (server)
  "Draw the map anew, if SERVER drew it: of the stream at point, or of what it was."
  (when (eq server (car vsd--map))
    (let* ((document (nth 1 vsd--map))
           (known (lambda ()
                    (vsd--map-ask server (list :textDocument document :of (nth 2 vsd--map))
                                  (lambda (drawing) (when drawing (vsd--map-draw drawing)))))))
      (with-current-buffer (window-buffer (selected-window))
        (if (or (nth 3 vsd--map)
                (not (derived-mode-p 'vsd-mode))
                (not (eq server (eglot-current-server))))
            (funcall known)
          (let ((here (eglot--TextDocumentPositionParams)))
            (vsd--map-ask server here
                          (lambda (drawing)
                            (if (not drawing)
                                (funcall known)
                              (setq vsd--map (list server (plist-get here :textDocument)
                                                   (plist-get drawing :of) nil))
                              (vsd--map-draw drawing))))))))))

;;;###autoload
(defun vsd-show-map (&optional what)
  "Show the map of the stream at point, and keep it as the text is.
With a prefix argument ask for WHAT to show: a stream by its name or alias,
`landscape' or `chain'.  Emacs shows it itself if it can, or else a browser;
see `vsd-map-in-browser'."
  (interactive
   (list (and current-prefix-arg (read-string "Map of (a stream, landscape, chain): "))))
  (let ((server (or (and (fboundp 'eglot-current-server) (eglot-current-server))
                    (user-error "The language server does not run here: M-x eglot")))
        (here (eglot--TextDocumentPositionParams)))
    (vsd--map-ask
     server
     (if what (list :textDocument (plist-get here :textDocument) :of what) here)
     (lambda (drawing)
       (if (not drawing)
           (message "No stream stands here.  Put point into one.")
         (setq vsd--map (list server (plist-get here :textDocument)
                              (plist-get drawing :of) (and what t)))
         (vsd--map-draw drawing)
         (if (vsd--map-in-buffer-p)
             (display-buffer "*vsd map*")
           (browse-url (concat "file://" vsd--map-file)))))
     (lambda (problem) (message "%s" problem)))))

(with-eval-after-load 'eglot
  (cl-defmethod eglot-handle-notification
    (server (_method (eql vsdlint/drawingChanged)) &rest _)
    "Draw the map anew."
    (vsd--map-redraw server)))

(provide 'vsd-mode)
;;; vsd-mode.el ends here
