/** Rules about what an attacker could use. */
@NullMarked
package dev.plimsoll.lint.rules.security;

import org.jspecify.annotations.NullMarked;
