/**
 * Assertions: named requests of the operator with the choice they expect. Run before a
 * configuration is used, so that a change of policy cannot quietly send them elsewhere.
 */
@NullMarked
package dev.signalbox.engine.assertion;

import org.jspecify.annotations.NullMarked;
