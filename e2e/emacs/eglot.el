;;; eglot.el --- Eglot, as check.el wants it  -*- lexical-binding: t -*-
(require 'cl-lib)
(require 'flymake)

(setq eglot-send-changes-idle-time 0.05
      flymake-no-changes-timeout 0.05
      native-comp-enable-subr-trampolines nil) ; else replacing `completing-read' below compiles for seconds

(defun client-connected ()
  (eglot-current-server))

(defun client-problems ()
  (flymake-start)
  (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(defun client-hover (shown)
  (eglot-hover-eldoc-function shown))

(defun client-choose-fix (title)
  (cl-letf (((symbol-function 'completing-read)
             (lambda (_prompt titles &rest _)
               (cl-find-if (lambda (offered) (string-match-p title offered)) (all-completions "" titles)))))
    (let ((last-nonmenu-event ?\r))
      (call-interactively #'eglot-code-actions))))
