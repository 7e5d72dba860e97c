/** Tests of limits. */
@NullMarked
package dev.signalbox.gateway.limit;

import org.jspecify.annotations.NullMarked;
