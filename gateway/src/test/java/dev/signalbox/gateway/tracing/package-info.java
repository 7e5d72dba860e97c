/** Traces of the whole gateway, as a collector gets them. */
@NullMarked
package dev.signalbox.gateway.tracing;

import org.jspecify.annotations.NullMarked;
