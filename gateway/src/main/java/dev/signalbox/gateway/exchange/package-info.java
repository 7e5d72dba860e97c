/**
 * One client request while it is served: who sent it, what was tried, the answer as it is written,
 * and the one record that is left of it. Knows nothing of how it is served.
 */
@NullMarked
package dev.signalbox.gateway.exchange;

import org.jspecify.annotations.NullMarked;
