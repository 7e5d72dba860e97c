/**
 * Pages of the portal that people keep under a name, in the control database. May use the store and
 * the audit trail.
 */
@NullMarked
package dev.signalbox.analytics.view;

import org.jspecify.annotations.NullMarked;
