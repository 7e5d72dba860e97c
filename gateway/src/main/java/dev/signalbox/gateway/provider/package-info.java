/**
 * Calls to providers: where each kind of provider has which operation, which credential goes along,
 * connection pools, time limits, and what an answer means for the next attempt. May use {@code
 * wire}, {@code reach} and {@code net}.
 */
@NullMarked
package dev.signalbox.gateway.provider;

import org.jspecify.annotations.NullMarked;
