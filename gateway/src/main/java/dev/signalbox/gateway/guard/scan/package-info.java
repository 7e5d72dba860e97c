/**
 * Finds credentials and personal data in a text. Pure: no I/O, no clock, and no regular expression
 * over the whole text; one pass of an automaton finds literal anchors, and only the characters at
 * an anchor are looked at again, by bounded and possessive checks. A new credential type is a line
 * in {@link CredentialTypes}.
 */
@NullMarked
package dev.signalbox.gateway.guard.scan;

import org.jspecify.annotations.NullMarked;
