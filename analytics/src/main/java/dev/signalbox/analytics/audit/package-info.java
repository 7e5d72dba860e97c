/**
 * The audit trail: who did what, each row bound to the one before it. May use the store; knows
 * nothing of what is audited.
 */
@NullMarked
package dev.signalbox.analytics.audit;

import org.jspecify.annotations.NullMarked;
