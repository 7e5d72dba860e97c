/** Tests of the import of other gateways' configurations. */
@NullMarked
package dev.signalbox.gateway.migrate;

import org.jspecify.annotations.NullMarked;
