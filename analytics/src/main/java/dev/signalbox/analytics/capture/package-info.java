/**
 * Prompts and answers, kept where the configuration asks for it: capped, without secrets, in a
 * database of their own.
 */
@NullMarked
package dev.signalbox.analytics.capture;

import org.jspecify.annotations.NullMarked;
