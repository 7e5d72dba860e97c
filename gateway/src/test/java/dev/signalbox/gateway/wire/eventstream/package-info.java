@NullMarked
package dev.signalbox.gateway.wire.eventstream;

import org.jspecify.annotations.NullMarked;
