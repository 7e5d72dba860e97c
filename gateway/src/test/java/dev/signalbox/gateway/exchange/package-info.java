/** Parts of requests under way that need no running gateway. */
@NullMarked
package dev.signalbox.gateway.exchange;

import org.jspecify.annotations.NullMarked;
