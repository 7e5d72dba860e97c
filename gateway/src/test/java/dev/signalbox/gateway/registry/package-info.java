/** Tests of what is registered while the gateway runs. */
@NullMarked
package dev.signalbox.gateway.registry;

import org.jspecify.annotations.NullMarked;
