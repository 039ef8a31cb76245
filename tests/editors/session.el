;;; session.el --- A session in Emacs  -*- lexical-binding: t; -*-

;; Opens the file in $VSD_FILE with Eglot, waits for what is found, and prints it. Run by test_emacs.py.

(require 'eglot)
(require 'flymake)

(defun session-wait (what check)
  "Wait until CHECK is true, or fail telling WHAT."
  (let ((end (+ (float-time) 30)))
    (while (and (not (funcall check)) (< (float-time) end))
      (accept-process-output nil 0.05))
    (unless (funcall check) (error "%s" what))))

(setq eglot-sync-connect 30)
(find-file (getenv "VSD_FILE"))
(message "mode %s" major-mode)
;; In batch mode no idle timer runs, so Eglot and Flymake are told to go ahead.
(eglot--maybe-activate-editing-mode)
(unless (eglot-current-server)
  (apply #'eglot (eglot--guess-contact)))
(flymake-mode 1)
(flymake-start)
(session-wait "nothing was found" (lambda () (flymake-diagnostics)))
(dolist (finding (flymake-diagnostics))
  (message "found %d: %s"
           (line-number-at-pos (flymake-diagnostic-beg finding))
           (flymake-diagnostic-text finding)))
(eglot-shutdown (eglot-current-server))
;;; session.el ends here
