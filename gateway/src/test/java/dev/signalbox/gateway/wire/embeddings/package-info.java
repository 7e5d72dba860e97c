/** Tests of the package of the same name. */
@NullMarked
package dev.signalbox.gateway.wire.embeddings;

import org.jspecify.annotations.NullMarked;
