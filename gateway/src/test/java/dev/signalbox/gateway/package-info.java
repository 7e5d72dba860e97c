/** Tests of the wiring. */
@NullMarked
package dev.signalbox.gateway;

import org.jspecify.annotations.NullMarked;
