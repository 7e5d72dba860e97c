/** Requests to Cohere and answers of it, read and written by themselves. */
@NullMarked
package dev.signalbox.gateway.wire.cohere;

import org.jspecify.annotations.NullMarked;
