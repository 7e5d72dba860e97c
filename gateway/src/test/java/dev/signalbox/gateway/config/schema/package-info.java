/** Tests of reading configurations in general. */
@NullMarked
package dev.signalbox.gateway.config.schema;

import org.jspecify.annotations.NullMarked;
