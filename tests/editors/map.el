;;; map.el --- A map in Emacs  -*- lexical-binding: t; -*-

;; Opens the file in $VSD_FILE with Eglot, shows the map of a stream, changes the text, and prints what became of the
;; page. Run by test_emacs.py.

(require 'cl-lib)
(require 'eglot)
(require 'image)

(defvar map-pages nil "The pages that the browser was told to open.")
(setq browse-url-browser-function (lambda (page &rest _) (push page map-pages)))
(setq eglot-sync-connect 30)

(defun map-wait (what check)
  "Wait until CHECK is true, or fail telling WHAT."
  (let ((end (+ (float-time) 30)))
    (while (and (not (funcall check)) (< (float-time) end))
      (accept-process-output nil 0.05))
    (unless (funcall check) (error "%s" what))))

(defun map-page ()
  "The text of the page."
  (with-temp-buffer
    (insert-file-contents (substring (car map-pages) (length "file://")))
    (buffer-string)))

(defun map-replace (old new)
  "Replace OLD by NEW, and tell the server, as an idle timer would."
  (goto-char (point-min))
  (search-forward old)
  (replace-match new t t)
  (eglot--signal-textDocument/didChange))

(find-file (getenv "VSD_FILE"))
(eglot--maybe-activate-editing-mode)
(unless (eglot-current-server)
  (apply #'eglot (eglot--guess-contact)))
(goto-char (point-min))
(vsd-show-map)
(re-search-forward "^  step ")
(vsd-show-map)
(map-wait "no browser was opened" (lambda () map-pages))
(princ (format "first %S\n" (and (string-match-p "badge error" (map-page)) t)))
(map-replace "\"Closed incidents\"" "\"Closed incident\"")
(map-wait "the page does not follow" (lambda () (not (string-match-p "badge error" (map-page)))))
(map-replace "\"Register the failure\"" "\"Grüße an <alle>\"")
(map-wait "the page does not follow" (lambda () (string-match-p "Grüße an &lt;alle&gt;" (map-page))))
(vsd-show-map "landscape")
(map-wait "no browser was opened" (lambda () (cdr map-pages)))
(princ (format "same %S\n" (equal (car map-pages) (cadr map-pages))))
(let ((page (map-page)))
  (string-match "<title>\\(.*?\\)</title>" page)
  (princ (format "title %s\n" (match-string 1 page))))
;; Where Emacs can show images, it needs no browser. Here it only pretends.
(cl-letf (((symbol-function 'display-graphic-p) #'always)
          ((symbol-function 'image-type-available-p) #'always)
          ((symbol-function 'create-image) (lambda (data type _) (list 'image :type type :data data))))
  (vsd-show-map "chain")
  (map-wait "no image was shown" (lambda () (get-buffer "*vsd map*"))))
(with-current-buffer "*vsd map*"
  (let ((image (get-text-property (point-min) 'display)))
    (princ (format "image %S %S\n" (plist-get (cdr image) :type) (substring (plist-get (cdr image) :data) 0 4)))))
;; A click on a box leads to its statement.
(cl-letf (((symbol-function 'display-graphic-p) #'always)
          ((symbol-function 'image-type-available-p) #'always)
          ((symbol-function 'create-image) (lambda (data type _) (list 'image :type type :data data))))
  (vsd-show-map "restore")
  (map-wait "no image of the stream was shown"
            (lambda ()
              (with-current-buffer "*vsd map*"
                (let ((image (get-text-property (point-min) 'display)))
                  (string-match-p "Closed incident" (decode-coding-string (plist-get (cdr image) :data) 'utf-8)))))))
(with-current-buffer "*vsd map*"
  (let* ((image (get-text-property (point-min) 'display))
         (box (nth 1 (plist-get (cdr image) :vsd-boxes))))
    (cl-letf (((symbol-function 'posn-image) (lambda (_) image))
              ((symbol-function 'posn-object-x-y)
               (lambda (_) (cons (/ (+ 5 (nth 0 box)) 2) (/ (+ 5 (nth 1 box)) 2))))
              ((symbol-function 'posn-object-width-height)
               (lambda (_) (cons (/ (plist-get (cdr image) :vsd-width) 2) 1))))
      (princ (format "keys %S\n" (lookup-key (get-text-property (point-min) 'keymap) (kbd "<mouse-1>"))))
      (vsd-map-click '(mouse-1 (nil nil nil nil))))))
(princ (format "clicked %s\n" (string-trim (thing-at-point 'line t))))
(princ (format "browsed %d times\n" (length map-pages)))
(eglot-shutdown (eglot-current-server))
;;; map.el ends here
