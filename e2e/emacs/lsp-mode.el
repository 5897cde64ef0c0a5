;;; lsp-mode.el --- lsp-mode, as check.el wants it  -*- lexical-binding: t -*-
(require 'cl-lib)
(require 'lsp-mode)

(setq lsp-session-file (expand-file-name "lsp-session")
      lsp-auto-guess-root t             ; else it asks which folder the file belongs to
      lsp-idle-delay 0.05)

(defun client-connected ()
  ;; `lsp-deferred' waits until Emacs is idle, which it never is in a batch.
  (unless (bound-and-true-p lsp-managed-mode) (lsp))
  (lsp-workspaces))

(defun client-problems ()
  (mapcar #'lsp:diagnostic-message (lsp--get-buffer-diagnostics)))

(defun client-hover (shown)
  (funcall shown (lsp:markup-content-value
                  (lsp:hover-contents (lsp-request "textDocument/hover" (lsp--text-document-position-params))))))

(defun client-choose-fix (title)
  (lsp-execute-code-action
   (cl-find-if (lambda (action) (string-match-p title (lsp:code-action-title action))) (lsp-code-actions-at-point))))
