;;; check.el --- What a user of Emacs does with a Dockerfile  -*- lexical-binding: t -*-
;; emacs --batch -l SETUP -l CLIENT -l check.el FILE; the file `fixed' has what FILE has to become. CLIENT, one of the
;; files beside this one, says how a user of a client of the protocol does what is done here: it defines `client-connected',
;; `client-problems', `client-hover' and `client-choose-fix'.
(require 'cl-lib)

(setq make-backup-files nil
      create-lockfiles nil)

(defun check-wait (probe what)
  "Wait until PROBE gives something, and give that; fail with WHAT after a minute."
  (let ((end (+ (float-time) 60)) found)
    (while (and (not (setq found (funcall probe))) (< (float-time) end))
      (run-hooks 'post-command-hook)    ; what Emacs does between commands, which there are none of in a batch
      (accept-process-output nil 0.02))
    (or found (error "%s" (if (functionp what) (funcall what) what)))))

(defun check-maintainer-problem ()
  (cl-find-if (lambda (text) (string-match-p "MAINTAINER is deprecated" text)) (client-problems)))

(defun check-describe-problems ()
  (format "the problems are %S" (client-problems)))

(defun check-go-to (text)
  (goto-char (point-min))
  (search-forward text)
  (backward-char))

(defconst check-all
  `(("the server is connected" .
     ,(lambda () (check-wait #'client-connected "there is no server")))
    ("problems are shown" .
     ,(lambda () (check-wait #'check-maintainer-problem #'check-describe-problems)))
    ("hover over an image shows its size" .
     ,(lambda ()
        (check-go-to "node:22")
        (let (shown)
          (client-hover (lambda (text &rest _) (setq shown text)))
          (check-wait (lambda () (and shown (string-match-p "MB" shown))) (lambda () (format "shown is %S" shown))))))
    ("a fix is offered and applied" .
     ,(lambda ()
        (check-go-to "MAINTAINER")
        (client-choose-fix "Replace MAINTAINER")
        (check-wait (lambda () (not (string-match-p "^MAINTAINER" (buffer-string)))) #'buffer-string)))
    ("the file is saved as expected" .
     ,(lambda ()
        (save-buffer)
        (cl-flet ((bytes (file) (with-temp-buffer (insert-file-contents-literally file) (buffer-string))))
          (unless (equal (bytes buffer-file-name) (bytes "fixed"))
            (error "saved was %s" (bytes buffer-file-name))))))
    ("its problem is gone" .
     ,(lambda ()
        (check-wait (lambda () (not (check-maintainer-problem))) #'check-describe-problems)))))

(let ((inhibit-message t)
      (failed nil))
  (find-file (pop command-line-args-left))
  (cl-loop for (name . check) in check-all until failed
           do (condition-case problem
                  (progn (funcall check) (princ (format "ok      %s\n" name)))
                (error
                 (setq failed t)
                 (princ (format "FAILED  %s: %s\n" name (error-message-string problem))))))
  (kill-emacs (if failed 1 0)))
