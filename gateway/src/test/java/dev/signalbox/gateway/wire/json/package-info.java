@NullMarked
package dev.signalbox.gateway.wire.json;

import org.jspecify.annotations.NullMarked;
