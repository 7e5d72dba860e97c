/**
 * What went wrong: what clients felt and what failover kept from them, by class, over time, and put
 * together to incidents.
 */
@NullMarked
package dev.signalbox.analytics.failures;

import org.jspecify.annotations.NullMarked;
