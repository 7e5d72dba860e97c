/** Tests of the Responses API's two sides, alone and with recorded traffic where it is there. */
@NullMarked
package dev.signalbox.gateway.wire.responses;

import org.jspecify.annotations.NullMarked;
