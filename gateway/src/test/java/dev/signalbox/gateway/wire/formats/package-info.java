@NullMarked
package dev.signalbox.gateway.wire.formats;

import org.jspecify.annotations.NullMarked;
