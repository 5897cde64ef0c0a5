/** The Language Server Protocol: who may call, when, on which thread. */
@NullMarked
package dev.plimsoll.server;

import org.jspecify.annotations.NullMarked;
