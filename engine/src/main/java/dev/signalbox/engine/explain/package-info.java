/**
 * Decisions for people and machines: sentences for reasons, the decision record and the question as
 * JSON, and a table for the terminal. Everything shown here is in the decision already; a new
 * reason gets a code, a sentence and its figures here.
 */
@NullMarked
package dev.signalbox.engine.explain;

import org.jspecify.annotations.NullMarked;
