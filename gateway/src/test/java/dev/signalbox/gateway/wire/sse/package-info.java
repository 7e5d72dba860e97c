@NullMarked
package dev.signalbox.gateway.wire.sse;

import org.jspecify.annotations.NullMarked;
