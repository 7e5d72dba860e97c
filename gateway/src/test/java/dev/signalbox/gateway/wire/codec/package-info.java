@NullMarked
package dev.signalbox.gateway.wire.codec;

import org.jspecify.annotations.NullMarked;
