/** Tests of what requests need of a model. */
@NullMarked
package dev.signalbox.gateway.wire.needs;

import org.jspecify.annotations.NullMarked;
