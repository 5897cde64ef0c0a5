/** The files that say how a project's Dockerfiles are judged: {@code .hadolint.yaml} and {@code .plimsoll.yaml}. */
@NullMarked
package dev.plimsoll.config;

import org.jspecify.annotations.NullMarked;
