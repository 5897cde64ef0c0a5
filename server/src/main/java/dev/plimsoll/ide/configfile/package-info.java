/** The features of {@code .hadolint.yaml} and {@code .plimsoll.yaml}. */
@NullMarked
package dev.plimsoll.ide.configfile;

import org.jspecify.annotations.NullMarked;
