/** Tests of the package of the same name. */
@NullMarked
package dev.signalbox.gateway.wire.listing;

import org.jspecify.annotations.NullMarked;
