/** The tokens a request will probably count, for when no provider can be asked. */
@NullMarked
package dev.signalbox.gateway.wire.estimate;

import org.jspecify.annotations.NullMarked;
