/** Tests of the package of the same name. */
@NullMarked
package dev.signalbox.gateway.wire.estimate;

import org.jspecify.annotations.NullMarked;
